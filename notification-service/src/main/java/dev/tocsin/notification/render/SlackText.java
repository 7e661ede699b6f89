package dev.tocsin.notification.render;

import java.util.regex.Pattern;

/**
 * Values inside Slack's mrkdwn. Slack knows no escape for its format marks; they format only at the
 * border of a word, so a word joiner (U+2060, no width) put there leaves names such as {@code
 * disk_full} as they are.
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text">Slack: formatting
 *     text</a>
 */
final class SlackText {

  private static final String JOINED = "\u2060";

  private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+");

  private SlackText() {}

  static String escape(String value) {
    return LINK.matcher(value).matches() ? link(value) : words(value);
  }

  private static String link(String value) {
    return value.replace("&", "&amp;").replace("|", "%7C");
  }

  private static String words(String value) {
    StringBuilder out = new StringBuilder(value.length() + 16);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append(isLineStart(value, i) ? JOINED + "&gt;" : "&gt;");
        case '`' -> out.append(JOINED).append('`').append(JOINED);
        case '*', '_', '~' -> {
          boolean inside = isWord(value, i - 1) && isWord(value, i + 1);
          out.append(inside ? "" : JOINED).append(c).append(inside ? "" : JOINED);
        }
        case '@' ->
            out.append(c).append(isWord(value, i + 1) && !isWord(value, i - 1) ? JOINED : "");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean isLineStart(String value, int at) {
    return at == 0 || value.charAt(at - 1) == '\n';
  }

  private static boolean isWord(String value, int at) {
    return at >= 0 && at < value.length() && Character.isLetterOrDigit(value.charAt(at));
  }
}
