package dev.tocsin.fakes.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Answer;
import dev.tocsin.fakes.http.Call;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.http.Site;
import dev.tocsin.fakes.inbox.Inbox;
import io.vertx.core.Future;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Messages API at {@code /twilio/2010-04-01/Accounts/{sid}/Messages.json}, Lookup at {@code
 * /twilio/v2/PhoneNumbers/{number}}, and the controls {@code /twilio/account}, {@code
 * /twilio/numbers} and {@code /twilio/reply}. Numbers that Twilio reserves for tests fail as it
 * documents. Safe from any thread.
 */
public final class FakeTwilio implements Site {

  private static final Pattern MESSAGES =
      Pattern.compile("/twilio/2010-04-01/Accounts/(AC[0-9a-f]{32})/Messages\\.json");
  private static final Pattern LOOKUP = Pattern.compile("/twilio/v2/PhoneNumbers/([^/]+)");

  private final Supplier<String> base;
  private final Numbers numbers = new Numbers();
  private final Messages messages;
  private final Replies replies;
  private final Lookups lookups;
  private final Map<String, TwilioAccount> accounts = new ConcurrentHashMap<>();

  public FakeTwilio(Inbox inbox, InstantSource clock, HttpClient http, Supplier<String> base) {
    this.base = base;
    Webhooks webhooks = new Webhooks(http);
    this.messages = new Messages(inbox, base, webhooks, numbers);
    this.replies = new Replies(inbox, clock, webhooks, numbers);
    this.lookups = new Lookups(numbers);
  }

  /** The API's base: what a client has instead of api.twilio.com and lookups.twilio.com. */
  public String apiUrl() {
    return base.get() + "/twilio";
  }

  /** Opens an account, or changes the one with the same SID. */
  public void open(TwilioAccount account) {
    accounts.put(account.sid(), account);
  }

  /** Messages to this number end like this: {@code delivered}, or a failure with its code. */
  public void deliver(String number, String status, int code) {
    numbers.deliver(number, status, code);
  }

  /** The number is of this type, as Lookup tells it; {@code invalid}: there is none. */
  public void line(String number, String type) {
    numbers.line(number, type);
  }

  /** How often Lookup was asked about a number. */
  public int lookUps(String number) {
    return numbers.lookUps(number);
  }

  @Override
  public String target() {
    return "twilio";
  }

  @Override
  public String operation(Call call) {
    if (LOOKUP.matcher(call.path()).matches()) {
      return "lookup";
    }
    return MESSAGES.matcher(call.path()).matches() ? "messages" : "control";
  }

  @Override
  public boolean serves(Call call) {
    return call.path().startsWith("/twilio/");
  }

  @Override
  public Answer rateLimited(int seconds) {
    return Wire.error(429, 20429, "Too Many Requests");
  }

  @Override
  public Future<Answer> serve(Call call) {
    Matcher message = MESSAGES.matcher(call.path());
    if (message.matches()) {
      TwilioAccount account = accounts.get(message.group(1));
      return Future.succeededFuture(
          account == null || !Wire.isAuthentic(account, call)
              ? Wire.error(401, 20003, "Authenticate")
              : messages.create(account, call));
    }
    Matcher lookup = LOOKUP.matcher(call.path());
    if (lookup.matches()) {
      return Future.succeededFuture(
          accounts.values().stream().anyMatch(account -> Wire.isAuthentic(account, call))
              ? lookups.fetch(
                  URLDecoder.decode(lookup.group(1).replace("+", "%2B"), StandardCharsets.UTF_8),
                  call)
              : Wire.error(401, 20003, "Authenticate"));
    }
    return control(call, call.json().orElseGet(Json::object));
  }

  private Future<Answer> control(Call call, JsonNode wish) {
    return switch (call.path()) {
      case "/twilio/account" -> Future.succeededFuture(account(call, wish));
      case "/twilio/numbers" -> Future.succeededFuture(number(wish));
      case "/twilio/reply" ->
          Future.fromCompletionStage(reply(wish)).map(answer -> Answer.json(answer));
      default ->
          Future.succeededFuture(
              Wire.error(404, 20404, "The requested resource " + call.path() + " was not found"));
    };
  }

  private Answer number(JsonNode wish) {
    String number = wish.path("number").asText();
    if (wish.has("line_type")) {
      line(number, wish.path("line_type").asText());
    }
    if (wish.has("status") || !wish.has("line_type")) {
      deliver(number, wish.path("status").asText("delivered"), wish.path("error_code").asInt());
    }
    return Answer.json(Json.object().put("ok", true));
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

  /** Somebody texts the account's number; completes with what the app said. */
  public CompletableFuture<ObjectNode> reply(JsonNode wish) {
    String to = wish.path("to").asText();
    Optional<TwilioAccount> account =
        accounts.values().stream().filter(a -> a.number().equals(to)).findFirst();
    if (account.isEmpty() || account.get().smsUrl().isEmpty()) {
      return CompletableFuture.completedFuture(
          Webhooks.answer(false, 0, "no account has the number " + to + " and an sms_url"));
    }
    return replies.reply(account.get(), wish, wish.path("sid").asText(messages.nextSid()));
  }
}
