package dev.tocsin.notification.channel.discord;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.notification.channel.ChannelSettings;
import dev.tocsin.notification.channel.HttpAnswers;
import dev.tocsin.notification.channel.JsonPart;
import dev.tocsin.notification.channel.ProviderMessage;
import dev.tocsin.notification.channel.SendResult;
import dev.tocsin.notification.channel.WebAddress;
import dev.tocsin.platform.outbound.OutboundHttp;
import dev.tocsin.platform.outbound.OutboundRequest;
import dev.tocsin.platform.outbound.OutboundResponse;
import dev.tocsin.platform.outbound.OutboundResponse.Answered;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Executes a webhook and edits what it posted.
 *
 * @see <a href="https://docs.discord.com/developers/resources/webhook">Discord: webhooks</a>
 */
final class DiscordWebhook {

  private static final Pattern PATH =
      Pattern.compile("(.*/api(?:/v[0-9]{1,2})?/webhooks/[0-9]{1,20}/[A-Za-z0-9_-]{1,200})/?");
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Type",
          "application/json",
          "User-Agent",
          "DiscordBot (https://github.com/tocsin, 1)");
  private static final int UNKNOWN_WEBHOOK = 10015;
  private static final int UNKNOWN_MESSAGE = 10008;
  private static final int INVALID_TOKEN = 50027;
  private static final int INVALID_FORM = 50035;

  private final OutboundHttp http;

  DiscordWebhook(OutboundHttp http) {
    this.http = http;
  }

  /** The webhook's address with more of a path, a thread's id kept; empty when it is none. */
  static Optional<URI> address(ChannelSettings settings, String more) {
    return WebAddress.of(settings.text("url"))
        .flatMap(
            url -> {
              var path = PATH.matcher(url.getRawPath() == null ? "" : url.getRawPath());
              if (!path.matches()) {
                return Optional.empty();
              }
              String thread = "";
              for (String parameter : String.valueOf(url.getRawQuery()).split("&")) {
                thread = parameter.matches("thread_id=[0-9]{1,20}") ? "&" + parameter : thread;
              }
              return Optional.of(
                  URI.create(
                      url.getScheme()
                          + "://"
                          + url.getRawAuthority()
                          + path.group(1)
                          + more
                          + "?wait=true"
                          + thread));
            });
  }

  /** Posts a message; Discord's answer names it. */
  Uni<SendResult> post(ChannelSettings settings, ObjectNode content) {
    String username = settings.text("username");
    if (!username.isEmpty()) {
      content.put("username", username);
    }
    return call("POST", address(settings, ""), content);
  }

  /** Changes a message. */
  Uni<SendResult> edit(ChannelSettings settings, ProviderMessage sent, ObjectNode content) {
    return call("PATCH", address(settings, "/messages/" + sent.id()), content);
  }

  private Uni<SendResult> call(String method, Optional<URI> url, ObjectNode content) {
    if (url.isEmpty()) {
      return Uni.createFrom().item(new SendResult.Refused("The webhook's url is no address"));
    }
    byte[] body = content.toString().getBytes(UTF_8);
    return http.send(new OutboundRequest(method, url.get(), HEADERS, body, null))
        .map(DiscordWebhook::result);
  }

  private static SendResult result(OutboundResponse response) {
    SendResult read = HttpAnswers.read("Discord", response, DiscordWebhook::usual);
    boolean limited =
        read instanceof SendResult.TryAgain && response instanceof Answered a && a.status() == 429;
    return limited ? patient((SendResult.TryAgain) read, (Answered) response) : read;
  }

  /** Discord tells the wait in the body with a fraction, in the header in whole seconds. */
  private static SendResult patient(SendResult.TryAgain read, Answered answer) {
    double seconds = json(answer).path("retry_after").asDouble(-1);
    return seconds < 0
        ? read
        : new SendResult.TryAgain(
            read.reason(), Duration.ofMillis((long) Math.ceil(Math.min(seconds, 86_400) * 1000)));
  }

  private static SendResult usual(Answered answer) {
    JsonNode body = json(answer);
    if (answer.status() == 200 && body.path("id").asText().matches("[0-9]{1,20}")) {
      return new SendResult.Sent(
          new ProviderMessage(body.path("id").asText(), body.path("channel_id").asText()));
    }
    if (answer.status() < 400 || answer.status() >= 500) {
      return new SendResult.Unknown("Discord answered HTTP " + answer.status() + " with no result");
    }
    int code = body.path("code").asInt();
    String advice =
        switch (code) {
          case UNKNOWN_WEBHOOK, INVALID_TOKEN ->
              "the webhook was removed: make a new one and store its address";
          case UNKNOWN_MESSAGE -> "the message was deleted";
          case INVALID_FORM -> "the template renders to what Discord does not take: preview it";
          default -> "see Discord's documentation of this code";
        };
    return new SendResult.Refused(
        "Discord refused (HTTP %d, code %d): %s".formatted(answer.status(), code, advice));
  }

  private static JsonNode json(Answered answer) {
    try {
      return JsonPart.JSON.readTree(answer.text());
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
