package dev.tocsin.notification.channel.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.notification.channel.BuiltInTemplates;
import dev.tocsin.notification.channel.ChannelSettings;
import dev.tocsin.notification.channel.HttpAnswers;
import dev.tocsin.notification.channel.Message;
import dev.tocsin.notification.channel.PostingChannel;
import dev.tocsin.notification.channel.ProviderMessage;
import dev.tocsin.notification.channel.SendResult;
import dev.tocsin.notification.channel.WebAddress;
import dev.tocsin.notification.render.Escape;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.Fault;
import dev.tocsin.notification.render.Part;
import dev.tocsin.notification.render.Rendered;
import dev.tocsin.platform.outbound.OutboundHttp;
import dev.tocsin.platform.outbound.OutboundResponse.Answered;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.platform.webhook.StandardWebhooks;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A signed webhook. Nobody can be asked whether a request arrived, but each attempt bears the same
 * id, by which a receiver knows a repetition.
 */
@Singleton
public class WebhookChannel implements PostingChannel {

  private static final List<Part> PARTS = List.of(new Part("body", Escape.JSON, true));
  private static final Map<String, String> BUILT_IN =
      BuiltInTemplates.read(WebhookChannel.class, PARTS);
  private static final Map<String, String> NOTICE =
      BuiltInTemplates.read(WebhookChannel.class, "notice/", PARTS);

  private final OutboundHttp http;
  private final Supplier<Instant> clock;

  /** Calls out through the guarded client. */
  @Inject
  public WebhookChannel(OutboundHttp http, TocsinClock clock) {
    this(http, clock::now);
  }

  WebhookChannel(OutboundHttp http, Supplier<Instant> clock) {
    this.http = http;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "webhook";
  }

  @Override
  public String provider() {
    return "The receiver";
  }

  @Override
  public List<Part> parts() {
    return PARTS;
  }

  @Override
  public Map<String, String> builtInTemplate(EventKind event) {
    return event == EventKind.NOTICE ? NOTICE : BUILT_IN;
  }

  @Override
  public Rendered shape(Rendered rendered) {
    WebhookBody body = WebhookBody.read(rendered.part("body"));
    return new Rendered(
        Map.of("body", body.text()), body.fault().map(List::of).orElse(List.<Fault>of()));
  }

  @Override
  public Map<String, String> problems(ChannelSettings settings) {
    Map<String, String> problems = new LinkedHashMap<>();
    if (WebAddress.of(settings.text("url")).isEmpty()) {
      problems.put("url", "It must be an address such as https://example.org/hook");
    }
    if (!StandardWebhooks.isSecret(settings.text("secret"))) {
      problems.put("secret", "It must be whsec_ and base64 of 24 to 64 bytes");
    }
    String previous = settings.text("previous_secret");
    if (!previous.isEmpty() && !StandardWebhooks.isSecret(previous)) {
      problems.put("previous_secret", "It must be whsec_ and base64 of 24 to 64 bytes");
    }
    return problems;
  }

  @Override
  public String whereItGoes() {
    return "A webhook's address is in the settings of its channel";
  }

  @Override
  public Uni<SendResult> send(Message message, ChannelSettings settings) {
    byte[] body = WebhookBody.marked(message).getBytes(UTF_8);
    String id = "msg_" + message.delivery();
    List<String> secrets =
        Stream.of("secret", "previous_secret")
            .map(settings::text)
            .filter(secret -> !secret.isEmpty())
            .toList();
    Map<String, String> headers =
        new HashMap<>(StandardWebhooks.headers(secrets, id, clock.get(), body));
    headers.put("Content-Type", "application/json");
    headers.put("User-Agent", "Tocsin-Webhook/1");
    return PostingChannel.post(
        http, settings, headers, body, "The webhook", answer -> result(answer, message));
  }

  private static SendResult result(Answered answer, Message message) {
    int status = answer.status();
    String said = "The webhook answered HTTP " + status;
    if (status >= 200 && status < 300) {
      return new SendResult.Sent(new ProviderMessage("msg_" + message.delivery(), ""));
    }
    if (status >= 300 && status < 400) {
      return new SendResult.Refused(
          said + ": redirects are not followed, store the address that it leads to");
    }
    boolean mayPass = status >= 500 || status == 408 || status == 409 || status == 425;
    return mayPass
        ? new SendResult.TryAgain(said, HttpAnswers.retryAfter(answer).orElse(null))
        : new SendResult.Refused(said + ": see at the receiver why, then requeue the delivery");
  }
}
