package dev.tocsin.notification.channel.blockkit;

import java.util.Map;

/**
 * What Slack takes, in characters of the escaped text or in items.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Slack: Block Kit</a>
 */
public final class SlackLimits {

  /** By element and field, as in Slack's reference. */
  public static final Map<String, Integer> MAX =
      Map.ofEntries(
          Map.entry("message.blocks", 50),
          Map.entry("header.text", 150),
          Map.entry("section.text", 3000),
          Map.entry("section.fields", 10),
          Map.entry("section.fields[].text", 2000),
          Map.entry("context.elements", 10),
          Map.entry("mrkdwn.text", 3000),
          Map.entry("plain_text.text", 3000),
          Map.entry("actions.elements", 25),
          Map.entry("button.text", 75),
          Map.entry("button.value", 2000),
          Map.entry("button.url", 3000),
          Map.entry("button.accessibility_label", 75),
          Map.entry("action_id", 255),
          Map.entry("block.block_id", 255),
          Map.entry("image.alt_text", 2000),
          Map.entry("image.title", 2000),
          Map.entry("confirm.title", 100),
          Map.entry("confirm.text", 300),
          Map.entry("confirm.confirm", 30),
          Map.entry("confirm.deny", 30),
          Map.entry("static_select.options", 100),
          Map.entry("static_select.option_groups", 100),
          Map.entry("option_group.options", 100),
          Map.entry("checkboxes.options", 10),
          Map.entry("radio_buttons.options", 10),
          Map.entry("overflow.options", 5),
          Map.entry("option.text", 75),
          Map.entry("option.description", 75),
          Map.entry("option.url", 3000),
          Map.entry("option.value", 150),
          Map.entry("select.placeholder", 150),
          Map.entry("input.label", 2000),
          Map.entry("input.hint", 2000),
          Map.entry("table.rows", 100),
          Map.entry("table.rows[].cells", 20));

  /** Characters of the plain text of a message; Slack cuts it beyond 40,000 and advises 4,000. */
  public static final int TEXT = 4000;

  /**
   * Characters of all blocks as JSON; Slack answers {@code msg_blocks_too_long} from about 13,200.
   */
  public static final int BLOCKS = 12_500;

  private SlackLimits() {}

  /** The limit of an element's field. */
  public static int of(String path) {
    Integer max = MAX.get(path);
    if (max == null) {
      throw new IllegalArgumentException("No limit is known for " + path);
    }
    return max;
  }

  /**
   * The text, cut to its length with an ellipsis; never inside an entity, a link or a surrogate
   * pair.
   */
  public static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = max - 1;
    int entity = text.lastIndexOf('&', end - 1);
    int semicolon = entity < 0 ? -1 : text.indexOf(';', entity);
    if (entity >= 0 && end - entity < 6 && semicolon >= end) {
      end = entity;
    }
    int link = text.lastIndexOf('<', end - 1);
    if (link >= 0 && text.indexOf('>', link) >= end) {
      end = link;
    }
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }
}
