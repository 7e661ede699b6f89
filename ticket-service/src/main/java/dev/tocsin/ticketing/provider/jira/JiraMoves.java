package dev.tocsin.ticketing.provider.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tocsin.ticketing.provider.ProviderAnswer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Moves issues through their workflow, one transition after the other. An issue that is where it
 * should be, or further, stays there: whoever moved it further knew more.
 */
@Singleton
class JiraMoves {
  private static final int STATIONS = 3;

  private final JiraApi api;

  JiraMoves(JiraApi api) {
    this.api = api;
  }

  /**
   * Answers with the issue ({@code key, id, status}) where it stands then, and whether it was
   * {@code moved}.
   *
   * @param issue key or id
   */
  Uni<Reply> move(JiraConfig config, String issue, StatusTarget target) {
    return step(config, issue, target, new HashSet<>());
  }

  /**
   * Puts an issue back whose alerts are open again: one that stands where somebody works on it. One
   * that a person has put elsewhere stays there, and so does one whose workflow has no way back.
   */
  Uni<Reply> back(JiraConfig config, String issue) {
    return JiraApi.then(
        look(config, issue),
        found -> {
          JsonNode status = found.path("fields").path("status");
          String standing = status.path("name").asText();
          if (config.reopen() instanceof StatusTarget.None || !isTaken(config, status)) {
            return Uni.createFrom().item(standing(found, standing, false));
          }
          return move(config, issue, config.reopen())
              .map(
                  reply ->
                      reply instanceof Reply.Bad bad && bad.status() == Reply.Bad.NO_WAY
                          ? standing(found, standing, false)
                          : reply);
        });
  }

  private static boolean isTaken(JiraConfig config, JsonNode status) {
    return config.acknowledge().matches(status)
        || config.acknowledgeOn().stream().anyMatch(target -> target.matches(status));
  }

  /** The issue as it stands: {@code key, id, fields.status, fields.summary}. */
  Uni<Reply> look(JiraConfig config, String issue) {
    return api.get(
        config,
        "/issue/" + JiraApi.part(issue) + "?fields=status,summary,project",
        "reading issue " + JiraText.line(issue, 60));
  }

  private Uni<Reply> step(JiraConfig config, String issue, StatusTarget target, Set<String> been) {
    return JiraApi.then(
        look(config, issue),
        found -> {
          JsonNode status = found.path("fields").path("status");
          String standing = status.path("name").asText();
          if (isThere(status, target)) {
            return Uni.createFrom().item(standing(found, standing, !been.isEmpty()));
          }
          been.add(standing.toLowerCase(Locale.ROOT));
          return JiraApi.then(
              transitions(config, issue),
              offered -> take(config, issue, target, been, found, offered));
        });
  }

  private Uni<Reply> transitions(JiraConfig config, String issue) {
    return api.get(
        config,
        "/issue/" + JiraApi.part(issue) + "/transitions?expand=transitions.fields",
        "asking for the transitions of issue " + issue);
  }

  private Uni<Reply> take(
      JiraConfig config,
      String issue,
      StatusTarget target,
      Set<String> been,
      JsonNode found,
      JsonNode offered) {
    String standing = found.path("fields").path("status").path("name").asText();
    return switch (Transitions.find(config, offered, target, standing, been)) {
      case Transitions.Way.None none ->
          Uni.createFrom()
              .item(
                  new Reply.Bad(
                      Reply.Bad.NO_WAY,
                      new ProviderAnswer.Refused(
                          "issue %s cannot be moved: %s"
                              .formatted(found.path("key").asText(issue), none.reason()))));
      case Transitions.Way.Take way ->
          JiraApi.then(
              api.post(
                  config,
                  "/issue/" + JiraApi.part(issue) + "/transitions",
                  way.body(),
                  "moving issue %s to '%s'".formatted(issue, way.status())),
              moved ->
                  way.arrives() || been.size() >= STATIONS
                      ? Uni.createFrom().item(standing(found, way.status(), true))
                      : step(config, issue, target, been));
    };
  }

  private static boolean isThere(JsonNode status, StatusTarget target) {
    String category = StatusTarget.categoryOf(status);
    return target instanceof StatusTarget.None
        || target.matches(status)
        || (category.equals("done") && !isDone(target));
  }

  /**
   * A named target may be of the category done; one that is done already is not moved from there.
   */
  private static boolean isDone(StatusTarget target) {
    return target instanceof StatusTarget.Category c && c.key().equals("done");
  }

  private static Reply standing(JsonNode found, String status, boolean moved) {
    return new Reply.Good(
        JsonNodeFactory.instance
            .objectNode()
            .put("key", found.path("key").asText())
            .put("id", found.path("id").asText())
            .put("status", status)
            .put("moved", moved));
  }
}
