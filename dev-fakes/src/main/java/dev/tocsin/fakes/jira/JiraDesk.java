package dev.tocsin.fakes.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Answer;
import dev.tocsin.fakes.http.Call;
import dev.tocsin.fakes.http.Json;
import java.util.Optional;

/**
 * What people do: {@code POST /jira/desk/move {issue, status}}, {@code comment {issue, text}},
 * {@code rekey {issue, project}}, {@code delete {issue}}; {@code PUT /jira/desk/webhook {url,
 * secret}}; {@code GET /jira/desk/issues} and {@code webhooks}. With {@code "as": "bot"} it is done
 * with the program's own account; with {@code "server": true} it is told as a server does.
 */
final class JiraDesk {
  private final Tracker tracker;
  private final Hooks hooks;

  JiraDesk(Tracker tracker, Hooks hooks) {
    this.tracker = tracker;
    this.hooks = hooks;
  }

  Answer serve(Call call, String base, String what) {
    JsonNode wish = call.json().orElseGet(Json::object);
    return switch (what) {
      case "issues" -> issues(base);
      case "webhooks" -> webhooks();
      case "webhook" -> webhook(wish);
      case "move", "comment", "rekey", "delete" ->
          tracker
              .find(wish.path("issue").asText())
              .map(issue -> act(what, issue, wish, base))
              .orElseGet(
                  () -> Answer.problem(404, "no issue '" + wish.path("issue").asText() + "'"));
      default -> Answer.problem(404, "use move, comment, rekey, delete, webhook, issues, webhooks");
    };
  }

  private Answer act(String what, Issue issue, JsonNode wish, String base) {
    Account by = wish.path("as").asText().equals("bot") ? Account.BOT : Account.ANN;
    boolean cloud = !wish.path("server").asBoolean();
    switch (what) {
      case "move" -> {
        Workflow flow = tracker.project(issue.project()).orElseGet(Workflow::simple);
        Optional<Workflow.Status> to = flow.status(wish.path("status").asText());
        if (to.isEmpty()) {
          return Answer.problem(400, "no status '" + wish.path("status").asText() + "'");
        }
        tracker.move(issue, to.get(), Json.object(), by, cloud);
      }
      case "comment" -> tracker.comment(issue, text(wish), Json.array(), by, cloud);
      case "rekey" -> tracker.rekey(issue, wish.path("project").asText("FLOW"), by, cloud);
      default -> tracker.delete(issue, by, cloud);
    }
    return tracker
        .find(issue.id())
        .map(now -> Answer.json(now.json(base, true)))
        .orElseGet(() -> Answer.json(Json.object().put("deleted", issue.key())));
  }

  private static JsonNode text(JsonNode wish) {
    return wish.path("text").isTextual()
        ? wish.path("text")
        : Json.object().textNode("Looking into it");
  }

  private Answer issues(String base) {
    ArrayNode all = Json.array();
    for (Issue issue : tracker.all()) {
      ObjectNode node = issue.json(base, true);
      node.put("status", issue.status());
      node.put("summary", issue.summary());
      node.put("description", issue.description());
      ArrayNode comments = node.putArray("comments");
      issue
          .comments()
          .forEach(
              c ->
                  comments
                      .addObject()
                      .put("id", c.id())
                      .put("author", c.author().name())
                      .put("text", c.text()));
      all.add(node);
    }
    return Answer.json(all);
  }

  private Answer webhooks() {
    ArrayNode all = Json.array();
    hooks
        .sent()
        .forEach(
            sent ->
                all.addObject()
                    .put("event", sent.event())
                    .put("url", sent.url())
                    .put("status", sent.status()));
    return Answer.json(all);
  }

  private Answer webhook(JsonNode wish) {
    String url = wish.path("url").asText();
    if (!url.isEmpty() && !url.matches("https?://.+")) {
      return Answer.problem(400, "send {\"url\": \"http…\", \"secret\": \"…\"}");
    }
    hooks.target(wish.path("name").asText("tocsin"), url, wish.path("secret").asText());
    return Answer.json(Json.object().put("ok", true));
  }
}
