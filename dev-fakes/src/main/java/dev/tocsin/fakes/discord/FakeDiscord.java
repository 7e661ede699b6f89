package dev.tocsin.fakes.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Answer;
import dev.tocsin.fakes.http.Call;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.http.Site;
import dev.tocsin.fakes.inbox.Inbox;
import dev.tocsin.fakes.inbox.InboxAction;
import dev.tocsin.fakes.inbox.InboxDraft;
import io.vertx.core.Future;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Discord's webhook API at {@code /discord/api/webhooks/{id}/{token}}, and the controls {@code
 * /discord/webhooks} and {@code /discord/press}. Safe from any thread.
 */
public final class FakeDiscord implements Site {

  private static final Pattern PATH =
      Pattern.compile(
          "/discord/api(?:/v[0-9]+)?/webhooks/([^/]+)/([^/]+)(?:/messages/([0-9]{1,20}))?/?");

  private record Posted(DiscordWebhook webhook, ObjectNode message, long item) {}

  private final Inbox inbox;
  private final Supplier<String> base;
  private final Interactions interactions;
  private final int capacity;
  private final Map<String, DiscordWebhook> webhooks = new LinkedHashMap<>();
  private final Map<String, Posted> messages = new LinkedHashMap<>();
  private long lastId = 1_300_000_000_000_000_000L;

  /**
   * @param capacity how many messages are kept
   */
  public FakeDiscord(
      Inbox inbox, InstantSource clock, HttpClient http, Supplier<String> base, int capacity) {
    this.inbox = inbox;
    this.base = base;
    this.interactions = new Interactions(clock, http);
    this.capacity = capacity;
  }

  /** Opens a webhook, or changes one with the same id. */
  public synchronized void open(DiscordWebhook webhook) {
    webhooks.put(webhook.id(), webhook);
  }

  /** The address of a webhook. */
  public String url(DiscordWebhook webhook) {
    return base.get() + "/discord/api/webhooks/" + webhook.id() + "/" + webhook.token();
  }

  /** The key that presses are signed with, in hex. */
  public String publicKey() {
    return interactions.publicKey();
  }

  @Override
  public String target() {
    return "discord";
  }

  @Override
  public String operation(Call call) {
    return call.path().startsWith("/discord/api")
        ? call.method().equals("POST") ? "execute" : "edit"
        : "control";
  }

  @Override
  public Answer rateLimited(int seconds) {
    return Answer.json(
        429,
        Json.object()
            .put("message", "You are being rate limited.")
            .put("retry_after", seconds + 0.25)
            .put("global", false));
  }

  @Override
  public boolean serves(Call call) {
    return call.path().startsWith("/discord/");
  }

  @Override
  public Future<Answer> serve(Call call) {
    if (call.path().equals("/discord/press")) {
      return press(call);
    }
    return Future.succeededFuture(
        call.path().equals("/discord/webhooks") ? control(call) : api(call));
  }

  private synchronized Answer api(Call call) {
    Matcher path = PATH.matcher(call.path());
    if (!path.matches()) {
      return error(404, 0, "404: Not Found");
    }
    DiscordWebhook webhook = webhooks.get(path.group(1));
    if (webhook == null) {
      return error(404, 10015, "Unknown Webhook");
    }
    if (!webhook.token().equals(path.group(2))) {
      return error(401, 50027, "Invalid Webhook Token");
    }
    if (path.group(3) == null) {
      return call.method().equals("POST")
          ? execute(webhook, call)
          : error(405, 0, "405: Method Not Allowed");
    }
    Posted posted = messages.get(path.group(3));
    if (posted == null || !posted.webhook().id().equals(webhook.id())) {
      return error(404, 10008, "Unknown Message");
    }
    return switch (call.method()) {
      case "GET" -> Answer.json(posted.message());
      case "PATCH" -> edit(posted, call);
      case "DELETE" -> delete(posted);
      default -> error(405, 0, "405: Method Not Allowed");
    };
  }

  private Answer execute(DiscordWebhook webhook, Call call) {
    Optional<JsonNode> body = call.json();
    if (body.isEmpty() || !call.bodyIsUtf8() || !isJson(call)) {
      return error(400, 50109, "The request body contains invalid JSON.");
    }
    Optional<ObjectNode> problems = DiscordForm.problems(body.get(), true);
    if (problems.isPresent()) {
      return invalid(problems.get());
    }
    String id = Long.toString(++lastId);
    ObjectNode message =
        Json.object()
            .put("id", id)
            .put("type", 0)
            .put("channel_id", "1200000000000000001")
            .put("webhook_id", webhook.id())
            .put("timestamp", call.receivedAt().toString());
    message.set("content", body.get().path("content"));
    message.set("embeds", body.get().path("embeds"));
    message.set("components", body.get().path("components"));
    message.set("allowed_mentions", body.get().path("allowed_mentions"));
    long item =
        inbox
            .add(
                new InboxDraft(
                    "discord",
                    "#" + webhook.channel(),
                    List.of(webhook.id()),
                    body.get().path("username").asText("Webhook"),
                    body.get().path("content").asText(),
                    words(message),
                    message,
                    call.receivedAt(),
                    actions(message)))
            .id();
    messages.put(id, new Posted(webhook, message, item));
    if (messages.size() > capacity) {
      messages.remove(messages.keySet().iterator().next());
    }
    return "true".equals(call.query("wait"))
        ? Answer.json(message)
        : Answer.of(204, "application/json", io.vertx.core.buffer.Buffer.buffer());
  }

