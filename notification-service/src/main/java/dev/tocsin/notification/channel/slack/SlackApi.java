package dev.tocsin.notification.channel.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.notification.channel.ChannelSettings;
import dev.tocsin.notification.channel.JsonPart;
import dev.tocsin.platform.outbound.OutboundHttp;
import dev.tocsin.platform.outbound.OutboundRequest;
import dev.tocsin.platform.outbound.OutboundResponse;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls methods of Slack's Web API and reads what came back.
 *
 * @see <a href="https://docs.slack.dev/apis/web-api/">Slack: Web API</a>
 */
final class SlackApi {

  /** What a call came to. */
  sealed interface Reply {
    /** Slack did it. */
    record Ok(JsonNode body) implements Reply {}

    /** Slack said no, by this code of its documentation. */
    record Error(String code) implements Reply {}

    /** Slack asks to wait. */
    record Limited(Duration retryAfter) implements Reply {}

    /** The call did not reach Slack. */
    record NotSent(String reason, boolean forbidden) implements Reply {}

    /** Slack may or may not have done it. */
    record Unclear(String reason) implements Reply {}
  }

  private static final Duration DEFAULT_WAIT = Duration.ofSeconds(30);

  private final OutboundHttp http;

  SlackApi(OutboundHttp http) {
    this.http = http;
  }

  /** Calls a writing method, whose arguments are JSON. */
  Uni<Reply> write(ChannelSettings settings, String method, ObjectNode arguments) {
    byte[] body = arguments.toString().getBytes(UTF_8);
    return call(settings, method, body, "application/json; charset=utf-8");
  }

  /** Calls a reading method, whose arguments are a form. */
  Uni<Reply> read(ChannelSettings settings, String method, Map<String, String> arguments) {
    String form =
        arguments.entrySet().stream()
            .map(a -> a.getKey() + "=" + URLEncoder.encode(a.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return call(settings, method, form.getBytes(UTF_8), "application/x-www-form-urlencoded");
  }

  private Uni<Reply> call(ChannelSettings settings, String method, byte[] body, String type) {
    URI uri;
    try {
      uri = URI.create(base(settings) + "/" + method);
    } catch (IllegalArgumentException e) {
      return Uni.createFrom()
          .item(new Reply.NotSent("The api_url of the channel is not an address", true));
    }
    Map<String, String> headers =
        Map.of("Authorization", "Bearer " + settings.text("bot_token"), "Content-Type", type);
    return http.send(OutboundRequest.post(uri, headers, body)).map(SlackApi::reply);
  }

  static String base(ChannelSettings settings) {
    String url = settings.text("api_url");
    return url.isEmpty() ? "https://slack.com/api" : url.replaceFirst("/+$", "");
  }

  private static Reply reply(OutboundResponse response) {
    return switch (response) {
      case OutboundResponse.NotSent no ->
          new Reply.NotSent("Slack was not reached: " + no.reason(), no.forbidden());
      case OutboundResponse.Unanswered none ->
          new Reply.Unclear("Slack did not answer: " + none.reason());
      case OutboundResponse.Answered answer when answer.status() == 429 ->
          new Reply.Limited(wait(answer));
      case OutboundResponse.Answered answer when answer.status() == 503 ->
          new Reply.NotSent("Slack is not available (HTTP 503)", false);
      case OutboundResponse.Answered answer -> body(answer);
    };
  }

  private static Reply body(OutboundResponse.Answered answer) {
    JsonNode body = json(answer.text());
    if (body == null || !body.path("ok").isBoolean()) {
      return new Reply.Unclear("Slack answered HTTP " + answer.status() + " without a result");
    }
    if (body.path("ok").asBoolean()) {
      return new Reply.Ok(body);
    }
    String code = body.path("error").asText("unknown");
    return switch (code) {
      case "ratelimited", "rate_limited", "message_limit_exceeded" ->
          new Reply.Limited(wait(answer));
      case "internal_error", "fatal_error", "request_timeout" ->
          new Reply.Unclear("Slack failed inside (" + code + ")");
      case "service_unavailable", "team_added_to_org" ->
          new Reply.NotSent("Slack is not available (" + code + ")", false);
      default -> new Reply.Error(code);
    };
  }

  private static Duration wait(OutboundResponse.Answered answer) {
    try {
      return answer
          .header("Retry-After")
          .map(Long::parseLong)
          .map(Duration::ofSeconds)
          .orElse(DEFAULT_WAIT);
    } catch (NumberFormatException e) {
      return DEFAULT_WAIT;
    }
  }

  private static @Nullable JsonNode json(String text) {
    try {
      return JsonPart.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
