package dev.tocsin.ticketing.provider.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which way through a workflow leads to a status: told from the transitions that Jira offers for
 * the issue at this moment, as workflows differ by project and issue type and change while we run.
 * Pure.
 */
final class Transitions {
  private static final List<String> USUAL_RESOLUTIONS =
      List.of("Done", "Fixed", "Resolved", "Complete", "Completed");

  private Transitions() {}

  /** What to do. */
  sealed interface Way {
    /**
     * Take this transition.
     *
     * @param body of {@code POST …/transitions}
     * @param status where it leads
     * @param arrives whether that is the goal, or a station before it
     */
    record Take(ObjectNode body, String status, boolean arrives) implements Way {}

    /** None leads there. */
    record None(String reason) implements Way {}
  }

  private record Candidate(JsonNode transition, ObjectNode fields, List<String> open) {}

  /**
   * @param offered the answer of {@code GET …/transitions?expand=transitions.fields}
   * @param given fields for screens, as configured
   * @param been statuses that the issue stood at already, in lower case
   */
  static Way find(
      JiraConfig config, JsonNode offered, StatusTarget target, String standing, Set<String> been) {
    List<Candidate> direct = new ArrayList<>();
    List<Candidate> stations = new ArrayList<>();
    for (JsonNode transition : offered.path("transitions")) {
      if (!transition.path("isAvailable").asBoolean(true)) {
        continue;
      }
      Candidate candidate = candidate(config, transition);
      if (leadsTo(transition, target)) {
        direct.add(candidate);
      } else if (isStation(transition, target, been) && candidate.open().isEmpty()) {
        stations.add(candidate);
      }
    }
    direct.sort((a, b) -> Integer.compare(a.open().size(), b.open().size()));
    if (!direct.isEmpty()) {
      Candidate best = direct.getFirst();
      return best.open().isEmpty() ? take(best, true) : new Way.None(asksFor(best));
    }
    return stations.isEmpty()
        ? new Way.None(noWay(offered, target, standing))
        : take(stations.getFirst(), false);
  }

  private static boolean leadsTo(JsonNode transition, StatusTarget target) {
    return target.matches(transition.path("to"))
        || (target instanceof StatusTarget.Named named
            && transition.path("name").asText().equalsIgnoreCase(named.name()));
  }

  /** On the way to done a workflow may want an issue to be in progress first. */
  private static boolean isStation(JsonNode transition, StatusTarget target, Set<String> been) {
    JsonNode to = transition.path("to");
    boolean towardsDone = target instanceof StatusTarget.Category c && c.key().equals("done");
    return towardsDone
        && StatusTarget.categoryOf(to).equals("indeterminate")
        && !been.contains(to.path("name").asText().toLowerCase(java.util.Locale.ROOT));
  }

  private static Way take(Candidate candidate, boolean arrives) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("transition").put("id", candidate.transition().path("id").asText());
    if (!candidate.fields().isEmpty()) {
      body.set("fields", candidate.fields());
    }
    return new Way.Take(body, candidate.transition().path("to").path("name").asText(), arrives);
  }

  /** Fills a screen with what is configured, and a resolution where one of the usual is offered. */
  private static Candidate candidate(JiraConfig config, JsonNode transition) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    List<String> open = new ArrayList<>();
    for (var entry : transition.path("fields").properties()) {
      String key = entry.getKey();
      JsonNode field = entry.getValue();
      JsonNode given = config.transitionFields().path(key);
      if (!given.isMissingNode()) {
        fields.set(key, given);
      } else if (field.path("required").asBoolean() && !field.path("hasDefaultValue").asBoolean()) {
        String resolution = key.equals("resolution") ? usualResolution(field) : "";
        if (resolution.isEmpty()) {
          open.add(describe(key, field));
        } else {
          fields.putObject("resolution").put("name", resolution);
        }
      }
    }
    return new Candidate(transition, fields, open);
  }

  private static String usualResolution(JsonNode field) {
    for (String usual : USUAL_RESOLUTIONS) {
      for (JsonNode allowed : field.path("allowedValues")) {
        if (allowed.path("name").asText().equalsIgnoreCase(usual)) {
          return allowed.path("name").asText();
        }
      }
    }
    return "";
  }

  private static String describe(String key, JsonNode field) {
    List<String> values = new ArrayList<>();
    for (JsonNode allowed : field.path("allowedValues")) {
      String name =
          allowed.isValueNode()
              ? allowed.asText()
              : allowed
                  .path("name")
                  .asText(allowed.path("value").asText(allowed.path("id").asText()));
      if (values.size() < 10 && !name.isEmpty()) {
        values.add(name);
      }
    }
    String name = field.path("name").asText(key);
    return "'%s' (%s)%s"
        .formatted(name, key, values.isEmpty() ? "" : ", one of " + String.join(", ", values));
  }

  private static String asksFor(Candidate candidate) {
    return "the transition '%s' asks for %s: set it in jira.transition_fields"
        .formatted(
            candidate.transition().path("name").asText(), String.join("; ", candidate.open()));
  }

  private static String noWay(JsonNode offered, StatusTarget target, String standing) {
    List<String> ways = new ArrayList<>();
    offered
        .path("transitions")
        .forEach(
            transition ->
                ways.add(
                    "'%s' to '%s'"
                        .formatted(
                            transition.path("name").asText(),
                            transition.path("to").path("name").asText())));
    return "no transition leads from '%s' to %s; the workflow offers %s"
        .formatted(
            standing,
            target.words(),
            ways.isEmpty() ? "none to this account" : String.join(", ", ways));
  }
}
