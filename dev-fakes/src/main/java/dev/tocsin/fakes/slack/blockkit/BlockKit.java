package dev.tocsin.fakes.slack.blockkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks the blocks of one message. */
public final class BlockKit {

  /** How many blocks a message may hold. */
  public static final int MAX_BLOCKS = 50;

  /**
   * How many characters all texts of a message's blocks may hold together. Slack documents no
   * number; messages beyond about 13,200 are answered with {@code msg_blocks_too_long}
   * (slackapi/bolt-js#2509).
   */
  public static final int MAX_TEXT = 13_200;

  private static final Rule MESSAGE = Rule.list(0, MAX_BLOCKS, Blocks.ANY);

  private BlockKit() {}

  /**
   * Everything wrong with {@code blocks}, in Slack's words; empty when Slack would take them.
   *
   * @param at the JSON pointer of the array, {@code /blocks} for a message's own
   */
  public static List<String> check(JsonNode blocks, String at) {
    Problems problems = new Problems();
    MESSAGE.check(blocks, at, problems);
    if (problems.found().isEmpty()) {
      checkIds(blocks, at, problems);
    }
    return problems.found();
  }

  /** Whether the texts of all blocks together are longer than Slack takes. */
  public static boolean tooLong(JsonNode blocks) {
    return textLength(blocks) > MAX_TEXT;
  }

  private static long textLength(JsonNode node) {
    long length = 0;
    for (JsonNode child : node) {
      length += textLength(child);
    }
    JsonNode text = node.path("text");
    return text.isTextual() ? length + text.textValue().length() : length;
  }

  private static void checkIds(JsonNode blocks, String at, Problems problems) {
    Set<String> blockIds = new HashSet<>();
    for (int i = 0; i < blocks.size(); i++) {
      JsonNode block = blocks.get(i);
      String blockId = block.path("block_id").asText();
      if (!blockId.isEmpty() && !blockIds.add(blockId)) {
        problems.add(at + "/" + i + "/block_id", "Block ID needs to be unique");
      }
      checkActionIds(block, at + "/" + i, problems);
    }
  }

  private static void checkActionIds(JsonNode block, String at, Problems problems) {
    Set<String> actionIds = new HashSet<>();
    JsonNode elements = block.path("elements");
    for (int i = 0; i < elements.size(); i++) {
      String actionId = elements.get(i).path("action_id").asText();
      if (!actionId.isEmpty() && !actionIds.add(actionId)) {
        problems.add(
            at + "/elements/" + i + "/action_id",
            "`action_id` " + actionId + " already exists in this block");
      }
    }
  }
}
