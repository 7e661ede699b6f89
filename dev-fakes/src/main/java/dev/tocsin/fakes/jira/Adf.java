package dev.tocsin.fakes.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules of the Atlassian Document Format, version 1, for the nodes that alerts need. */
final class Adf {
  private static final int LIMIT = 32_767;
  private static final Set<String> INLINE = Set.of("text", "hardBreak");
  private static final Set<String> BLOCKS =
      Set.of("paragraph", "bulletList", "orderedList", "codeBlock", "heading", "rule");
  private static final Map<String, Set<String>> CHILDREN =
      Map.of(
          "doc", BLOCKS,
          "paragraph", INLINE,
          "heading", INLINE,
          "codeBlock", Set.of("text"),
          "bulletList", Set.of("listItem"),
          "orderedList", Set.of("listItem"),
          "listItem", Set.of("paragraph", "bulletList", "orderedList", "codeBlock"));
  private static final Set<String> MARKS =
      Set.of("code", "em", "strong", "link", "strike", "underline");

  private Adf() {}

  /** Why Jira would refuse the document; empty when it would not. */
  static Optional<String> refusal(JsonNode document) {
    if (!document.isObject()
        || !document.path("type").asText().equals("doc")
        || document.path("version").asInt() != 1) {
      return Optional.of(
          "Operation value must be an Atlassian Document (see the Atlassian Document Format)");
    }
    if (document.toString().length() > LIMIT) {
      return Optional.of(
          "The entered text is too long. It exceeds the allowed limit of 32,767 characters.");
    }
    return children(document);
  }

  private static Optional<String> children(JsonNode node) {
    String type = node.path("type").asText();
    Set<String> allowed = CHILDREN.getOrDefault(type, Set.of());
    JsonNode content = node.path("content");
    boolean empty = !content.isArray() || content.isEmpty();
    if (empty
        && (type.equals("bulletList") || type.equals("orderedList") || type.equals("listItem"))) {
      return invalid(type + " without content");
    }
    for (JsonNode child : content) {
      String is = child.path("type").asText();
      if (!allowed.contains(is)) {
        return invalid(is + " inside " + type);
      }
      Optional<String> wrong = is.equals("text") ? text(child) : children(child);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> text(JsonNode node) {
    String text = node.path("text").asText();
    if (!node.path("text").isTextual() || text.isEmpty()) {
      return invalid("empty text");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (c < 0x20 && c != '\n' && c != '\t' || Character.isSurrogate(c) && !pair) {
        return invalid("a character that no document may hold: " + (int) c);
      }
      i += pair ? 1 : 0;
    }
    for (JsonNode mark : node.path("marks")) {
      String is = mark.path("type").asText();
      if (!MARKS.contains(is)) {
        return invalid("mark " + is);
      }
      if (is.equals("link") && !mark.path("attrs").path("href").asText().matches("https?://.+")) {
        return invalid("link without an address");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> invalid(String what) {
    return Optional.of("INVALID_INPUT: " + what);
  }

  /** What a person reads. */
  static String plain(JsonNode body) {
    if (!body.isObject()) {
      return body.asText();
    }
    StringBuilder text = new StringBuilder();
    read(body, text);
    return text.toString().strip();
  }

  private static void read(JsonNode node, StringBuilder text) {
    switch (node.path("type").asText()) {
      case "text" -> text.append(node.path("text").asText());
      case "hardBreak" -> text.append('\n');
      default -> {
        node.path("content").forEach(child -> read(child, text));
        text.append('\n');
      }
    }
  }
}
