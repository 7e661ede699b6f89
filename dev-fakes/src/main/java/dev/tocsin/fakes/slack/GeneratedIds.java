package dev.tocsin.fakes.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Gives blocks and elements the ids that Slack makes up when the app sends none. */
final class GeneratedIds {

  private static final AtomicLong NEXT = new AtomicLong(36L * 36 * 36 * 36);
  private static final Set<String> WITHOUT_ACTION = Set.of("image", "plain_text", "mrkdwn");

  private GeneratedIds() {}

  static JsonNode fill(JsonNode blocks) {
    ArrayNode copy = blocks.deepCopy();
    for (JsonNode block : copy) {
      if (block.path("block_id").asText().isEmpty()) {
        ((ObjectNode) block).put("block_id", next());
      }
      if (block.path("type").asText().equals("actions")) {
        block.path("elements").forEach(GeneratedIds::fillElement);
      }
      if (block.has("accessory")) {
        fillElement(block.get("accessory"));
      }
    }
    return copy;
  }

  private static void fillElement(JsonNode element) {
    boolean acts = !WITHOUT_ACTION.contains(element.path("type").asText());
    if (acts && element.path("action_id").asText().isEmpty()) {
      ((ObjectNode) element).put("action_id", next());
    }
  }

  private static String next() {
    return Long.toString(NEXT.getAndIncrement(), 36);
  }
}
