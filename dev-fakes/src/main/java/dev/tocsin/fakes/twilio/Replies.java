package dev.tocsin.fakes.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.inbox.Inbox;
import dev.tocsin.fakes.inbox.InboxDraft;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** People who text an account's number: a signed webhook to the app, and the app's answer. */
final class Replies {

  private static final Pattern SAID = Pattern.compile("<Message>(.*?)</Message>", Pattern.DOTALL);

  private final Inbox inbox;
  private final InstantSource clock;
  private final Webhooks webhooks;
  private final Numbers numbers;

  Replies(Inbox inbox, InstantSource clock, Webhooks webhooks, Numbers numbers) {
    this.inbox = inbox;
    this.clock = clock;
    this.webhooks = webhooks;
    this.numbers = numbers;
  }

  /** Completes with what the app said. */
  CompletableFuture<ObjectNode> reply(TwilioAccount account, JsonNode wish, String id) {
    String to = account.number();
    String from = wish.path("from").asText();
    String text = wish.path("text").asText();
    String word = text.strip().toUpperCase(Locale.ROOT);
    Map<String, String> form = new LinkedHashMap<>();
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
    form.put("AccountSid", account.sid());
    form.put("ApiVersion", "2010-04-01");
    if (word.equals("STOP")) {
      numbers.optOut(account, from);
    } else if (word.equals("START")) {
      numbers.optIn(account, from);
    }
    String token = account.authToken() + (wish.path("tamper").asBoolean() ? "x" : "");
    return webhooks
        .post(account.smsUrl(), token, form)
        .thenApply(answer -> answered(account, from, text, answer));
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
}
