package dev.tocsin.fakes.jira;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Json;
import java.util.List;
import java.util.Optional;

/**
 * How issues of a project move.
 *
 * @param statuses the first is where an issue begins
 */
record Workflow(List<Status> statuses, List<Step> steps) {

  /** A status and its category: {@code new, indeterminate, done}. */
  record Status(String id, String name, String category) {
    ObjectNode json() {
      ObjectNode node = Json.object().put("id", id).put("name", name);
      node.putObject("statusCategory")
          .put("id", category.equals("done") ? 3 : category.equals("new") ? 2 : 4)
          .put("key", category)
          .put(
              "name",
              category.equals("done") ? "Done" : category.equals("new") ? "To Do" : "In Progress");
      return node;
    }
  }

  /**
   * A transition.
   *
   * @param from name of the status it leaves, or empty for any
   * @param to name of the status it leads to
   * @param asksFor fields that its screen requires
   */
  record Step(String id, String name, String from, String to, List<Field> asksFor) {}

  /**
   * A field of a screen.
   *
   * @param values names that it may have; anything when empty
   */
  record Field(String id, String name, List<String> values) {
    ObjectNode json() {
      ObjectNode node =
          Json.object()
              .put("required", true)
              .put("name", name)
              .put("key", id)
              .put("hasDefaultValue", false);
      node.putArray("operations").add("set");
      ArrayNode allowed = node.putArray("allowedValues");
      values.forEach(value -> allowed.addObject().put("name", value));
      return node;
    }
  }

  private static final Status TODO = new Status("10000", "To Do", "new");
  private static final Status DOING = new Status("3", "In Progress", "indeterminate");
  private static final Status WAITING = new Status("10010", "Waiting", "indeterminate");
  private static final Status DONE = new Status("10001", "Done", "done");
  private static final Field RESOLUTION =
      new Field("resolution", "Resolution", List.of("Done", "Won't Do"));
  private static final Field CAUSE = new Field("customfield_10050", "Root cause", List.of());

  /** From everywhere to everywhere, as a new project of the cloud has it. */
  static Workflow simple() {
    return new Workflow(
        List.of(TODO, DOING, WAITING, DONE),
        List.of(
            new Step("11", "To Do", "", "To Do", List.of()),
            new Step("21", "In Progress", "", "In Progress", List.of()),
            new Step("22", "Wait", "", "Waiting", List.of()),
            new Step("31", "Done", "", "Done", List.of())));
  }

  /** One after the other, with a resolution at the end. */
  static Workflow strict() {
    return new Workflow(
        List.of(TODO, DOING, DONE),
        List.of(
            new Step("4", "Start", "To Do", "In Progress", List.of()),
            new Step("5", "Resolve issue", "In Progress", "Done", List.of(RESOLUTION)),
            new Step("6", "Reopen", "Done", "To Do", List.of())));
  }

  /** With a screen that asks for what no program can know. */
  static Workflow audited() {
    return new Workflow(
        List.of(TODO, DOING, DONE),
        List.of(
            new Step("4", "Start", "To Do", "In Progress", List.of()),
            new Step("7", "Close with cause", "", "Done", List.of(RESOLUTION, CAUSE))));
  }

  Status begins() {
    return statuses.getFirst();
  }

  Optional<Status> status(String name) {
    return statuses.stream().filter(s -> s.name().equalsIgnoreCase(name)).findFirst();
  }

  /** What can be done with an issue that stands there. */
  List<Step> from(Status status) {
    return steps.stream()
        .filter(step -> step.from().isEmpty() || step.from().equals(status.name()))
        .filter(step -> !step.to().equals(status.name()))
        .toList();
  }
}
