package dev.tocsin.fakes.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Answer;
import dev.tocsin.fakes.http.Call;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.http.Site;
import dev.tocsin.fakes.inbox.Inbox;
import dev.tocsin.fakes.inbox.InboxAction;
import dev.tocsin.fakes.inbox.InboxDraft;
import io.vertx.core.Future;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Messages API at {@code /twilio/2010-04-01/Accounts/{sid}/Messages.json}, and the controls
 * {@code /twilio/account}, {@code /twilio/numbers} and {@code /twilio/reply}. Numbers that Twilio
 * reserves for tests fail as it documents. Safe from any thread.
 */
public final class FakeTwilio implements Site {

  private static final Pattern MESSAGES =
      Pattern.compile("/twilio/2010-04-01/Accounts/(AC[0-9a-f]{32})/Messages\\.json");
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern OFFER = Pattern.compile("\\b(ACK|RESOLVE) ([0-9]{1,5})\\b");
  private static final Pattern SAID = Pattern.compile("<Message>(.*?)</Message>", Pattern.DOTALL);
  private static final Set<String> FIELDS =
      Set.of(
          "To",
          "From",
          "MessagingServiceSid",
          "Body",
          "StatusCallback",
          "ValidityPeriod",
          "SmartEncoded",
          "ProvideFeedback");
  private static final int MAX_CHARS = 1600;

  /** Twilio's magic numbers, and the codes that it answers for them. */
  private static final Map<String, Integer> MAGIC =
      Map.of(
          "+15005550001", 21211,
          "+15005550002", 21612,
          "+15005550003", 21408,
          "+15005550004", 21610,
          "+15005550009", 21614);

  /** What becomes of messages to a number. */
  private record Outcome(String status, int code) {}

  private final Inbox inbox;
  private final InstantSource clock;
  private final Supplier<String> base;
  private final Webhooks webhooks;
  private final Map<String, TwilioAccount> accounts = new ConcurrentHashMap<>();
  private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
  private final Set<String> optedOut = ConcurrentHashMap.newKeySet();
  private final AtomicLong counter = new AtomicLong();

  public FakeTwilio(Inbox inbox, InstantSource clock, HttpClient http, Supplier<String> base) {
    this.inbox = inbox;
    this.clock = clock;
    this.base = base;
    this.webhooks = new Webhooks(http);
  }

  /** The API's base: what a client has instead of api.twilio.com. */
  public String apiUrl() {
    return base.get() + "/twilio";
  }

  /** Opens an account, or changes the one with the same SID. */
  public void open(TwilioAccount account) {
    accounts.put(account.sid(), account);
  }

  /** Messages to this number end like this: {@code delivered}, or a failure with its code. */
  public void deliver(String number, String status, int code) {
    outcomes.put(number, new Outcome(status, code));
  }

  @Override
  public String target() {
    return "twilio";
  }

  @Override
  public String operation(Call call) {
    return MESSAGES.matcher(call.path()).matches() ? "messages" : "control";
  }

  @Override
  public boolean serves(Call call) {
    return call.path().startsWith("/twilio/");
  }

  @Override
  public Answer rateLimited(int seconds) {
    return error(429, 20429, "Too Many Requests");
  }

  @Override
  public Future<Answer> serve(Call call) {
    Matcher messages = MESSAGES.matcher(call.path());
    if (messages.matches()) {
      return Future.succeededFuture(create(messages.group(1), call));
    }
    JsonNode wish = call.json().orElseGet(Json::object);
    return switch (call.path()) {
      case "/twilio/account" -> Future.succeededFuture(account(call, wish));
      case "/twilio/numbers" -> {
        deliver(
            wish.path("number").asText(),
            wish.path("status").asText("delivered"),
            wish.path("error_code").asInt());
        yield Future.succeededFuture(Answer.json(Json.object().put("ok", true)));
      }
      case "/twilio/reply" ->
          Future.fromCompletionStage(reply(wish)).map(answer -> Answer.json(answer));
      default ->
          Future.succeededFuture(
              error(404, 20404, "The requested resource " + call.path() + " was not found"));
    };
  }

