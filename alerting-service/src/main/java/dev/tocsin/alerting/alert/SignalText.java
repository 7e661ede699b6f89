package dev.tocsin.alerting.alert;

/**
 * The rules by which text from outside is made storable without losing an alert
 * (docs/sources/alertmanager.md states them): NUL and lone surrogates become U+FFFD, what is too
 * long is cut and marked.
 */
public final class SignalText {

  private static final char REPLACEMENT = '\uFFFD';

  private SignalText() {}

  /** Has the text neither NUL nor a lone surrogate? */
  public static boolean isClean(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // One comparison for nearly every character: this is run over all that comes in.
      if ((char) (c - 1) < Character.MIN_SURROGATE - 1) {
        continue;
      }
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        if (!isPairAt(text, i)) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** The text with NUL and lone surrogates replaced. The same object when there are none. */
  public static String clean(String text) {
    if (isClean(text)) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c) && isPairAt(text, i)) {
        clean.append(c).append(text.charAt(++i));
      } else {
        clean.append(c == 0 || Character.isSurrogate(c) ? REPLACEMENT : c);
      }
    }
    return clean.toString();
  }

  /**
   * The text, or its beginning and a marker that says how much there was.
   *
   * @param max characters (UTF-16 units) that are kept; the marker comes on top
   */
  public static String shorten(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
    return text.substring(0, end)
        + "… [cut by Tocsin: "
        + end
        + " of "
        + text.length()
        + " characters]";
  }

  /** One line: line breaks and other control characters become spaces. */
  public static String oneLine(String text, int max) {
    String line = text.strip();
    for (int i = 0; i < line.length(); i++) {
      if (Character.isISOControl(line.charAt(i))) {
        line = line.replaceAll("\\p{Cntrl}+", " ");
        break;
      }
    }
    return shorten(line, max);
  }

  private static boolean isPairAt(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }
}
