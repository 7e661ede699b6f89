package dev.tocsin.ticketing.provider.jira;

import com.fasterxml.jackson.databind.JsonNode;

/** Long texts as people read them: Jira sends wiki markup as a string, or a document (ADF). */
final class Plain {
  private static final int DEPTH = 50;

  private Plain() {}

  static String text(JsonNode body) {
    if (!body.isObject()) {
      return body.asText();
    }
    StringBuilder text = new StringBuilder();
    append(body, text, DEPTH);
    return text.toString().strip();
  }

  private static void append(JsonNode node, StringBuilder text, int depth) {
    if (depth == 0) {
      return;
    }
    switch (node.path("type").asText()) {
      case "text" -> text.append(node.path("text").asText());
      case "hardBreak" -> text.append('\n');
      case "mention", "emoji", "status" -> text.append(node.path("attrs").path("text").asText());
      case "inlineCard" -> text.append(node.path("attrs").path("url").asText());
      default -> {
        node.path("content").forEach(child -> append(child, text, depth - 1));
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
          text.append('\n');
        }
      }
    }
  }
}
