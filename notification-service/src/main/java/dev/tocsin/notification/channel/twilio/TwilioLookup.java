package dev.tocsin.notification.channel.twilio;

import dev.tocsin.notification.channel.AddressFault;
import dev.tocsin.notification.channel.ChannelSettings;
import dev.tocsin.notification.channel.SendResult;
import dev.tocsin.notification.channel.WebAddress;
import dev.tocsin.platform.outbound.OutboundHttp;
import dev.tocsin.platform.outbound.OutboundRequest;
import dev.tocsin.platform.outbound.OutboundResponse;
import dev.tocsin.platform.outbound.OutboundResponse.Answered;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Asks Twilio Lookup what a number is, before its first message. Whoever cannot be asked about is
 * written to: a page not sent is worse than one that Twilio refuses. After a failure Lookup is left
 * alone for a while, lest every page waits for it. Numbers that may be texted are remembered by
 * this process, because Twilio bills each question; those that may not are blocked by the delivery
 * that met them.
 *
 * @see <a href="https://www.twilio.com/docs/lookup/v2-api/line-type-intelligence">Twilio: line type
 *     intelligence</a>
 */
final class TwilioLookup {

  private static final Logger LOG = Logger.getLogger(TwilioLookup.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration LEFT_ALONE = Duration.ofSeconds(60);
  private static final int REMEMBERED = 10_000;

  private final OutboundHttp http;
  private final Map<String, Boolean> good =
      Collections.synchronizedMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });

  /** Until when an account is not asked with. */
  private final Map<String, Instant> leftAlone =
      Collections.synchronizedMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
              return size() > REMEMBERED;
            }
          });

  private final TocsinClock clock;

  TwilioLookup(OutboundHttp http, TocsinClock clock) {
    this.http = http;
    this.clock = clock;
  }

  static boolean isWanted(ChannelSettings settings) {
    return Boolean.TRUE.equals(settings.open().get("look_up_numbers"));
  }

  /** Why the number is not texted; empty when it may be, or when that is not known. */
  Uni<Optional<SendResult.Refused>> refusal(ChannelSettings settings, String number) {
    String account = settings.text("account_sid");
    String known = account + " " + number;
    Optional<URI> url = url(settings, number);
    if (good.containsKey(known)
        || url.isEmpty()
        || clock.now().isBefore(leftAlone.getOrDefault(account, Instant.MIN))) {
      return Uni.createFrom().item(Optional.empty());
    }
    return http.send(request(url.get(), settings))
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .map(response -> read(response, account, known))
        .onFailure()
        .recoverWithItem(
            failure -> {
              leaveAlone(account, String.valueOf(failure.getMessage()));
              return Optional.empty();
            });
  }

  private void leaveAlone(String account, String why) {
    leftAlone.put(account, clock.now().plus(LEFT_ALONE));
    LOG.warnf(
        "account=%s Twilio Lookup does not say what numbers are, they are texted all the same and"
            + " it is not asked for %d s: %s",
        account, LEFT_ALONE.toSeconds(), why);
  }

  @SuppressWarnings("NullAway") // it does not see @Nullable on an array in a compact constructor
  private static OutboundRequest request(URI url, ChannelSettings settings) {
    return new OutboundRequest("GET", url, TwilioApi.credentials(settings), null, PATIENCE);
  }

  private static Optional<URI> url(ChannelSettings settings, String number) {
    String base = settings.text("lookup_url");
    return WebAddress.of(
        (base.isEmpty() ? "https://lookups.twilio.com" : base.replaceFirst("/+$", ""))
            + "/v2/PhoneNumbers/"
            + URLEncoder.encode(number, StandardCharsets.UTF_8)
            + "?Fields=line_type_intelligence");
  }

  private Optional<SendResult.Refused> read(
      OutboundResponse response, String account, String known) {
    if (!(response instanceof Answered answer) || answer.status() != 200) {
      leaveAlone(
          account,
          response instanceof Answered other ? "HTTP " + other.status() : "it was not reached");
      return Optional.empty();
    }
    JsonObject body = TwilioApi.json(answer);
    if (Boolean.FALSE.equals(body.getValue("valid"))) {
      return Optional.of(
          new SendResult.Refused(
              "Twilio Lookup: there is no such telephone number"
                  + errors(body)
                  + ": correct the contact method",
              AddressFault.INVALID));
    }
    String type =
        body.getValue("line_type_intelligence") instanceof JsonObject line
            ? Objects.toString(line.getValue("type"), "")
            : "";
    Optional<SendResult.Refused> refusal = ofType(type);
    if (refusal.isEmpty() && Boolean.TRUE.equals(body.getValue("valid"))) {
      good.put(known, true);
    }
    return refusal;
  }

  private static String errors(JsonObject body) {
    return body.getValue("validation_errors") instanceof io.vertx.core.json.JsonArray errors
            && !errors.isEmpty()
        ? " (" + String.join(", ", errors.stream().map(String::valueOf).limit(3).toList()) + ")"
        : "";
  }

  /** Line types that never take a text; of all others Twilio decides when it is sent. */
  private static Optional<SendResult.Refused> ofType(String type) {
    String words =
        switch (type) {
          case "landline" -> "a landline";
          case "pager" -> "a pager";
          case "voicemail" -> "a voice mailbox";
          case "premium" -> "a premium-rate number";
          case "uan" -> "a company's access number";
          default -> "";
        };
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SendResult.Refused(
                "Twilio Lookup: the number is "
                    + words
                    + ", which takes no text messages: name a mobile number",
                AddressFault.CANNOT_RECEIVE));
  }
}
