package dev.tocsin.notification.channel.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.notification.channel.ChannelSettings;
import dev.tocsin.notification.channel.HttpAnswers;
import dev.tocsin.notification.channel.ProviderMessage;
import dev.tocsin.notification.channel.SendResult;
import dev.tocsin.notification.channel.WebAddress;
import dev.tocsin.platform.outbound.OutboundHttp;
import dev.tocsin.platform.outbound.OutboundRequest;
import dev.tocsin.platform.outbound.OutboundResponse.Answered;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Creates messages.
 *
 * @see <a href="https://www.twilio.com/docs/messaging/api/message-resource">Twilio: message
 *     resource</a>
 */
final class TwilioApi {

  private static final Duration RATE_LIMIT = Duration.ofSeconds(5);

  private final OutboundHttp http;

  TwilioApi(OutboundHttp http) {
    this.http = http;
  }

  static String base(ChannelSettings settings) {
    String url = settings.text("api_url");
    return url.isEmpty() ? "https://api.twilio.com" : url.replaceFirst("/+$", "");
  }

  /** Sends a text; {@code callback} is empty when nothing shall be reported. */
  Uni<SendResult> send(ChannelSettings settings, String to, String body, String callback) {
    String sid = settings.text("account_sid");
    Optional<URI> url =
        WebAddress.of(base(settings) + "/2010-04-01/Accounts/" + sid + "/Messages.json");
    if (url.isEmpty()) {
      return Uni.createFrom().item(new SendResult.Refused("The api_url is not an address"));
    }
    Map<String, String> form = new LinkedHashMap<>();
    form.put("To", to);
    String service = settings.text("messaging_service_sid");
    form.put(
        service.isEmpty() ? "From" : "MessagingServiceSid",
        service.isEmpty() ? settings.text("from_number") : service);
    form.put("Body", body);
    if (!callback.isEmpty()) {
      form.put("StatusCallback", callback);
    }
    Map<String, String> headers = new LinkedHashMap<>(credentials(settings));
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    return http.send(OutboundRequest.post(url.get(), headers, encoded(form).getBytes(UTF_8)))
        .map(response -> HttpAnswers.read("Twilio", response, TwilioApi::result));
  }

  /** Headers of every request. */
  static Map<String, String> credentials(ChannelSettings settings) {
    String pair = settings.text("account_sid") + ":" + settings.text("auth_token");
    return Map.of(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)),
        "Accept",
        "application/json");
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static SendResult result(Answered answer) {
    JsonObject body = json(answer);
    String sid = body.getValue("sid") instanceof String text ? text : "";
    if (answer.status() / 100 == 2 && !sid.isEmpty()) {
      return body.getValue("error_code") instanceof Number code
          ? refused(code.intValue())
          : new SendResult.Sent(new ProviderMessage(sid, ""));
    }
    if (answer.status() / 100 != 4) {
      return new SendResult.Unknown("Twilio answered HTTP " + answer.status() + " with no result");
    }
    return body.getValue("code") instanceof Number code
        ? refused(code.intValue())
        : new SendResult.Refused(
            "Twilio refused (HTTP %d): check the account SID and the api_url"
                .formatted(answer.status()));
  }

  private static SendResult refused(int code) {
    return TwilioErrors.mayPass(code)
        ? new SendResult.TryAgain(TwilioErrors.explain(code), RATE_LIMIT)
        : new SendResult.Refused(TwilioErrors.explain(code), TwilioErrors.fault(code));
  }

  /** The body; empty when it is no JSON object. */
  static JsonObject json(Answered answer) {
    try {
      return new JsonObject(answer.text());
    } catch (DecodeException e) {
      return new JsonObject();
    }
  }
}
