package dev.tocsin.notification.channel;

import dev.tocsin.notification.render.EventKind;
import dev.tocsin.platform.outbound.OutboundHttp;
import dev.tocsin.platform.outbound.OutboundRequest;
import dev.tocsin.platform.outbound.OutboundResponse.Answered;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A channel that posts to the web address in its settings and can do nothing else: what was posted
 * is neither changed nor found again, and every change of an alert is a message of its own, because
 * many read them, or a receiver keeps a state.
 */
public interface PostingChannel extends OwnAddressChannel {

  @Override
  default boolean revisesInPlace() {
    return false;
  }

  @Override
  default boolean tells(EventKind event) {
    return true;
  }

  /**
   * Posts.
   *
   * @param provider its name in reasons
   * @param usual reads every answer but 429 and 503
   */
  static Uni<SendResult> post(
      OutboundHttp http,
      ChannelSettings settings,
      Map<String, String> headers,
      byte[] body,
      String provider,
      Function<Answered, SendResult> usual) {
    Optional<URI> url = WebAddress.of(settings.text("url"));
    return url.isEmpty()
        ? Uni.createFrom().item(new SendResult.Refused("The webhook's url is no address"))
        : http.send(OutboundRequest.post(url.get(), headers, body))
            .map(response -> HttpAnswers.read(provider, response, usual));
  }

  @Override
  default Uni<LookUp> lookUp(Message message, ChannelSettings settings) {
    return Uni.createFrom().item(new LookUp.Unclear("What was posted cannot be asked about"));
  }

  @Override
  default Uni<SendResult> revise(Message message, ProviderMessage sent, ChannelSettings settings) {
    throw new UnsupportedOperationException("What was posted cannot be changed");
  }
}
