package dev.tocsin.notification.channel.blockkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.notification.channel.JsonPart;
import dev.tocsin.notification.render.Fault;
import java.util.List;

/**
 * Fits Block Kit to Slack's limits: texts are cut, superfluous items and empty texts left out,
 * because Slack refuses a whole message for one of them.
 */
public final class SlackBlocks {

  private final JsonPart part = new JsonPart("blocks", SlackLimits::of);
  private final SlackChoices choices = new SlackChoices(this, part);

  /** What was cut or cannot be read. */
  public List<Fault> faults() {
    return part.faults();
  }

  /** The blocks within the limits; empty text when there are none or they cannot be read. */
  public String fit(String text) {
    return part.read(text).map(this::fit).orElse("");
  }

  private String fit(ArrayNode blocks) {
    JsonPart.removeUnless(blocks, this::fitBlock);
    part.atMost(blocks, "message.blocks");
    withinTotal(blocks);
    return blocks.isEmpty() ? "" : blocks.toString();
  }

  /**
   * Leaves out the longest blocks, buttons excepted, until all together are within Slack's total.
   */
  private void withinTotal(ArrayNode blocks) {
    boolean tooLong = false;
    while (blocks.toString().length() > SlackLimits.BLOCKS) {
      int longest = -1;
      for (int i = 0; i < blocks.size(); i++) {
        boolean buttons = blocks.get(i).path("type").asText().equals("actions");
        if (!buttons && (longest < 0 || length(blocks, i) > length(blocks, longest))) {
          longest = i;
        }
      }
      if (longest < 0) {
        break;
      }
      blocks.remove(longest);
      tooLong = true;
    }
    if (tooLong) {
      part.warn(
          "The longest blocks were left out: all together may have "
              + SlackLimits.BLOCKS
              + " characters");
    }
  }

  private static int length(ArrayNode blocks, int at) {
    return blocks.get(at).toString().length();
  }

  private boolean fitBlock(ObjectNode block) {
    cutField(block, "block_id", "block.block_id");
    return switch (block.path("type").asText()) {
      case "header" -> fitText(block, "text", "header.text");
      case "section" -> fitSection(block);
      case "context" -> fitContext(block);
      case "actions" -> fitActions(block);
      case "image" -> {
        cutField(block, "alt_text", "image.alt_text");
        fitText(block, "title", "image.title");
        yield true;
      }
      case "input" -> choices.input(block);
      case "table" -> choices.table(block);
      case "divider" -> true;
      case "" -> {
        part.error("A block has no type");
        yield false;
      }
      default -> true;
    };
  }

  private boolean fitSection(ObjectNode section) {
    boolean hasText = fitText(section, "text", "section.text");
    if (section.get("fields") instanceof ArrayNode fields) {
      JsonPart.removeUnless(fields, field -> fitTextObject(field, "section.fields[].text"));
      part.atMost(fields, "section.fields");
      if (fields.isEmpty()) {
        section.remove("fields");
      }
    }
    if (section.get("accessory") instanceof ObjectNode accessory && !fitElement(accessory)) {
      section.remove("accessory");
    }
    return hasText || section.has("fields");
  }

  private boolean fitContext(ObjectNode context) {
    if (!(context.get("elements") instanceof ArrayNode elements)) {
      return false;
    }
    JsonPart.removeUnless(
        elements,
        element ->
            element.path("type").asText().equals("image") || fitTextObject(element, "mrkdwn.text"));
    part.atMost(elements, "context.elements");
    return !elements.isEmpty();
  }

  private boolean fitActions(ObjectNode actions) {
    if (!(actions.get("elements") instanceof ArrayNode elements)) {
      return false;
    }
    JsonPart.removeUnless(elements, this::fitElement);
    part.atMost(elements, "actions.elements");
    return !elements.isEmpty();
  }

  private boolean fitElement(ObjectNode element) {
    cutField(element, "action_id", "action_id");
    if (element.get("confirm") instanceof ObjectNode confirm) {
      List.of("title", "text", "confirm", "deny")
          .forEach(name -> fitText(confirm, name, "confirm." + name));
    }
    if (!element.path("type").asText().equals("button")) {
      return choices.fit(element);
    }
    cutField(element, "accessibility_label", "button.accessibility_label");
    if (element.has("url") && !fitUrl(element)) {
      return false;
    }
    if (element.path("value").asText().length() > SlackLimits.of("button.value")) {
      part.warn("A button was left out: its value is longer than 2000 characters");
      return false;
    }
    return fitText(element, "text", "button.text");
  }

  /** Links are not mrkdwn: Slack takes them as they are, so what the template escaped is undone. */
  private boolean fitUrl(ObjectNode button) {
    String url =
        button
            .path("url")
            .asText()
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&")
            .replace("%7C", "|");
    button.put("url", url);
    boolean web = url.startsWith("https://") || url.startsWith("http://");
    if (!web || url.length() > SlackLimits.of("button.url")) {
      part.warn("A button was left out: its link is not http(s) or longer than 3000 characters");
      return false;
    }
    return true;
  }

  boolean fitText(ObjectNode owner, String field, String limit) {
    JsonNode text = owner.get(field);
    if (text instanceof ObjectNode object && fitTextObject(object, limit)) {
      return true;
    }
    owner.remove(field);
    return false;
  }

  private boolean fitTextObject(ObjectNode text, String limit) {
    String given = text.path("text").asText();
    if (given.isBlank()) {
      return false;
    }
    cutField(text, "text", limit);
    return true;
  }

  private void cutField(ObjectNode owner, String field, String limit) {
    String given = owner.path(field).asText();
    int max = SlackLimits.of(limit);
    if (given.length() > max) {
      owner.put(field, SlackLimits.cut(given, max));
      part.warn("%s was cut to %d characters".formatted(limit, max));
    }
  }
}
