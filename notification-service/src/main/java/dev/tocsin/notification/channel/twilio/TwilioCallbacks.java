package dev.tocsin.notification.channel.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.notification.channel.AddressFault;
import dev.tocsin.notification.channel.CallbackAnswer;
import dev.tocsin.notification.channel.CallbackRequest;
import dev.tocsin.notification.channel.Callbacks;
import dev.tocsin.notification.channel.ChannelSettings;
import dev.tocsin.notification.channel.Receipt;
import dev.tocsin.notification.channel.Received;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Unauthenticated;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Twilio's requests: incoming messages, and what became of ours. Both come to one address; a report
 * names its delivery in the query, which is part of what Twilio signs.
 *
 * @see <a href="https://www.twilio.com/docs/messaging/guides/webhook-request">Twilio: webhooks of
 *     messaging</a>
 */
@Singleton
class TwilioCallbacks implements Callbacks {

  static final String PATH = "/api/v1/twilio/callbacks/";
  static final String DELIVERY = "delivery";

  private static final Pattern NAMED =
      Pattern.compile("[?&]" + DELIVERY + "=([0-9a-fA-F-]{36})(?:&|$)");
  private static final Set<String> STOP =
      Set.of("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT");
  private static final Set<String> START = Set.of("START", "UNSTOP");
  private static final Set<String> HELP = Set.of("HELP", "INFO");
  private static final int REPLY_SEGMENTS = 3;

  @Override
  public String kind() {
    return "sms";
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public Received read(CallbackRequest request, ChannelSettings settings) {
    boolean isForm =
        request
            .header("content-type")
            .toLowerCase(Locale.ROOT)
            .startsWith("application/x-www-form");
    Map<String, SortedSet<String>> form = isForm ? form(request.body()) : Map.of();
    List<String> tokens =
        List.of(settings.text("auth_token"), settings.text("secondary_auth_token"));
    boolean genuine =
        TwilioSignature.isGenuine(
            tokens, request.url(), form, request.body(), request.header("x-twilio-signature"));
    if (!genuine || !field(form, "AccountSid").equals(settings.text("account_sid"))) {
      throw new Unauthenticated("The request is not signed with the auth token of this channel");
    }
    Matcher delivery = NAMED.matcher(request.url());
    return delivery.find() ? report(delivery.group(1), form) : incoming(form);
  }

  private static Received report(String delivery, Map<String, SortedSet<String>> form) {
    Optional<Receipt> receipt = receipt(field(form, "MessageStatus"));
    if (receipt.isEmpty()) {
      return new Received.Nothing(CallbackAnswer.EMPTY);
    }
    String code = field(form, "ErrorCode");
    int number = code.matches("[0-9]{1,6}") ? Integer.parseInt(code) : 0;
    boolean failed = receipt.get().isFailure();
    String said =
        number == 0 ? "Twilio could not deliver it and gave no code" : TwilioErrors.explain(number);
    return new Received.Report(
        UUID.fromString(delivery),
        field(form, "MessageSid"),
        receipt.get(),
        failed ? "The text was " + field(form, "MessageStatus") + ". " + said : "",
        failed ? TwilioErrors.fault(number) : AddressFault.NONE,
        CallbackAnswer.EMPTY);
  }

  private static Optional<Receipt> receipt(String status) {
    return switch (status) {
      case "accepted", "scheduled", "queued", "sending" -> Optional.of(Receipt.QUEUED);
      case "sent" -> Optional.of(Receipt.SENT);
      case "delivered", "read" -> Optional.of(Receipt.DELIVERED);
      case "undelivered" -> Optional.of(Receipt.UNDELIVERED);
      case "failed", "canceled" -> Optional.of(Receipt.FAILED);
      default -> Optional.empty();
    };
  }

  private static Received incoming(Map<String, SortedSet<String>> form) {
    String from = field(form, "From");
    String text = field(form, "Body").strip();
    String id = field(form, "MessageSid");
    if (from.isEmpty() || id.isEmpty()) {
      throw Invalid.request("The form must hold From, Body and MessageSid, as Twilio sends them");
    }
    String word = text.toUpperCase(Locale.ROOT);
    String kind = field(form, "OptOutType");
    // Twilio itself answers these; a second answer would meet the number's block.
    if (kind.equals("STOP") || kind.isEmpty() && STOP.contains(word)) {
      return new Received.Consent(id, from, true, say(""));
    }
    if (kind.equals("START") || kind.isEmpty() && START.contains(word)) {
      return new Received.Consent(id, from, false, say(""));
    }
    if (kind.equals("HELP") || kind.isEmpty() && HELP.contains(word)) {
      return new Received.Nothing(say(""));
    }
    return new Received.Reply(id, from, text, TwilioCallbacks::say);
  }

  /** TwiML that texts the words back; nothing when empty. */
  private static CallbackAnswer say(String words) {
    String text = SmsText.cut(GsmAlphabet.plain(words), "", REPLY_SEGMENTS, Integer.MAX_VALUE);
    String message = text.isEmpty() ? "" : "<Message>" + xml(text) + "</Message>";
    return new CallbackAnswer(
        200,
        "text/xml; charset=utf-8",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>" + message + "</Response>");
  }

  private static String xml(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .filter(c -> c >= 0x20 || c == '\n' || c == '\t')
        .filter(c -> c < 0xd800 || c > 0xdfff && c != 0xfffe && c != 0xffff)
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                default -> out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  private static String field(Map<String, SortedSet<String>> form, String name) {
    SortedSet<String> values = form.get(name);
    return values == null || values.isEmpty() ? "" : values.first();
  }

  private static Map<String, SortedSet<String>> form(byte[] body) {
    Map<String, SortedSet<String>> form = new TreeMap<>();
    try {
      for (String pair : new String(body, UTF_8).split("&")) {
        int equals = pair.indexOf('=');
        String name = URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), UTF_8);
        String value = equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), UTF_8);
        if (!name.isEmpty()) {
          form.computeIfAbsent(name, n -> new TreeSet<>()).add(value);
        }
      }
      return form;
    } catch (IllegalArgumentException e) {
      return Map.of();
    }
  }
}
