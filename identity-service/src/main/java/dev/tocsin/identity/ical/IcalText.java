package dev.tocsin.identity.ical;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.List;

/** Bytes and lines of a calendar. */
public final class IcalText {

  private static final Charset FALLBACK = Charset.forName("windows-1252");

  private IcalText() {}

  /**
   * Text of bytes: UTF-8, or Windows' Latin where they are no UTF-8. Lines are unfolded before, for
   * a folding may part the bytes of one character.
   */
  public static String of(byte[] bytes) {
    byte[] unfolded = unfold(new String(bytes, ISO_8859_1)).getBytes(ISO_8859_1);
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(unfolded)).toString();
    } catch (CharacterCodingException e) {
      return new String(unfolded, FALLBACK);
    }
  }

  /** The lines, unfolded; blank ones are left out. Lines may end in CRLF, LF or CR. */
  static List<String> lines(String text) {
    String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return unfold(bare).lines().filter(line -> !line.isBlank()).toList();
  }

  private static String unfold(String text) {
    StringBuilder lines = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\0') {
        continue;
      }
      if (c != '\r' && c != '\n') {
        lines.append(c);
        continue;
      }
      int next = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n' ? i + 2 : i + 1;
      if (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
        i = next;
      } else {
        lines.append('\n');
        i = next - 1;
      }
    }
    return lines.toString();
  }
}
