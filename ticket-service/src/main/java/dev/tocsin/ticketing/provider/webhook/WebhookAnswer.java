package dev.tocsin.ticketing.provider.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.platform.outbound.OutboundResponse;
import dev.tocsin.ticketing.provider.ProviderAnswer;
import dev.tocsin.ticketing.provider.TicketCall;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** What a receiver's HTTP answer means. */
final class WebhookAnswer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WORDS = 200;

  private WebhookAnswer() {}

  /**
   * 2xx did it; 408, 425, 429 and 5xx, and silence, are worth another try; whatever else is a
   * refusal. Trying again after silence is safe: the receiver knows the call by its {@code
   * webhook-id}.
   */
  static ProviderAnswer read(OutboundResponse response, TicketCall call) {
    return switch (response) {
      case OutboundResponse.NotSent no when no.forbidden() ->
          new ProviderAnswer.Refused(no.reason());
      case OutboundResponse.NotSent no ->
          new ProviderAnswer.TryAgain(no.reason(), Optional.empty());
      case OutboundResponse.Unanswered no ->
          new ProviderAnswer.TryAgain(no.reason(), Optional.empty());
      case OutboundResponse.Answered yes -> answered(yes, call);
    };
  }

  private static ProviderAnswer answered(OutboundResponse.Answered answer, TicketCall call) {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return done(answer, call);
    }
    String words = "the receiver answered %d: %s".formatted(status, shortened(answer.text()));
    if (status == 408 || status == 425 || status == 429 || status >= 500) {
      return new ProviderAnswer.TryAgain(words, retryAfter(answer));
    }
    return new ProviderAnswer.Refused(words);
  }

  private static ProviderAnswer done(OutboundResponse.Answered answer, TicketCall call) {
    String known = call.externalId().isEmpty() ? call.ticketId().toString() : call.externalId();
    JsonNode body = parsed(answer);
    String id = body.path("id").asText();
    String url = body.path("url").asText();
    boolean web = url.startsWith("https://") || url.startsWith("http://");
    return new ProviderAnswer.Done(id.isEmpty() || id.length() > 200 ? known : id, web ? url : "");
  }

  private static JsonNode parsed(OutboundResponse.Answered answer) {
    try {
      JsonNode body = answer.truncated() ? null : JSON.readTree(answer.body());
      return body == null ? JSON.createObjectNode() : body;
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }

  private static Optional<Duration> retryAfter(OutboundResponse.Answered answer) {
    return answer
        .header("retry-after")
        .filter(value -> value.matches("[0-9]{1,5}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= WORDS ? line : line.substring(0, WORDS) + "…";
  }
}
