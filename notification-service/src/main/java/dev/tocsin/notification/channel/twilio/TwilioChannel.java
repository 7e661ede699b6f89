package dev.tocsin.notification.channel.twilio;

import dev.tocsin.notification.channel.Airtime;
import dev.tocsin.notification.channel.BuiltInTemplates;
import dev.tocsin.notification.channel.Channel;
import dev.tocsin.notification.channel.ChannelSettings;
import dev.tocsin.notification.channel.LookUp;
import dev.tocsin.notification.channel.Message;
import dev.tocsin.notification.channel.ProviderMessage;
import dev.tocsin.notification.channel.SendResult;
import dev.tocsin.notification.channel.WebAddress;
import dev.tocsin.notification.render.Escape;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.Fault;
import dev.tocsin.notification.render.Part;
import dev.tocsin.notification.render.Rendered;
import dev.tocsin.platform.outbound.OutboundHttp;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Text messages through Twilio. A message whose answer was lost is known again by its status
 * callback, which names the delivery; until one comes nobody can be asked.
 */
@Singleton
public class TwilioChannel implements Channel {

  private static final List<Part> PARTS =
      List.of(new Part("text", Escape.NONE, true), new Part("reply", Escape.NONE, false));
  private static final Map<String, String> BUILT_IN =
      BuiltInTemplates.read(TwilioChannel.class, PARTS);
  private static final Map<String, String> CODE =
      BuiltInTemplates.read(TwilioChannel.class, "code/", PARTS);
  private static final Map<String, String> NOTICE =
      BuiltInTemplates.read(TwilioChannel.class, "notice/", PARTS);
  private static final String REPEAT = "(possible repeat) ";

  /** Twilio: 21617 beyond. */
  private static final int MAX_CHARS = 1600;

  private final TwilioApi api;
  private final TwilioLookup lookup;
  private final int maxSegments;

  /** Calls out through the guarded client. */
  @Inject
  public TwilioChannel(OutboundHttp http, SmsConfig config, TocsinClock clock) {
    this(http, config.maxSegments(), clock);
  }

  TwilioChannel(OutboundHttp http, int maxSegments, TocsinClock clock) {
    this.api = new TwilioApi(http);
    this.lookup = new TwilioLookup(http, clock);
    this.maxSegments = Math.clamp(maxSegments, 1, 10);
  }

  @Override
  public String kind() {
    return "sms";
  }

  @Override
  public String provider() {
    return "Twilio";
  }

  @Override
  public List<Part> parts() {
    return PARTS;
  }

  @Override
  public Map<String, String> builtInTemplate(EventKind event) {
    return switch (event) {
      case CONTACT_CODE -> CODE;
      case NOTICE -> NOTICE;
      case PAGE, ACKNOWLEDGED, RESOLVED -> BUILT_IN;
    };
  }

  @Override
  public Rendered shape(Rendered rendered) {
    Map<String, String> parts = new LinkedHashMap<>();
    List<Fault> faults = new ArrayList<>();
    String text = GsmAlphabet.plain(rendered.part("text")).strip();
    if (text.isEmpty()) {
      faults.add(Fault.error("text", "It renders to nothing"));
    }
    String reply = SmsText.cut(GsmAlphabet.plain(rendered.part("reply")).strip(), "", 1, MAX_CHARS);
    String cut = SmsText.cut(text, tail(reply), maxSegments, MAX_CHARS);
    if (!cut.equals(text)) {
      SmsText whole = SmsText.of(text + tail(reply));
      faults.add(
          Fault.warning(
              "text",
              "It was cut: it would take %d segments (%s), and %d may be sent"
                  .formatted(whole.segments(), whole.encoding(), maxSegments)));
    }
    parts.put("text", cut);
    parts.put("reply", reply);
    return new Rendered(parts, faults);
  }

  @Override
  public Optional<Airtime> airtime(Rendered shaped) {
    SmsText whole = SmsText.of(shaped.part("text") + tail(shaped.part("reply")));
    return Optional.of(new Airtime(whole.encoding(), whole.graphemes(), whole.segments()));
  }

