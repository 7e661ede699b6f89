package dev.tocsin.fakes.twilio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Answer;
import dev.tocsin.fakes.http.Call;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.inbox.Inbox;
import dev.tocsin.fakes.inbox.InboxAction;
import dev.tocsin.fakes.inbox.InboxDraft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Creates messages with the checks and error codes of the real thing, and reports on them. */
final class Messages {

  private static final Pattern OFFER = Pattern.compile("\\b(ACK|RESOLVE) ([0-9]{1,5})\\b");
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

  private final Inbox inbox;
  private final Supplier<String> base;
  private final Webhooks webhooks;
  private final Numbers numbers;
  private final AtomicLong counter = new AtomicLong();

  Messages(Inbox inbox, Supplier<String> base, Webhooks webhooks, Numbers numbers) {
    this.inbox = inbox;
    this.base = base;
    this.webhooks = webhooks;
    this.numbers = numbers;
  }

  /** A name for a message that nothing else has. */
  String nextSid() {
    return "SM%032x".formatted(counter.incrementAndGet());
  }

  /** Takes a message for an account whose credentials were right. */
  Answer create(TwilioAccount account, Call call) {
    if (!call.method().equals("POST")) {
      return Wire.error(405, 20004, "Method not allowed");
    }
    boolean isForm =
        call.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded");
    Map<String, String> form = isForm ? Wire.form(call.text()) : Map.of();
    Optional<Answer> refusal = refusal(account, form);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    return accept(account, form, call);
  }

  private Optional<Answer> refusal(TwilioAccount account, Map<String, String> form) {
    String to = form.getOrDefault("To", "");
    String from = form.getOrDefault("From", "");
    String body = form.getOrDefault("Body", "");
    for (String field : form.keySet()) {
      if (!FIELDS.contains(field)) {
        return Optional.of(Wire.error(400, 20001, "Unknown parameter '" + field + "'"));
      }
    }
    if (to.isEmpty()) {
      return Optional.of(Wire.error(400, 21604, "A 'To' phone number is required."));
    }
    if (from.isEmpty() && form.getOrDefault("MessagingServiceSid", "").isEmpty()) {
      return Optional.of(Wire.error(400, 21603, "A 'From' phone number is required."));
    }
    if (body.isBlank()) {
      return Optional.of(Wire.error(400, 21602, "Message body is required."));
    }
    if (body.length() > MAX_CHARS) {
      return Optional.of(
          Wire.error(400, 21617, "The concatenated message body exceeds the 1600 character limit"));
    }
    if (!from.isEmpty() && !from.equals(account.number())) {
      return Optional.of(
          Wire.error(
              400, 21606, "The 'From' phone number " + from + " is not a valid, SMS-capable"));
    }
    if (!Wire.E164.matcher(to).matches()) {
      return Optional.of(
          Wire.error(400, 21211, "The 'To' number " + to + " is not a valid phone number."));
    }
    int code = numbers.refusal(account, to);
    return code == 0
        ? Optional.empty()
        : Optional.of(
            Wire.error(400, code, "The message to " + to + " cannot be sent (" + code + ")"));
  }

  private Answer accept(TwilioAccount account, Map<String, String> form, Call call) {
    String to = form.getOrDefault("To", "");
    String body = form.getOrDefault("Body", "");
    String id = nextSid();
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
    Numbers.Outcome outcome = numbers.outcome(to);
    report(account, id, to, url, new Numbers.Outcome("sent", 0))
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
      TwilioAccount account, String id, String to, String url, Numbers.Outcome outcome) {
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
}