  private Answer account(Call call, JsonNode wish) {
    if (call.method().equals("POST")) {
      String sid = wish.path("sid").asText();
      TwilioAccount known = accounts.get(sid);
      open(
          new TwilioAccount(
              sid,
              wish.path("auth_token").asText(known == null ? "" : known.authToken()),
              wish.path("number").asText(known == null ? "" : known.number()),
              wish.path("sms_url").asText(known == null ? "" : known.smsUrl())));
    }
    var all = Json.array();
    accounts
        .values()
        .forEach(
            a ->
                all.addObject()
                    .put("sid", a.sid())
                    .put("number", a.number())
                    .put("sms_url", a.smsUrl()));
    return Answer.json(all);
  }

  private Answer create(String sid, Call call) {
    TwilioAccount account = accounts.get(sid);
    if (account == null || !isAuthentic(account, call)) {
      return error(401, 20003, "Authenticate");
    }
    if (!call.method().equals("POST")) {
      return error(405, 20004, "Method not allowed");
    }
    boolean isForm =
        call.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded");
    Map<String, String> form = isForm ? form(call.text()) : Map.of();
    Optional<Answer> refusal = refusal(account, form);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    return accept(account, form, call);
  }

  private static boolean isAuthentic(TwilioAccount account, Call call) {
    String credentials = account.sid() + ":" + account.authToken();
    String wanted =
        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    return call.header("Authorization").orElse("").equals(wanted);
  }

  private Optional<Answer> refusal(TwilioAccount account, Map<String, String> form) {
    String to = form.getOrDefault("To", "");
    String from = form.getOrDefault("From", "");
    String body = form.getOrDefault("Body", "");
    for (String field : form.keySet()) {
      if (!FIELDS.contains(field)) {
        return Optional.of(error(400, 20001, "Unknown parameter '" + field + "'"));
      }
    }
    if (to.isEmpty()) {
      return Optional.of(error(400, 21604, "A 'To' phone number is required."));
    }
    if (from.isEmpty() && form.getOrDefault("MessagingServiceSid", "").isEmpty()) {
      return Optional.of(error(400, 21603, "A 'From' phone number is required."));
    }
    if (body.isBlank()) {
      return Optional.of(error(400, 21602, "Message body is required."));
    }
    if (body.length() > MAX_CHARS) {
      return Optional.of(
          error(400, 21617, "The concatenated message body exceeds the 1600 character limit"));
    }
    if (!from.isEmpty() && !from.equals(account.number())) {
      return Optional.of(
          error(400, 21606, "The 'From' phone number " + from + " is not a valid, SMS-capable"));
    }
    if (!E164.matcher(to).matches()) {
      return Optional.of(
          error(400, 21211, "The 'To' number " + to + " is not a valid phone number."));
    }
    int code = optedOut.contains(account.sid() + to) ? 21610 : MAGIC.getOrDefault(to, 0);
    return code == 0
        ? Optional.empty()
        : Optional.of(error(400, code, "The message to " + to + " cannot be sent (" + code + ")"));
  }

  private Answer accept(TwilioAccount account, Map<String, String> form, Call call) {
    String to = form.getOrDefault("To", "");
    String body = form.getOrDefault("Body", "");
    String id = "SM%032x".formatted(counter.incrementAndGet());
    ObjectNode message =
        Json.object()
            .put("sid", id)
            .put("account_sid", account.sid())
            .put("to", to)
            .put("from", account.number())
            .put("body", body)
            .put("status", "queued")
            .put("num_segments", "1")
            .put("direction", "outbound-api")
            .putNull("error_code")
            .putNull("error_message");
    long item =
        inbox
            .add(
                new InboxDraft(
                    "sms",
                    to,
                    List.of(),
                    account.number(),
                    body.lines().findFirst().orElse(""),
                    body,
                    message,
                    call.receivedAt(),
                    actions(account, to, body)))
            .id();
    String callback = form.getOrDefault("StatusCallback", "");
    if (!callback.isEmpty()) {
      report(account, id, to, callback, item);
    }
    return Answer.json(201, message);
  }

