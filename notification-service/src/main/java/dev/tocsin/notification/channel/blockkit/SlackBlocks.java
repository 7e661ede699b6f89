package dev.tocsin.notification.channel.blockkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.notification.render.Fault;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Fits Block Kit to Slack's limits: texts are cut, superfluous items and empty texts left out,
 * because Slack refuses a whole message for one of them. A comma before a closing bracket is
 * forgiven, because loops in templates leave one.
 */
public final class SlackBlocks {

  /** Reads JSON as templates leave it. */
  public static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_TRAILING_COMMA).build();

  private static final String PART = "blocks";

  private final List<Fault> faults = new ArrayList<>();
  private final SlackChoices choices = new SlackChoices(this);

  /** What was cut or cannot be read. */
  public List<Fault> faults() {
    return faults;
  }

  /** The blocks within the limits; empty text when there are none or they cannot be read. */
  public String fit(String text) {
    if (text.isBlank()) {
      return "";
    }
    JsonNode parsed;
    try {
      parsed = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
      faults.add(
          new Fault(
              PART,
              line,
              column,
              "What it renders to is not JSON: " + e.getOriginalMessage(),
              true));
      return "";
    }
    if (!(parsed instanceof ArrayNode blocks)) {
      faults.add(Fault.error(PART, "It must render to a JSON array of blocks"));
      return "";
    }
    for (Iterator<JsonNode> each = blocks.elements(); each.hasNext(); ) {
      if (!(each.next() instanceof ObjectNode block) || !fitBlock(block)) {
        each.remove();
      }
    }
    atMost(blocks, "message.blocks");
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
      faults.add(
          Fault.warning(
              PART,
              "The longest blocks were left out: all together may have "
                  + SlackLimits.BLOCKS
                  + " characters"));
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
        faults.add(Fault.error(PART, "A block has no type"));
        yield false;
      }
      default -> true;
    };
  }

  private boolean fitSection(ObjectNode section) {
    boolean hasText = fitText(section, "text", "section.text");
    if (section.get("fields") instanceof ArrayNode fields) {
      removeUnless(fields, field -> fitTextObject(field, "section.fields[].text"));
      atMost(fields, "section.fields");
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
    removeUnless(
        elements,
        element ->
            element.path("type").asText().equals("image") || fitTextObject(element, "mrkdwn.text"));
    atMost(elements, "context.elements");
    return !elements.isEmpty();
  }

  private boolean fitActions(ObjectNode actions) {
    if (!(actions.get("elements") instanceof ArrayNode elements)) {
      return false;
    }
    removeUnless(elements, this::fitElement);
    atMost(elements, "actions.elements");
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
      faults.add(
          Fault.warning(PART, "A button was left out: its value is longer than 2000 characters"));
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
      faults.add(
          Fault.warning(
              PART,
              "A button was left out: its link is not http(s) or longer than 3000 characters"));
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
      faults.add(Fault.warning(PART, "%s was cut to %d characters".formatted(limit, max)));
    }
  }

  void atMost(ArrayNode items, String limit) {
    int max = SlackLimits.of(limit);
    if (items.size() > max) {
      faults.add(
          Fault.warning(
              PART,
              "%s: %d of %d are left out".formatted(limit, items.size() - max, items.size())));
      while (items.size() > max) {
        items.remove(items.size() - 1);
      }
    }
  }

  static void removeUnless(ArrayNode items, java.util.function.Predicate<ObjectNode> fits) {
    for (Iterator<JsonNode> each = items.elements(); each.hasNext(); ) {
      if (!(each.next() instanceof ObjectNode item) || !fits.test(item)) {
        each.remove();
      }
    }
  }
}
