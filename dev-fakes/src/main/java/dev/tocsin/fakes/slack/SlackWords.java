package dev.tocsin.fakes.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person reads in a message: the blocks if there are any, else the text; then attachments.
 * Links read as their label, mentions as names, escapes as characters; {@code *bold*} and the like
 * stay.
 */
final class SlackWords {

  private static final Pattern ANGLE = Pattern.compile("<([^<>]+)>");

  private final Function<String, String> nameOf;

  /**
   * @param nameOf from a user id to the name shown
   */
  SlackWords(Function<String, String> nameOf) {
    this.nameOf = nameOf;
  }

  String of(JsonNode message) {
    List<String> lines = new ArrayList<>();
    JsonNode blocks = message.path("blocks");
    if (blocks.isEmpty()) {
      add(lines, mrkdwn(message.path("text").asText()));
    }
    blocks.forEach(block -> addBlock(lines, block));
    for (JsonNode attachment : message.path("attachments")) {
      for (String field : List.of("pretext", "title", "text")) {
        add(lines, mrkdwn(attachment.path(field).asText()));
      }
      attachment.path("blocks").forEach(block -> addBlock(lines, block));
    }
    return String.join("\n", lines);
  }

  /** The line that pops up on a phone. */
  String notification(JsonNode message) {
    return mrkdwn(message.path("text").asText());
  }

  private void addBlock(List<String> lines, JsonNode block) {
    switch (block.path("type").asText()) {
      case "section" -> {
        add(lines, text(block.path("text")));
        block.path("fields").forEach(field -> add(lines, text(field)));
      }
      case "context" -> {
        List<String> parts = new ArrayList<>();
        block.path("elements").forEach(e -> add(parts, element(e)));
        add(lines, String.join("  ", parts));
      }
      case "image" -> add(lines, block.path("alt_text").asText());
      case "rich_text" -> add(lines, richText(block));
      default -> add(lines, text(block.path("text")));
    }
  }

  private String element(JsonNode element) {
    return element.path("type").asText().equals("image")
        ? element.path("alt_text").asText()
        : text(element);
  }

  private String text(JsonNode node) {
    if (node.isTextual()) {
      return node.textValue();
    }
    String value = node.path("text").asText();
    return node.path("type").asText().equals("mrkdwn") ? mrkdwn(value) : value;
  }

  private static String richText(JsonNode node) {
    StringBuilder words = new StringBuilder(node.path("text").asText());
    node.path("elements").forEach(child -> words.append(richText(child)));
    return words.toString();
  }

  private String mrkdwn(String text) {
    Matcher angle = ANGLE.matcher(text);
    String plain = angle.replaceAll(m -> Matcher.quoteReplacement(shown(m.group(1))));
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  private String shown(String inside) {
    int bar = inside.indexOf('|');
    String target = bar < 0 ? inside : inside.substring(0, bar);
    String label = bar < 0 ? "" : inside.substring(bar + 1);
    if (target.startsWith("@")) {
      return "@" + nameOf.apply(target.substring(1));
    }
    if (target.startsWith("!")) {
      return label.isEmpty() ? "@" + target.substring(1) : label;
    }
    return label.isEmpty() ? target : label;
  }

  private static void add(List<String> lines, String line) {
    if (!line.isBlank()) {
      lines.add(line);
    }
  }
}
