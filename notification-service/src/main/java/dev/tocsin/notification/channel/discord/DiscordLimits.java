package dev.tocsin.notification.channel.discord;

import java.util.Map;

/**
 * What Discord takes, in characters or items. Characters are counted as UTF-16 units, which are
 * never fewer than Discord's.
 *
 * @see <a href="https://docs.discord.com/developers/resources/message#embed-object">Discord: embed
 *     limits</a>
 */
final class DiscordLimits {

  /** By element and field, as in Discord's documentation. */
  static final Map<String, Integer> MAX =
      Map.ofEntries(
          Map.entry("message.content", 2000),
          Map.entry("message.embeds", 10),
          Map.entry("webhook.name", 80),
          Map.entry("embed.title", 256),
          Map.entry("embed.description", 4096),
          Map.entry("embed.fields", 25),
          Map.entry("embed.fields[].name", 256),
          Map.entry("embed.fields[].value", 1024),
          Map.entry("embed.footer.text", 2048),
          Map.entry("embed.author.name", 256));

  /** Characters of all texts of all embeds of a message. */
  static final int TOTAL = 6000;

  private DiscordLimits() {}

  static int of(String path) {
    Integer max = MAX.get(path);
    if (max == null) {
      throw new IllegalArgumentException("No limit is known for " + path);
    }
    return max;
  }

  /**
   * The text without white space at its ends, cut to its length with an ellipsis; never between a
   * backslash and its mark, nor inside a surrogate pair.
   */
  static String cut(String text, int max) {
    String trimmed = text.strip();
    if (trimmed.length() <= max) {
      return trimmed;
    }
    int end = Math.max(0, max - 1);
    int slashes = 0;
    while (slashes < end && trimmed.charAt(end - 1 - slashes) == '\\') {
      slashes++;
    }
    end -= slashes % 2;
    if (end > 0 && Character.isHighSurrogate(trimmed.charAt(end - 1))) {
      end--;
    }
    return trimmed.substring(0, end) + "…";
  }
}
