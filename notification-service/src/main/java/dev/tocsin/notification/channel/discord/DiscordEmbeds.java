package dev.tocsin.notification.channel.discord;

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
 * Fits embeds to Discord's limits: texts are cut, superfluous and empty things left out, because
 * Discord refuses a whole message for one of them. A comma before a closing bracket is forgiven,
 * because loops in templates leave one.
 */
final class DiscordEmbeds {

  static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_TRAILING_COMMA).build();

  private static final String PART = "embeds";

  private final List<Fault> faults = new ArrayList<>();

  List<Fault> faults() {
    return faults;
  }

  /** The embeds within the limits; empty text when there are none or they cannot be read. */
  String fit(String text) {
    if (text.isBlank()) {
      return "";
    }
    JsonNode parsed;
    try {
      parsed = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
      String words = "What it renders to is not JSON: " + e.getOriginalMessage();
      faults.add(new Fault(PART, line, column, words, true));
      return "";
    }
    if (!(parsed instanceof ArrayNode embeds)) {
      faults.add(Fault.error(PART, "It must render to a JSON array of embeds"));
      return "";
    }
    for (Iterator<JsonNode> each = embeds.elements(); each.hasNext(); ) {
      if (!(each.next() instanceof ObjectNode embed) || !fitEmbed(embed)) {
        each.remove();
      }
    }
    atMost(embeds, "message.embeds");
    withinTotal(embeds);
    return embeds.isEmpty() ? "" : embeds.toString();
  }

  private boolean fitEmbed(ObjectNode embed) {
    fitText(embed, "title", "embed.title");
    fitText(embed, "description", "embed.description");
    fitUrl(embed);
    fitColor(embed);
    fitPart(embed, "footer", "text", "embed.footer.text");
    fitPart(embed, "author", "name", "embed.author.name");
    if (embed.get("fields") instanceof ArrayNode fields) {
      for (Iterator<JsonNode> each = fields.elements(); each.hasNext(); ) {
        boolean fits =
            each.next() instanceof ObjectNode field
                && fitText(field, "name", "embed.fields[].name")
                && fitText(field, "value", "embed.fields[].value");
        if (!fits) {
          each.remove();
        }
      }
      atMost(fields, "embed.fields");
    } else {
      embed.remove("fields");
    }
    return length(embed) > 0;
  }

  private void fitPart(ObjectNode embed, String part, String field, String limit) {
    if (!(embed.get(part) instanceof ObjectNode object) || !fitText(object, field, limit)) {
      embed.remove(part);
    }
  }

  private boolean fitText(ObjectNode owner, String field, String limit) {
    String given = owner.path(field).asText().strip();
    if (given.isEmpty()) {
      owner.remove(field);
      return false;
    }
    int max = DiscordLimits.of(limit);
    if (given.length() > max) {
      faults.add(Fault.warning(PART, "%s was cut to %d characters".formatted(limit, max)));
    }
    owner.put(field, DiscordLimits.cut(given, max));
    return true;
  }

  /** Links are not Markdown: what the template escaped is undone. */
  private void fitUrl(ObjectNode embed) {
    String url =
        embed
            .path("url")
            .asText()
            .replaceAll("\\\\([\\\\*_~`|\\[\\]()<>#+-])", "$1")
            .replace("\u2060", "");
    if (url.matches("https?://\\S{1,2000}")) {
      embed.put("url", url);
    } else {
      embed.remove("url");
    }
  }

  /** {@code "#c62828"} becomes the number that Discord wants. */
  private static void fitColor(ObjectNode embed) {
    String color = embed.path("color").asText().replace("\\", "");
    if (color.matches("#[0-9a-fA-F]{6}")) {
      embed.put("color", Integer.parseInt(color.substring(1), 16));
    } else if (!embed.path("color").isInt()) {
      embed.remove("color");
    }
  }

  private void atMost(ArrayNode items, String limit) {
    int max = DiscordLimits.of(limit);
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

  /** Fields go first, from the last on, then descriptions are cut, then whole embeds go. */
  private void withinTotal(ArrayNode embeds) {
    if (total(embeds) <= DiscordLimits.TOTAL) {
      return;
    }
    faults.add(
        Fault.warning(
            PART,
            "Fields and descriptions were left out or cut: all embeds together may have "
                + DiscordLimits.TOTAL
                + " characters"));
    for (int i = embeds.size() - 1; i >= 0; i--) {
      ArrayNode fields =
          embeds.get(i) instanceof ObjectNode e && e.get("fields") instanceof ArrayNode f
              ? f
              : JSON.createArrayNode();
      while (!fields.isEmpty() && total(embeds) > DiscordLimits.TOTAL) {
        fields.remove(fields.size() - 1);
      }
    }
    for (int i = embeds.size() - 1; i >= 0 && total(embeds) > DiscordLimits.TOTAL; i--) {
      ObjectNode embed = (ObjectNode) embeds.get(i);
      String description = embed.path("description").asText();
      int over = total(embeds) - DiscordLimits.TOTAL;
      if (description.length() > over + 1) {
        embed.put("description", DiscordLimits.cut(description, description.length() - over));
      } else {
        embed.remove("description");
      }
    }
    while (!embeds.isEmpty() && total(embeds) > DiscordLimits.TOTAL) {
      embeds.remove(embeds.size() - 1);
    }
  }

  private static int total(ArrayNode embeds) {
    int total = 0;
    for (JsonNode embed : embeds) {
      total += length(embed);
    }
    return total;
  }

  private static int length(JsonNode embed) {
    int length =
        embed.path("title").asText().length()
            + embed.path("description").asText().length()
            + embed.path("footer").path("text").asText().length()
            + embed.path("author").path("name").asText().length();
    for (JsonNode field : embed.path("fields")) {
      length += field.path("name").asText().length() + field.path("value").asText().length();
    }
    return length;
  }
}
