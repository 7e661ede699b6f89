package dev.tocsin.notification.channel.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/**
 * Text in ASCII: quoted-printable for bodies (RFC 2045, 6.7), encoded words for headers (RFC 2047).
 */
final class QuotedPrintable {

  private static final int LINE = 76;
  private static final int WORD_BYTES = 42;

  private QuotedPrintable() {}

  /** A body: lines end in CR LF, none is longer than 76 characters. */
  static String body(String text) {
    StringBuilder out = new StringBuilder(text.length() + text.length() / 8);
    for (String line : text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1)) {
      line(line.getBytes(UTF_8), out);
      out.append("\r\n");
    }
    return out.toString();
  }

  private static void line(byte[] bytes, StringBuilder out) {
    int column = 0;
    for (int i = 0; i < bytes.length; i++) {
      int b = Byte.toUnsignedInt(bytes[i]);
      boolean blankAtEnd = (b == ' ' || b == '\t') && i == bytes.length - 1;
      boolean plain = b >= 0x20 && b < 0x7f && b != '=' && !blankAtEnd || b == '\t' && !blankAtEnd;
      String code = plain ? String.valueOf((char) b) : "=%02X".formatted(b);
      if (column + code.length() > LINE - 1) {
        out.append("=\r\n");
        column = 0;
      }
      out.append(code);
      column += code.length();
    }
  }

  /**
   * The value of an unstructured header field: as it is when plain ASCII and short, else encoded
   * words, folded.
   */
  static String header(String value) {
    boolean plain =
        value.length() < 60
            && value.chars().allMatch(c -> c >= 0x20 && c < 0x7f)
            && !value.contains("=?");
    if (plain) {
      return value;
    }
    StringBuilder out = new StringBuilder();
    StringBuilder word = new StringBuilder();
    int bytes = 0;
    for (int i = 0; i < value.length(); ) {
      String point = Character.toString(value.codePointAt(i));
      int length = point.getBytes(UTF_8).length;
      if (bytes + length > WORD_BYTES) {
        append(word, out);
        bytes = 0;
      }
      word.append(point);
      bytes += length;
      i += point.length();
    }
    append(word, out);
    return out.toString();
  }

  private static void append(StringBuilder word, StringBuilder out) {
    out.append(out.isEmpty() ? "" : "\r\n ")
        .append("=?UTF-8?B?")
        .append(Base64.getEncoder().encodeToString(word.toString().getBytes(UTF_8)))
        .append("?=");
    word.setLength(0);
  }
}
