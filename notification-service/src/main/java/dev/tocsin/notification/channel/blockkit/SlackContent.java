package dev.tocsin.notification.channel.blockkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.notification.channel.JsonPart;
import dev.tocsin.notification.channel.Message;
import dev.tocsin.notification.render.Escape;
import dev.tocsin.notification.render.Fault;
import dev.tocsin.notification.render.Part;
import dev.tocsin.notification.render.Rendered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a message to Slack consists of: a line of text and blocks. */
public final class SlackContent {

  /** Its parts. */
  public static final List<Part> PARTS =
      List.of(new Part("text", Escape.SLACK, true), new Part("blocks", Escape.SLACK_JSON, false));

  private static final String REPEAT = "(possible repeat) ";

  private SlackContent() {}

  /** Fits the parts to Slack's limits. */
  public static Rendered shape(Rendered rendered) {
    Map<String, String> parts = new LinkedHashMap<>();
    List<Fault> faults = new ArrayList<>();
    String text = rendered.part("text").strip();
    if (text.isEmpty()) {
      faults.add(Fault.error("text", "It renders to nothing, but Slack shows it in notifications"));
    } else if (text.length() > SlackLimits.TEXT) {
      faults.add(Fault.warning("text", "It was cut to " + SlackLimits.TEXT + " characters"));
    }
    parts.put("text", SlackLimits.cut(text, SlackLimits.TEXT));
    SlackBlocks blocks = new SlackBlocks();
    parts.put("blocks", blocks.fit(rendered.part("blocks")));
    faults.addAll(blocks.faults());
    return new Rendered(parts, faults);
  }

  /** The arguments {@code text} and {@code blocks} of a shaped message. */
  public static ObjectNode of(Message message) {
    String mark = message.possibleRepeat() ? REPEAT : "";
    ObjectNode content =
        JsonPart.JSON
            .createObjectNode()
            .put("text", SlackLimits.cut(mark + message.part("text"), SlackLimits.TEXT));
    String blocks = message.part("blocks");
    if (!blocks.isEmpty()) {
      try {
        var array = content.putArray("blocks");
        if (message.possibleRepeat()) {
          array
              .addObject()
              .put("type", "context")
              .putArray("elements")
              .addObject()
              .put("type", "mrkdwn")
              .put("text", REPEAT + "An earlier copy may have reached you.");
        }
        JsonPart.JSON
            .readTree(blocks)
            .forEach(
                block -> {
                  if (array.size() < SlackLimits.of("message.blocks")) {
                    array.add(block);
                  }
                });
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("Shaped blocks are JSON", e);
      }
    }
    return content;
  }
}
