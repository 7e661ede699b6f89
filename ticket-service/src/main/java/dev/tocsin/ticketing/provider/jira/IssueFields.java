package dev.tocsin.ticketing.provider.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.ticketing.provider.TicketCall;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The body that creates an issue: settings first, then what the tenant maps over them, then what
 * must be ours (project, issue type, and the label by which the issue is found again).
 */
final class IssueFields {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Set<String> BY_NAME = Set.of("priority", "resolution", "security");
  private static final Set<String> LISTS_BY_NAME = Set.of("components", "fixVersions", "versions");

  private IssueFields() {}

  /** The label that each issue bears: how it is looked for when an answer was lost. */
  static String label(UUID ticket) {
    return "tocsin-" + ticket;
  }

  static ObjectNode body(JiraConfig config, TicketCall call, JsonNode context) {
    ObjectNode fields = JSON.objectNode();
    fields.put("summary", summary(call.title()));
    fields.set("description", Texts.form(config, Texts.description(call, context)));
    String severity = context.path("alert").path("severity").asText();
    String priority = config.priorities().path(severity).asText();
    if (!priority.isEmpty()) {
      fields.putObject("priority").put("name", priority);
    }
    config.fields().properties().forEach(field -> fields.set(field.getKey(), field.getValue()));
    ArrayNode labels = JSON.arrayNode();
    new TreeMap<>(call.fields())
        .forEach(
            (name, value) -> {
              if (name.equals("labels")) {
                texts(value).forEach(labels::add);
              } else {
                fields.set(name, mapped(config, name, value));
              }
            });
    fields.putObject("project").put("key", config.project());
    ObjectNode type = fields.putObject("issuetype");
    type.put(config.issueType().matches("[0-9]+") ? "id" : "name", config.issueType());
    fields.set("labels", labels(config, fields.path("labels"), labels, call.ticketId()));
    ObjectNode body = JSON.objectNode();
    body.set("fields", fields);
    ObjectNode property = body.putArray("properties").addObject().put("key", "tocsin");
    property
        .putObject("value")
        .put("ticket", call.ticketId().toString())
        .put("alert_group", call.groupId().toString());
    return body;
  }

  private static String summary(String title) {
    String line = JiraText.line(title, JiraText.SUMMARY);
    return line.isEmpty() ? "Alert" : line;
  }

  /** A value as Jira wants it for the well-known fields; others go as they are. */
  private static JsonNode mapped(JiraConfig config, String name, JsonNode value) {
    if (name.equals("summary")) {
      return JSON.textNode(summary(value.asText()));
    }
    if (name.equals("description") || name.equals("environment")) {
      return value.isTextual() ? Texts.form(config, value.asText()) : value;
    }
    if (BY_NAME.contains(name) && value.isTextual()) {
      return JSON.objectNode().put("name", JiraText.line(value.asText(), 255));
    }
    if (LISTS_BY_NAME.contains(name) && (value.isArray() || value.isTextual())) {
      ArrayNode list = JSON.arrayNode();
      texts(value).forEach(one -> list.addObject().put("name", one.asText()));
      return list;
    }
    if (name.equals("assignee") || name.equals("reporter")) {
      return value.isTextual()
          ? JSON.objectNode().put(config.cloud() ? "accountId" : "name", value.asText())
          : value;
    }
    return value.isTextual()
        ? JSON.textNode(JiraText.cut(JiraText.clean(value.asText()), Adf.LIMIT))
        : value;
  }

  private static ArrayNode labels(JiraConfig config, JsonNode set, ArrayNode mapped, UUID ticket) {
    ArrayNode labels = JSON.arrayNode();
    var seen = new java.util.LinkedHashSet<String>();
    config.labels().forEach(label -> seen.add(JiraText.label(label)));
    texts(set).forEach(label -> seen.add(JiraText.label(label.asText())));
    mapped.forEach(label -> seen.add(JiraText.label(label.asText())));
    seen.add(label(ticket));
    seen.remove("");
    seen.forEach(labels::add);
    return labels;
  }

  private static ArrayNode texts(JsonNode value) {
    ArrayNode texts = JSON.arrayNode();
    if (value.isArray()) {
      value.forEach(one -> texts.add(one.asText()));
    } else if (value.isValueNode() && !value.isNull()) {
      texts.add(value.asText());
    }
    return texts;
  }
}
