package dev.tocsin.ticketing.provider.jira;

/** Texts that Jira takes: what alerts carry may be anything. */
final class JiraText {
  /** Most characters of a summary (Jira's limit is 255). */
  static final int SUMMARY = 255;

  /** Most characters of a label. */
  static final int LABEL = 255;

  private JiraText() {}

  /**
   * Free of NUL, of control characters but line ends and tabs, of half surrogate pairs, and of what
   * turns the direction of the text around it.
   */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.replace("\r\n", "\n")
        .replace('\r', '\n')
        .codePoints()
        .forEach(
            point -> {
              if (point == '\n' || point == '\t' || isPrintable(point)) {
                clean.appendCodePoint(point);
              } else if (point >= 0x20 && point != 0x7f && !turns(point)) {
                clean.append('\ufffd');
              }
            });
    return clean.toString();
  }

  /** Embeddings, overrides and isolates of Unicode's bidirectional algorithm. */
  private static boolean turns(int point) {
    return point >= 0x202a && point <= 0x202e || point >= 0x2066 && point <= 0x2069;
  }

  private static boolean isPrintable(int point) {
    return !turns(point) && hasMeaning(point);
  }

  private static boolean hasMeaning(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.SURROGATE -> false;
      default -> (point & 0xfffe) != 0xfffe; // noncharacters
    };
  }

  /** One line of at most so many characters; never cut inside a surrogate pair. */
  static String line(String text, int most) {
    String line = clean(text).replaceAll("[\\n\\t\\u2028\\u2029 ]+", " ").strip();
    return cut(line, most);
  }

  /** At most so many characters, with an ellipsis where something was left out. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Math.max(0, most - 1);
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }

  /** A label: Jira's hold no white space. */
  static String label(String text) {
    return cut(clean(text).strip().replaceAll("[\\s\\p{Z}]+", "_"), LABEL);
  }

  /** Wiki markup (Data Center) that shows the text as it is. */
  static String escaped(String text) {
    return clean(text).replaceAll("([\\\\{}\\[\\]*_+^~|!#\\-?@])", "\\\\$1");
  }
}
