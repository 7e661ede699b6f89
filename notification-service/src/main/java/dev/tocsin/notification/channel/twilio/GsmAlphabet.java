package dev.tocsin.notification.channel.twilio;

import java.text.Normalizer;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The default alphabet of text messages (3GPP TS 23.038, section 6.2.1) and its extension, whose
 * characters take an escape and so two septets.
 */
final class GsmAlphabet {

  static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  static final String EXTENSION = "\f^{}\\[~]|€";

  /** Plain marks, each with the typographic ones that say the same. */
  private static final Map<String, String> SAME =
      Map.ofEntries(
          Map.entry("\"", "“”„‟«»〝〞❝❞ʺˮ″‶"),
          Map.entry("'", "‘’‚‛´`ʻʼʽʹˈ′‵❛❜"),
          Map.entry("-", "‐‑‒–—―−·•⁃‣∙⎼⎽"),
          Map.entry("...", "…"),
          Map.entry("->", "→"),
          Map.entry("<-", "←"),
          Map.entry(">=", "≥"),
          Map.entry("<=", "≤"),
          Map.entry("!=", "≠"),
          Map.entry("~", "≈∼˜"),
          Map.entry("x", "×✕✗✘"),
          Map.entry("/", "÷⁄∕⧸"),
          Map.entry("\\", "∖⧵⧹"),
          Map.entry("|", "∣⏐│┃⎸⎹"),
          Map.entry("*", "∗⁎✱✲✳✽"),
          Map.entry("<", "‹⟨〈"),
          Map.entry(">", "›⟩〉"),
          Map.entry("(", "❨❪⟮⦅"),
          Map.entry(")", "❩❫⟯⦆"),
          Map.entry(",", "、﹑"),
          Map.entry(".", "。"),
          Map.entry(":", "ː˸꞉"),
          Map.entry(";", "⁏"),
          Map.entry("_", "‗"),
          Map.entry("^", "ˆ"),
          Map.entry(" ", "\t\u00a0\u1680\u2028\u2029\u202f\u205f\u3000"),
          Map.entry("", "\u00ad\u200b\u200c\u200e\u200f\u2060\ufe0e\ufeff"));

  private static final Map<Integer, String> PLAIN =
      SAME.entrySet().stream()
          .flatMap(
              same -> same.getValue().codePoints().mapToObj(mark -> Map.entry(mark, same.getKey())))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private GsmAlphabet() {}

  /** Septets of a character; 0 when the alphabet has it not. */
  static int septets(int codePoint) {
    if (BASIC.indexOf(codePoint) >= 0) {
      return 1;
    }
    return EXTENSION.indexOf(codePoint) >= 0 ? 2 : 0;
  }

  /**
   * The text with plain marks for typographic ones, which would halve what fits in a segment:
   * accents joined to their letters, and wide, narrow, raised and joined forms in their plain one
   * (Unicode's compatibility forms) where the alphabet has that. Other characters stay.
   */
  static String plain(String text) {
    StringBuilder out = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFC)
        .codePoints()
        .forEach(character -> out.append(plain(character)));
    return out.toString();
  }

  private static String plain(int character) {
    String itself = Character.toString(character);
    String mark = PLAIN.get(character);
    if (mark != null || septets(character) > 0) {
      return mark == null ? itself : mark;
    }
    StringBuilder plain = new StringBuilder();
    Normalizer.normalize(itself, Normalizer.Form.NFKC)
        .codePoints()
        .forEach(part -> plain.append(PLAIN.getOrDefault(part, Character.toString(part))));
    return plain.codePoints().allMatch(part -> septets(part) > 0) ? plain.toString() : itself;
  }
}
