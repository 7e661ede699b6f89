package dev.tocsin.notification.respond;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.platform.outbound.OutboundHttp;
import dev.tocsin.platform.outbound.OutboundRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;

/** Tells one member something that nobody else sees. */
@Singleton
class SlackWhisper {

  private final OutboundHttp http;

  SlackWhisper(OutboundHttp http) {
    this.http = http;
  }

  /** The message as JSON. */
  static JsonObject message(String words) {
    return new JsonObject().put("response_type", "ephemeral").put("text", words);
  }

  /**
   * Says it by the address that came with a request.
   *
   * @param responseUrl may be empty or no address: then nothing is said
   */
  Uni<Void> say(String responseUrl, String words) {
    OutboundRequest request;
    try {
      request =
          OutboundRequest.post(
              URI.create(responseUrl),
              Map.of("Content-Type", "application/json; charset=utf-8"),
              message(words).put("replace_original", false).encode().getBytes(UTF_8));
    } catch (IllegalArgumentException e) {
      return Uni.createFrom().voidItem();
    }
    return responseUrl.isEmpty()
        ? Uni.createFrom().voidItem()
        : http.send(request).replaceWithVoid();
  }
}
