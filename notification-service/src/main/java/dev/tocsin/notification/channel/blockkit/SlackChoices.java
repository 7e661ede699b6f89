package dev.tocsin.notification.channel.blockkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.notification.channel.JsonPart;
import java.util.Iterator;
import java.util.Map;

/** Fits what people choose from, and tables, to Slack's limits. */
final class SlackChoices {

  /** How many options an element may have, by its type. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "static_select", "static_select.options",
          "multi_static_select", "static_select.options",
          "checkboxes", "checkboxes.options",
          "radio_buttons", "radio_buttons.options",
          "overflow", "overflow.options");

  private final SlackBlocks blocks;
  private final JsonPart part;

  SlackChoices(SlackBlocks blocks, JsonPart part) {
    this.blocks = blocks;
    this.part = part;
  }

  /** An element that is no button; false when nothing is left to choose from. */
  boolean fit(ObjectNode element) {
    if (element.has("placeholder")) {
      blocks.fitText(element, "placeholder", "select.placeholder");
    }
    String limit = OPTIONS.get(element.path("type").asText());
    if (limit == null) {
      return true;
    }
    if (element.get("option_groups") instanceof ArrayNode groups) {
      JsonPart.removeUnless(
          groups,
          group ->
              blocks.fitText(group, "label", "option.text")
                  && options(group, "option_group.options"));
      part.atMost(groups, "static_select.option_groups");
      return !groups.isEmpty();
    }
    return options(element, limit);
  }

  private boolean options(ObjectNode owner, String limit) {
    if (!(owner.get("options") instanceof ArrayNode options)) {
      return false;
    }
    JsonPart.removeUnless(options, this::option);
    part.atMost(options, limit);
    return !options.isEmpty();
  }

  private boolean option(ObjectNode option) {
    String value = option.path("value").asText();
    if (value.isEmpty() || value.length() > SlackLimits.of("option.value")) {
      return false;
    }
    if (option.has("description")) {
      blocks.fitText(option, "description", "option.description");
    }
    if (option.path("url").asText().length() > SlackLimits.of("option.url")) {
      option.remove("url");
    }
    return blocks.fitText(option, "text", "option.text");
  }

  /** A field to fill in; false when it has no label or nothing to fill in. */
  boolean input(ObjectNode input) {
    if (input.has("hint")) {
      blocks.fitText(input, "hint", "input.hint");
    }
    return blocks.fitText(input, "label", "input.label")
        && input.get("element") instanceof ObjectNode element
        && fit(element);
  }

  /** A table; false when it has no row. */
  boolean table(ObjectNode table) {
    if (!(table.get("rows") instanceof ArrayNode rows)) {
      return false;
    }
    for (Iterator<JsonNode> each = rows.elements(); each.hasNext(); ) {
      if (!(each.next() instanceof ArrayNode cells) || cells.isEmpty()) {
        each.remove();
      } else {
        part.atMost(cells, "table.rows[].cells");
      }
    }
    part.atMost(rows, "table.rows");
    return !rows.isEmpty();
  }
}