  private List<InboxAction> actions(TwilioAccount account, String to, String body) {
    List<InboxAction> actions = new ArrayList<>();
    Matcher offer = OFFER.matcher(body);
    while (offer.find()) {
      actions.add(action(offer.group(), account, to, offer.group()));
    }
    actions.add(action("STOP", account, to, "STOP"));
    return actions;
  }

  private InboxAction action(String label, TwilioAccount account, String person, String text) {
    ObjectNode wish =
        Json.object().put("from", person).put("to", account.number()).put("text", text);
    return new InboxAction(label, "POST", base.get() + "/twilio/reply", wish);
  }

  /** First that it was sent, then how it ended. */
  private void report(TwilioAccount account, String id, String to, String url, long item) {
    Outcome outcome = outcomes.getOrDefault(to, new Outcome("delivered", 0));
    report(account, id, to, url, new Outcome("sent", 0))
        .thenCompose(sent -> report(account, id, to, url, outcome))
        .thenAccept(
            answer ->
                inbox.change(
                    item,
                    i ->
                        i.noted(
                            outcome.status() + " (the app said " + answer.path("status") + ")")));
  }

  private CompletableFuture<ObjectNode> report(
      TwilioAccount account, String id, String to, String url, Outcome outcome) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("AccountSid", account.sid());
    form.put("ApiVersion", "2010-04-01");
    form.put("From", account.number());
    form.put("To", to);
    form.put("MessageSid", id);
    form.put("SmsSid", id);
    form.put("MessageStatus", outcome.status());
    form.put("SmsStatus", outcome.status());
    if (outcome.code() > 0) {
      form.put("ErrorCode", Integer.toString(outcome.code()));
    }
    return webhooks.post(url, account.authToken(), form);
  }

  /** Somebody texts the account's number; completes with what the app said. */
  public CompletableFuture<ObjectNode> reply(JsonNode wish) {
    String to = wish.path("to").asText();
    Optional<TwilioAccount> account =
        accounts.values().stream().filter(a -> a.number().equals(to)).findFirst();
    if (account.isEmpty() || account.get().smsUrl().isEmpty()) {
      return CompletableFuture.completedFuture(
          Webhooks.answer(false, 0, "no account has the number " + to + " and an sms_url"));
    }
    String from = wish.path("from").asText();
    String text = wish.path("text").asText();
    String word = text.strip().toUpperCase(Locale.ROOT);
    Map<String, String> form = new LinkedHashMap<>();
    String id = wish.path("sid").asText("SM%032x".formatted(counter.incrementAndGet()));
    form.put("ToCountry", "US");
    form.put("SmsMessageSid", id);
    form.put("NumMedia", "0");
    form.put("SmsSid", id);
    form.put("SmsStatus", "received");
    form.put("Body", text);
    form.put("To", to);
    form.put("From", from);
    form.put("MessageSid", id);
    form.put("NumSegments", "1");
    form.put("AccountSid", account.get().sid());
    form.put("ApiVersion", "2010-04-01");
    if (word.equals("STOP")) {
      optedOut.add(account.get().sid() + from);
    } else if (word.equals("START")) {
      optedOut.remove(account.get().sid() + from);
    }
    String token = account.get().authToken() + (wish.path("tamper").asBoolean() ? "x" : "");
    return webhooks
        .post(account.get().smsUrl(), token, form)
        .thenApply(answer -> answered(account.get(), from, text, answer));
  }

  /** The app's words arrive as a text of their own. */
  private ObjectNode answered(
      TwilioAccount account, String person, String text, ObjectNode answer) {
    Matcher said = SAID.matcher(answer.path("body").asText());
    if (said.find()) {
      String words = said.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
      inbox.add(
          new InboxDraft(
              "sms",
              person,
              List.of("answer"),
              account.number(),
              "Re: " + text,
              words,
              Json.object().put("to", person).put("in_reply_to", text),
              clock.instant(),
              List.of()));
      answer.put("said", words);
    }
    return answer;
  }

  private static Map<String, String> form(String text) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : text.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return form;
  }

  private static Answer error(int status, int code, String message) {
    return Answer.json(
        status,
        Json.object()
            .put("code", code)
            .put("message", message)
            .put("more_info", "https://www.twilio.com/docs/errors/" + code)
            .put("status", status));
  }
}
