package dev.tocsin.fakes.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The screen for creating issues: which fields there are, and what each takes. */
final class Screen {
  private static final Set<String> PRIORITIES =
      Set.of("Highest", "High", "Medium", "Low", "Lowest");
  private static final Set<String> TOP = Set.of("fields", "update", "properties", "transition");

  private Screen() {}

  /** A field of it. */
  record Field(String id, String name, boolean required) {}

  static final List<Field> FIELDS =
      List.of(
          new Field("summary", "Summary", true),
          new Field("project", "Project", true),
          new Field("issuetype", "Issue Type", true),
          new Field("description", "Description", false),
          new Field("priority", "Priority", false),
          new Field("labels", "Labels", false),
          new Field("assignee", "Assignee", false),
          new Field("components", "Components", false),
          new Field("duedate", "Due date", false),
          new Field("customfield_10010", "Team", false),
          new Field("customfield_10011", "Impact", false));

  static String notOnScreen(String field) {
    return "Field '%s' cannot be set. It is not on the appropriate screen, or unknown."
        .formatted(field);
  }

  /** What is wrong with the body of a new issue, by field. */
  static ObjectNode errors(JsonNode sent, boolean cloud) {
    ObjectNode errors = Json.object();
    for (var part : sent.properties()) {
      if (!TOP.contains(part.getKey())) {
        errors.put(part.getKey(), "Unrecognized field \"" + part.getKey() + "\"");
      }
    }
    JsonNode fields = sent.path("fields");
    for (var field : fields.properties()) {
      if (FIELDS.stream().noneMatch(known -> known.id().equals(field.getKey()))) {
        errors.put(field.getKey(), notOnScreen(field.getKey()));
      }
    }
    summary(fields.path("summary"), errors);
    JsonNode type = fields.path("issuetype");
    if (!type.path("name").asText().equals("Task") && !type.path("id").asText().equals("10002")) {
      errors.put("issuetype", "Specify a valid issue type");
    }
    if (fields.has("description")) {
      textError(fields.path("description"), cloud)
          .ifPresent(wrong -> errors.put("description", wrong));
    }
    if (fields.has("priority")
        && !PRIORITIES.contains(fields.path("priority").path("name").asText())) {
      errors.put("priority", "Specify the Priority (name) as a string or its id");
    }
    for (JsonNode label : fields.path("labels")) {
      if (!label.isTextual() || label.asText().isEmpty() || label.asText().matches(".*\\s.*")) {
        errors.put(
            "labels", "The label '" + label.asText() + "' contains spaces which is invalid.");
      } else if (label.asText().length() > 255) {
        errors.put(
            "labels", "The label '" + label.asText() + "' exceeds the maximum length of 255");
      }
    }
    return errors;
  }

  private static void summary(JsonNode summary, ObjectNode errors) {
    String text = summary.asText();
    if (!summary.isTextual() || text.isBlank()) {
      errors.put("summary", "You must specify a summary of the issue.");
    } else if (text.contains("\n") || text.contains("\r")) {
      errors.put("summary", "The summary is invalid because it contains newline characters.");
    } else if (text.length() > 255) {
      errors.put("summary", "Summary can't exceed 255 characters.");
    }
  }

  /** Why a long text is refused: a document in the cloud, text on a server. */
  static Optional<String> textError(JsonNode text, boolean cloud) {
    if (cloud) {
      return Adf.refusal(text);
    }
    if (!text.isTextual()) {
      return Optional.of("Operation value must be a string");
    }
    return text.asText().length() > 32_767
        ? Optional.of(
            "The entered text is too long. It exceeds the allowed limit of 32,767 characters.")
        : Optional.empty();
  }
}
