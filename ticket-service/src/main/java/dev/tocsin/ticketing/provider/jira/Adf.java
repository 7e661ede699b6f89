package dev.tocsin.ticketing.provider.jira;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Builds documents in the Atlassian Document Format, version 1: what goes in is text, so nothing in
 * it can become structure, and every text node that comes out is clean and not empty, as the schema
 * wants it. A document that would pass Jira's 32,767 characters is made of shorter texts.
 */
final class Adf {
  /**
   * Jira's limit for long texts; the document as JSON is kept below it, whichever way it counts.
   */
  static final int LIMIT = 32_767;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Adf() {}

  /** A document of these parts; at least one paragraph. */
  static ObjectNode document(List<Part> parts) {
    int budget = LIMIT;
    ObjectNode document = document(parts, budget);
    while (document.toString().length() > LIMIT) {
      budget = budget * 3 / 4;
      document = document(parts, budget);
    }
    return document;
  }

  /** A document of plain text: a paragraph for each block of lines between empty lines. */
  static ObjectNode text(String text) {
    return document(Part.paragraphs(text));
  }

  private static ObjectNode document(List<Part> parts, int budget) {
    ObjectNode document = JSON.objectNode().put("type", "doc").put("version", 1);
    ArrayNode content = document.putArray("content");
    int left = budget;
    for (Part part : parts) {
      if (left <= 0) {
        content.add(paragraph().set("content", array(textNode("…"))));
        break;
      }
      ObjectNode node = node(part, left);
      left -= Math.max(40, part.length());
      if (node.path("content").isEmpty()) {
        continue;
      }
      content.add(node);
    }
    if (content.isEmpty()) {
      content.add(paragraph());
    }
    return document;
  }

  private static ObjectNode node(Part part, int most) {
    return switch (part) {
      case Part.Paragraph p -> paragraph().set("content", lines(JiraText.cut(p.text(), most)));
      case Part.Link link -> {
        ObjectNode text = textNode(JiraText.line(link.text(), 255));
        ObjectNode mark = JSON.objectNode().put("type", "link");
        mark.putObject("attrs").put("href", link.href());
        text.putArray("marks").add(mark);
        yield paragraph().set("content", array(text));
      }
      case Part.Code code -> {
        ObjectNode text = textNode(code.text());
        text.putArray("marks").addObject().put("type", "code");
        yield paragraph().set("content", array(text));
      }
      case Part.Bullets bullets -> bullets(bullets.items(), most);
    };
  }

  private static ObjectNode bullets(List<String> items, int most) {
    ObjectNode list = JSON.objectNode().put("type", "bulletList");
    ArrayNode content = list.putArray("content");
    int left = most;
    for (String item : items) {
      String text = JiraText.line(item, Math.min(2_000, Math.max(1, left)));
      if (left <= 0 || text.isEmpty()) {
        continue;
      }
      left -= text.length() + 40;
      content
          .addObject()
          .put("type", "listItem")
          .putArray("content")
          .add(paragraph().set("content", array(textNode(text))));
    }
    return list;
  }

  /** Text with hard breaks for its line ends. */
  private static ArrayNode lines(String text) {
    ArrayNode content = JSON.arrayNode();
    for (String line : JiraText.clean(text).strip().split("\n", -1)) {
      if (!content.isEmpty()) {
        content.addObject().put("type", "hardBreak");
      }
      if (!line.isEmpty()) {
        content.add(textNode(line));
      }
    }
    return content;
  }

  private static ObjectNode paragraph() {
    return JSON.objectNode().put("type", "paragraph");
  }

  private static ObjectNode textNode(String text) {
    return JSON.objectNode().put("type", "text").put("text", text);
  }

  private static ArrayNode array(ObjectNode node) {
    return JSON.arrayNode().add(node);
  }
}
