package dev.tocsin.notification.channel.twilio;

import java.util.Map;

/**
 * The default alphabet of text messages (3GPP TS 23.038, section 6.2.1) and its extension, whose
 * characters take an escape and so two septets.
 */
final class GsmAlphabet {

  static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  static final String EXTENSION = "\f^{}\\[~]|€";

  /** Typographic marks and the plain ones that say the same. */
  private static final Map<Character, String> PLAIN =
      Map.ofEntries(
          Map.entry('“', "\""),
          Map.entry('”', "\""),
          Map.entry('„', "\""),
          Map.entry('«', "\""),
          Map.entry('»', "\""),
          Map.entry('‘', "'"),
          Map.entry('’', "'"),
          Map.entry('‚', "'"),
          Map.entry('´', "'"),
          Map.entry('`', "'"),
          Map.entry('‐', "-"),
          Map.entry('‑', "-"),
          Map.entry('–', "-"),
          Map.entry('—', "-"),
          Map.entry('−', "-"),
          Map.entry('·', "-"),
          Map.entry('•', "-"),
          Map.entry('…', "..."),
          Map.entry('→', "->"),
          Map.entry('≥', ">="),
          Map.entry('≤', "<="),
          Map.entry('×', "x"),
          Map.entry('\t', " "),
          Map.entry('\u00a0', " "),
          Map.entry('\u2009', " "),
          Map.entry('\u202f', " "),
          Map.entry('\u200b', ""),
          Map.entry('\u2060', ""),
          Map.entry('\ufeff', ""));

  private GsmAlphabet() {}

  /** Septets of a character; 0 when the alphabet has it not. */
  static int septets(int codePoint) {
    if (BASIC.indexOf(codePoint) >= 0) {
      return 1;
    }
    return EXTENSION.indexOf(codePoint) >= 0 ? 2 : 0;
  }

  /** The text with plain marks for typographic ones, which would halve what fits in a segment. */
  static String plain(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(PLAIN.getOrDefault(c, String.valueOf(c)));
    }
    return out.toString();
  }
}