  private static boolean isJson(Call call) {
    return call.header("Content-Type").orElse("").startsWith("application/json");
  }

  private Answer edit(Posted posted, Call call) {
    Optional<JsonNode> body = call.json();
    if (body.isEmpty() || !isJson(call)) {
      return error(400, 50109, "The request body contains invalid JSON.");
    }
    Optional<ObjectNode> problems = DiscordForm.problems(body.get(), false);
    if (problems.isPresent()) {
      return invalid(problems.get());
    }
    ObjectNode message = posted.message().deepCopy();
    for (String field : List.of("content", "embeds", "components", "allowed_mentions")) {
      if (body.get().has(field)) {
        message.set(field, body.get().get(field));
      }
    }
    message.put("edited_timestamp", call.receivedAt().toString());
    messages.put(message.path("id").asText(), new Posted(posted.webhook(), message, posted.item()));
    inbox.change(
        posted.item(),
        item ->
            item.changed(
                message.path("content").asText(), words(message), message, actions(message)));
    return Answer.json(message);
  }

  private Answer delete(Posted posted) {
    messages.remove(posted.message().path("id").asText());
    inbox.change(posted.item(), item -> item.removed());
    return Answer.of(204, "application/json", io.vertx.core.buffer.Buffer.buffer());
  }

  private Future<Answer> press(Call call) {
    JsonNode wish = call.json().orElseGet(Json::object);
    Posted posted;
    synchronized (this) {
      posted = messages.get(wish.path("message").asText());
    }
    if (posted == null || posted.webhook().interactionsUrl().isEmpty()) {
      return Future.succeededFuture(
          Answer.problem(409, "no such message, or its webhook has no interactions_url"));
    }
    return interactions
        .press(posted.webhook(), posted.message(), wish)
        .onSuccess(
            answer ->
                inbox.change(
                    posted.item(),
                    item ->
                        item.noted("pressed " + wish.path("custom_id").asText() + ": " + answer)))
        .map(Answer::json);
  }

  private Answer control(Call call) {
    if (call.method().equals("POST")) {
      JsonNode wish = call.json().orElseGet(Json::object);
      String id = wish.path("id").asText();
      if (!id.matches("[0-9]{1,20}") || wish.path("token").asText().isEmpty()) {
        return Answer.problem(400, "send {\"id\": digits, \"token\", \"channel\"}");
      }
      open(
          new DiscordWebhook(
              id,
              wish.path("token").asText(),
              wish.path("channel").asText("general"),
              wish.path("interactions_url").asText()));
    }
    ArrayNode all = Json.array();
    synchronized (this) {
      webhooks
          .values()
          .forEach(
              w ->
                  all.addObject()
                      .put("id", w.id())
                      .put("channel", w.channel())
                      .put("url", url(w))
                      .put("interactions_url", w.interactionsUrl()));
    }
    ObjectNode answer = Json.object().put("public_key", publicKey());
    answer.set("webhooks", all);
    return Answer.json(answer);
  }

  /** What a person reads. */
  private static String words(JsonNode message) {
    List<String> lines = new ArrayList<>();
    lines.add(message.path("content").asText());
    for (JsonNode embed : message.path("embeds")) {
      lines.add(embed.path("title").asText());
      lines.add(embed.path("description").asText());
      for (JsonNode field : embed.path("fields")) {
        lines.add(field.path("name").asText() + ": " + field.path("value").asText());
      }
      lines.add(embed.path("footer").path("text").asText());
    }
    return String.join("\n", lines.stream().filter(line -> !line.isBlank()).toList())
        .replaceAll("\\\\([^A-Za-z0-9\\s])", "$1");
  }

  private List<InboxAction> actions(JsonNode message) {
    List<InboxAction> actions = new ArrayList<>();
    for (JsonNode row : message.path("components")) {
      for (JsonNode button : row.path("components")) {
        ObjectNode body =
            Json.object()
                .put("message", message.path("id").asText())
                .put("custom_id", button.path("custom_id").asText())
                .put("user", "ada");
        actions.add(
            new InboxAction(
                button.path("label").asText(), "POST", base.get() + "/discord/press", body));
      }
    }
    Matcher link =
        Pattern.compile("\\[([^\\]]+)\\]\\((https?://[^)\\s]+)\\)").matcher(message.toString());
    while (link.find()) {
      actions.add(new InboxAction(link.group(1), "GET", link.group(2), null));
    }
    return actions;
  }

  private static Answer invalid(ObjectNode problems) {
    ObjectNode body = Json.object().put("code", 50035).put("message", "Invalid Form Body");
    body.set("errors", problems);
    return Answer.json(400, body);
  }

  private static Answer error(int status, int code, String message) {
    return Answer.json(status, Json.object().put("message", message).put("code", code));
  }
}
