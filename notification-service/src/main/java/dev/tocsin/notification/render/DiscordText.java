package dev.tocsin.notification.render;

/**
 * Text for Discord's Markdown: marks that would format, quote, link or mention lose their power,
 * links stay links.
 */
final class DiscordText {

  private static final String MARKS = "\\*_~`|[]()<>#";
  private static final char JOINER = '\u2060';

  private DiscordText() {}

  static String escape(String value) {
    StringBuilder out = new StringBuilder(value.length() + 16);
    int at = 0;
    while (at < value.length()) {
      int link = linkEnd(value, at);
      if (link > at) {
        out.append(value, at, link);
        at = link;
        continue;
      }
      char c = value.charAt(at++);
      boolean lineStart = at == 1 || value.charAt(at - 2) == '\n';
      if (MARKS.indexOf(c) >= 0 || lineStart && (c == '-' || c == '+')) {
        out.append('\\').append(c);
      } else if (c == '@') {
        out.append(c).append(JOINER);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** End of a web address that begins here, without what would be a mark; the place itself else. */
  private static int linkEnd(String value, int from) {
    if (!value.startsWith("https://", from) && !value.startsWith("http://", from)) {
      return from;
    }
    int end = from;
    while (end < value.length() && isOfLink(value.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isOfLink(char c) {
    return c > ' ' && c < 0x7f && "\\*~`|[]()<>\"@".indexOf(c) < 0;
  }
}
