package dev.tocsin.notification.render;

/**
 * The text between tags on its way through the library, which would change white space and see tags
 * in it: those characters are replaced by others that Unicode keeps from ever being characters, and
 * come back when the text is compiled.
 */
final class Literals {

  private static final String PLAIN = " \t\n\r{";
  private static final String HIDDEN = "\uFDD0\uFDD1\uFDD2\uFDD3\uFDD4";
  private static final char BY = '\uFDD5';

  private Literals() {}

  static void hide(String text, int from, int to, StringBuilder out) {
    for (int i = from; i < to; i++) {
      out.append(swapped(text.charAt(i), PLAIN, HIDDEN));
    }
  }

  static String shown(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.chars().forEach(c -> out.append(swapped((char) c, HIDDEN, PLAIN)));
    return out.toString();
  }

  private static char swapped(char c, String these, String those) {
    int at = these.indexOf(c);
    return at < 0 ? c : those.charAt(at);
  }

  /** The name of a snippet whose lines are indented. */
  static String indented(String snippet, String indent) {
    if (indent.isEmpty()) {
      return snippet;
    }
    StringBuilder name = new StringBuilder(snippet).append(BY);
    hide(indent, 0, indent.length(), name);
    return name.toString();
  }

  /** The snippet that {@link #indented} names. */
  static String snippet(String name) {
    int by = name.indexOf(BY);
    return by < 0 ? name : name.substring(0, by);
  }

  /** The text of the snippet with the indent that {@link #indented} names before each line. */
  static String indentedText(String name, String text) {
    int by = name.indexOf(BY);
    return by < 0 ? text : text.replaceAll("(?m)^", shown(name.substring(by + 1)));
  }
}
