package dev.tocsin.ticketing.provider.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tocsin.ticketing.provider.TicketCall;
import java.util.ArrayList;
import java.util.List;

/** What issues and comments say. */
final class Texts {
  private static final int LABELS = 50;

  private Texts() {}

  /** In the form of this Jira: ADF in the cloud, wiki markup on Data Center. */
  static JsonNode form(JiraConfig config, List<Part> parts) {
    return config.cloud()
        ? Adf.document(parts)
        : JsonNodeFactory.instance.textNode(Part.wiki(parts));
  }

  /** Plain text that a mapping made, in the form of this Jira. */
  static JsonNode form(JiraConfig config, String text) {
    return form(config, Part.paragraphs(text));
  }

  /** The description of a new issue. */
  static List<Part> description(TicketCall call, JsonNode context) {
    JsonNode alert = context.path("alert");
    List<Part> parts = new ArrayList<>();
    String words = first(alert.path("annotations"), "summary", "description", "message");
    parts.addAll(Part.paragraphs(words.isEmpty() ? call.title() : words));
    List<String> facts = new ArrayList<>();
    fact(facts, "Severity", alert.path("severity"));
    fact(facts, "Source", alert.path("source"));
    fact(facts, "Began", alert.path("start_time"));
    int alerts = context.path("group").path("alert_count").asInt();
    if (alerts > 1) {
      facts.add("Alerts: " + alerts);
    }
    parts.add(new Part.Bullets(facts));
    List<String> labels = new ArrayList<>();
    alert
        .path("labels")
        .properties()
        .forEach(label -> fact(labels, label.getKey(), label.getValue()));
    if (!labels.isEmpty()) {
      parts.add(new Part.Paragraph("Labels"));
      parts.add(new Part.Bullets(labels.subList(0, Math.min(LABELS, labels.size()))));
    }
    link(parts, "Open in Tocsin", context.path("links").path("alert").asText());
    link(parts, "Open at the source", alert.path("source_url").asText());
    return parts;
  }

  /** What a comment says; the mark at its end tells us apart from people. */
  static List<Part> comment(TicketCall call, JsonNode context, String mark) {
    List<Part> parts = new ArrayList<>();
    String actor = context.path("actor").path("name").asText();
    String by = actor.isEmpty() ? "" : " by " + actor;
    parts.addAll(
        Part.paragraphs(
            switch (call.operation()) {
              case ACKNOWLEDGE -> "Acknowledged in Tocsin" + by + ".";
              case REOPEN -> "Open again in Tocsin: somebody has to answer anew.";
              case CLOSE -> "Resolved in Tocsin" + by + ".";
              case CREATE, COMMENT -> call.text();
            }));
    parts.add(new Part.Code(mark));
    return parts;
  }

  private static void fact(List<String> facts, String name, JsonNode value) {
    if (!value.asText().isBlank()) {
      facts.add(name + ": " + value.asText());
    }
  }

  private static void link(List<Part> parts, String words, String href) {
    if (Part.isLink(href)) {
      parts.add(new Part.Link(words, href));
    }
  }

  private static String first(JsonNode map, String... names) {
    for (String name : names) {
      if (!map.path(name).asText().isBlank()) {
        return map.path(name).asText();
      }
    }
    return "";
  }
}
