package dev.tocsin.notification.channel.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.notification.channel.JsonPart;
import dev.tocsin.notification.render.Fault;
import java.util.List;

/**
 * Fits embeds to Discord's limits: texts are cut, superfluous and empty things left out, because
 * Discord refuses a whole message for one of them.
 */
final class DiscordEmbeds {

  private final JsonPart part = new JsonPart("embeds", DiscordLimits::of);

  List<Fault> faults() {
    return part.faults();
  }

  /** The embeds within the limits; empty text when there are none or they cannot be read. */
  String fit(String text) {
    return part.read(text).map(this::fit).orElse("");
  }

  private String fit(ArrayNode embeds) {
    JsonPart.removeUnless(embeds, this::fitEmbed);
    part.atMost(embeds, "message.embeds");
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
      JsonPart.removeUnless(
          fields,
          field ->
              fitText(field, "name", "embed.fields[].name")
                  && fitText(field, "value", "embed.fields[].value"));
      part.atMost(fields, "embed.fields");
    } else {
      embed.remove("fields");
    }
    return length(embed) > 0;
  }

  private void fitPart(ObjectNode embed, String name, String field, String limit) {
    if (!(embed.get(name) instanceof ObjectNode object) || !fitText(object, field, limit)) {
      embed.remove(name);
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
      part.warn("%s was cut to %d characters".formatted(limit, max));
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

  /** Fields go first, from the last on, then descriptions are cut, then whole embeds go. */
  private void withinTotal(ArrayNode embeds) {
    if (total(embeds) <= DiscordLimits.TOTAL) {
      return;
    }
    part.warn(
        "Fields and descriptions were left out or cut: all embeds together may have "
            + DiscordLimits.TOTAL
            + " characters");
    for (int i = embeds.size() - 1; i >= 0; i--) {
      ArrayNode fields =
          embeds.get(i) instanceof ObjectNode e && e.get("fields") instanceof ArrayNode f
              ? f
              : JsonPart.JSON.createArrayNode();
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