  private static String tail(String reply) {
    return reply.isEmpty() ? "" : "\n" + reply;
  }

  @Override
  public Map<String, String> problems(ChannelSettings settings) {
    Map<String, String> problems = new LinkedHashMap<>();
    if (!settings.text("account_sid").matches("AC[0-9a-fA-F]{32}")) {
      problems.put("account_sid", "It must be AC and 32 hexadecimal digits, as in the console");
    }
    if (settings.text("auth_token").isEmpty()) {
      problems.put("auth_token", "The auth token is missing: copy it from the console");
    }
    String from = settings.text("from_number");
    String service = settings.text("messaging_service_sid");
    if (from.isEmpty() == service.isEmpty()) {
      problems.put("from_number", "Name either the number or the messaging service to send from");
    } else if (!from.isEmpty()
        && !from.matches("\\+[1-9][0-9]{6,14}|[0-9]{3,8}|[A-Za-z0-9 ]{1,11}")) {
      problems.put("from_number", "It must be a number in E.164 such as +15005550006");
    } else if (!service.isEmpty() && !service.matches("MG[0-9a-fA-F]{32}")) {
      problems.put("messaging_service_sid", "It must be MG and 32 hexadecimal digits");
    }
    String url = settings.text("api_url");
    if (!url.isEmpty() && WebAddress.of(url).isEmpty()) {
      problems.put("api_url", "It must be an address such as https://api.twilio.com");
    }
    String lookupUrl = settings.text("lookup_url");
    if (!lookupUrl.isEmpty() && WebAddress.of(lookupUrl).isEmpty()) {
      problems.put("lookup_url", "It must be an address such as https://lookups.twilio.com");
    }
    return problems;
  }

  @Override
  public Map<String, String> secretsSentTo() {
    return Map.of("api_url", "auth_token", "lookup_url", "auth_token");
  }

  @Override
  public Optional<String> addressProblem(String address) {
    return PhoneNumbers.problem(address);
  }

  @Override
  public String masked(String address) {
    return address.length() < 6
        ? "…"
        : address.substring(0, 3) + "…" + address.substring(address.length() - 2);
  }

  @Override
  public String callbackPath(UUID channel) {
    return TwilioCallbacks.PATH + channel;
  }

  @Override
  public boolean answersByCode() {
    return true;
  }

  @Override
  public boolean blocksAddresses() {
    return true;
  }

  @Override
  public boolean doubtsAddresses(ChannelSettings settings) {
    return TwilioLookup.isWanted(settings);
  }

  @Override
  public boolean revisesInPlace() {
    return false;
  }

  @Override
  public Uni<SendResult> send(Message message, ChannelSettings settings) {
    String tail = tail(message.part("reply"));
    String mark = message.possibleRepeat() ? REPEAT : "";
    String text = SmsText.cut(mark + message.part("text"), tail, maxSegments, MAX_CHARS);
    String callback =
        message.callback().isEmpty()
            ? ""
            : message.callback() + "?" + TwilioCallbacks.DELIVERY + "=" + message.delivery();
    Uni<Optional<SendResult.Refused>> refusal =
        doubtsAddresses(settings) && !message.proven() && message.event() != EventKind.CONTACT_CODE
            ? lookup.refusal(settings, message.address())
            : Uni.createFrom().item(Optional.empty());
    return refusal.chain(
        refused ->
            refused.isPresent()
                ? Uni.createFrom().item(refused.get())
                : api.send(settings, message.address(), text + tail, callback)
                    .map(
                        result ->
                            result instanceof SendResult.Sent sent
                                ? new SendResult.Sent(
                                    sent.message(), SmsText.of(text + tail).segments())
                                : result));
  }

  @Override
  public Uni<LookUp> lookUp(Message message, ChannelSettings settings) {
    return Uni.createFrom().item(new LookUp.Unclear("Twilio has not reported on it"));
  }

  @Override
  public Uni<SendResult> revise(Message message, ProviderMessage sent, ChannelSettings settings) {
    throw new UnsupportedOperationException("Text messages cannot be changed");
  }
}
