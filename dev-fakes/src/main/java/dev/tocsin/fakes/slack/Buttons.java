package dev.tocsin.fakes.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.inbox.InboxAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The interactive elements of a message: listing them, and finding the one that is pressed. */
final class Buttons {

  /** An element where it stands. */
  record Placed(JsonNode element, String blockId) {

    String actionId() {
      return element.path("action_id").asText();
    }
  }

  private Buttons() {}

  static List<Placed> in(JsonNode message) {
    List<Placed> found = new ArrayList<>();
    message.path("blocks").forEach(block -> collect(block, found));
    for (JsonNode attachment : message.path("attachments")) {
      attachment.path("blocks").forEach(block -> collect(block, found));
    }
    return found;
  }

  private static void collect(JsonNode block, List<Placed> found) {
    String blockId = block.path("block_id").asText();
    if (block.path("type").asText().equals("actions")) {
      block.path("elements").forEach(element -> found.add(new Placed(element, blockId)));
    }
    JsonNode accessory = block.path("accessory");
    if (accessory.has("action_id")) {
      found.add(new Placed(accessory, blockId));
    }
  }

  /**
   * @param blockId the block to look in, or empty when the action id is enough
   */
  static Optional<Placed> find(JsonNode message, String actionId, String blockId) {
    return in(message).stream()
        .filter(p -> p.actionId().equals(actionId))
        .filter(p -> blockId.isEmpty() || p.blockId().equals(blockId))
        .findFirst();
  }

  /**
   * The calls that press each button, and each option of a menu; a link button is the link.
   *
   * @param base the address of the fakes
   * @param user who presses
   */
  static List<InboxAction> actions(JsonNode message, String base, String channel, String user) {
    List<InboxAction> actions = new ArrayList<>();
    for (Placed placed : in(message)) {
      JsonNode element = placed.element();
      ObjectNode press =
          Json.object()
              .put("channel", channel)
              .put("ts", message.path("ts").asText())
              .put("block_id", placed.blockId())
              .put("action_id", placed.actionId())
              .put("user", user);
      String url = base + "/slack/press";
      if (element.has("url")) {
        actions.add(new InboxAction(label(element), "GET", element.path("url").asText(), null));
      } else if (element.has("options")) {
        for (JsonNode option : element.path("options")) {
          ObjectNode choice = press.deepCopy().put("option", option.path("value").asText());
          actions.add(new InboxAction(label(option), "POST", url, choice));
        }
      } else {
        actions.add(new InboxAction(label(element), "POST", url, press));
      }
    }
    return actions;
  }

  static String label(JsonNode element) {
    JsonNode text = element.path("text").path("text");
    return text.isMissingNode() ? element.path("type").asText() : text.asText();
  }
}
