package dev.tocsin.notification.channel.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.notification.channel.ChannelSettings;
import dev.tocsin.notification.channel.JsonPart;
import dev.tocsin.notification.channel.Message;
import dev.tocsin.notification.render.EventKind;

/** The JSON of a message: text, embeds, buttons, and nobody mentioned. */
final class DiscordContent {

  static final String ACKNOWLEDGE = "tocsin_ack:";
  static final String RESOLVE = "tocsin_resolve:";

  private static final String REPEAT = "(possible repeat) ";
  private static final int ROW = 1;
  private static final int BUTTON = 2;
  private static final int PRIMARY = 1;
  private static final int SECONDARY = 2;

  private DiscordContent() {}

  static ObjectNode of(Message message, ChannelSettings settings) {
    ObjectNode json = JsonPart.JSON.createObjectNode();
    String mark = message.possibleRepeat() ? REPEAT : "";
    json.put(
        "content",
        DiscordLimits.cut(mark + message.part("text"), DiscordLimits.of("message.content")));
    ArrayNode embeds = json.putArray("embeds");
    if (!message.part("embeds").isEmpty()) {
      try {
        JsonPart.JSON.readTree(message.part("embeds")).forEach(embeds::add);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("Shaped embeds are JSON", e);
      }
    }
    json.putObject("allowed_mentions").putArray("parse");
    if (DiscordChannel.hasButtons(settings)) {
      ArrayNode rows = json.putArray("components");
      if (message.event() == EventKind.PAGE && !message.group().isEmpty()) {
        ArrayNode row = rows.addObject().put("type", ROW).putArray("components");
        button(row, PRIMARY, "Acknowledge", ACKNOWLEDGE + message.group());
        button(row, SECONDARY, "Resolve", RESOLVE + message.group());
      }
    }
    return json;
  }

  private static void button(ArrayNode row, int style, String label, String id) {
    row.addObject()
        .put("type", BUTTON)
        .put("style", style)
        .put("label", label)
        .put("custom_id", id);
  }
}
