package dev.tocsin.fakes.smtp;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a careful receiver refuses in a message. Each answer is the whole SMTP reply. */
final class MailChecks {

  /** RFC 5322 section 2.1.1, without the CRLF. */
  static final int MAX_LINE_BYTES = 998;

  private static final String FIELD_NAME = "[\\x21-\\x39\\x3b-\\x7e]+";
  private static final List<String> AT_MOST_ONCE =
      List.of(
          "date",
          "from",
          "sender",
          "reply-to",
          "to",
          "cc",
          "message-id",
          "in-reply-to",
          "references",
          "subject",
          "mime-version",
          "content-type",
          "content-transfer-encoding");

  private record Field(String name, String value) {}

  private final SmtpConfig config;

  MailChecks(SmtpConfig config) {
    this.config = config;
  }

  /** The refusal, or empty when the message is taken. */
  Optional<String> refusal(byte[] message, Envelope envelope) {
    if (message.length > config.maxBytes()) {
      return Optional.of("552 5.3.4 message is larger than " + config.maxBytes() + " bytes");
    }
    return bytes(message, envelope)
        .or(() -> header(new String(message, StandardCharsets.UTF_8), envelope));
  }

  private Optional<String> bytes(byte[] message, Envelope envelope) {
    int line = 0;
    boolean high = false;
    for (int i = 0; i < message.length; i++) {
      byte b = message[i];
      boolean newline = b == '\n' && i > 0 && message[i - 1] == '\r';
      boolean bare =
          (b == '\n' && !newline)
              || (b == '\r' && (i + 1 == message.length || message[i + 1] != '\n'));
      if (bare && config.refuseBareNewlines()) {
        return Optional.of("550 5.6.11 a CR or LF stands alone; lines end with CRLF");
      }
      if (b == 0) {
        return Optional.of("550 5.6.0 the message contains NUL");
      }
      high |= b < 0;
      line = b == '\n' ? 0 : line + (b == '\r' ? 0 : 1);
      if (line > MAX_LINE_BYTES) {
        return Optional.of("550 5.6.0 a line is longer than 998 bytes (RFC 5322 2.1.1)");
      }
    }
    if (high && !envelope.eightBit) {
      return Optional.of("554 5.6.3 8-bit bytes without BODY=8BITMIME");
    }
    return Optional.empty();
  }

  private Optional<String> header(String message, Envelope envelope) {
    int end = message.startsWith("\r\n") ? 0 : message.indexOf("\r\n\r\n");
    String header = end < 0 ? message : message.substring(0, end);
    if (!envelope.utf8 && header.chars().anyMatch(c -> c > 126)) {
      return Optional.of("550 5.6.7 the header is not ASCII and MAIL had no SMTPUTF8");
    }
    List<Field> fields = new ArrayList<>();
    for (String line : header.replaceAll("\r\n[ \t]+", " ").split("\r\n")) {
      int colon = line.indexOf(':');
      if (colon < 1 || !line.substring(0, colon).matches(FIELD_NAME)) {
        return Optional.of("550 5.6.0 not a header field: '" + shortly(line) + "'");
      }
      fields.add(
          new Field(
              line.substring(0, colon).toLowerCase(Locale.ROOT),
              line.substring(colon + 1).strip()));
    }
    return twice(fields).or(() -> config.requireHeaders() ? missing(fields) : Optional.empty());
  }

  private static Optional<String> twice(List<Field> fields) {
    return AT_MOST_ONCE.stream()
        .filter(name -> fields.stream().filter(f -> f.name().equals(name)).count() > 1)
        .findFirst()
        .map(name -> "550 5.7.1 the header has more than one " + name);
  }

  private static Optional<String> missing(List<Field> fields) {
    for (String name : List.of("from", "date", "message-id")) {
      String value =
          fields.stream()
              .filter(f -> f.name().equals(name))
              .map(Field::value)
              .findFirst()
              .orElse("");
      if (!valid(name, value)) {
        return Optional.of(
            "550 5.7.1 the header has no valid " + name + ": '" + shortly(value) + "'");
      }
    }
    boolean mime = fields.stream().anyMatch(f -> f.name().equals("mime-version"));
    boolean typed = fields.stream().anyMatch(f -> f.name().equals("content-type"));
    return typed && !mime
        ? Optional.of("550 5.6.0 Content-Type without MIME-Version (RFC 2045 section 4)")
        : Optional.empty();
  }

  private static boolean valid(String name, String value) {
    return switch (name) {
      case "message-id" -> value.matches("<[^<>@\\s]+@[^<>@\\s]+>");
      case "from" -> value.matches(".*[^\\s<>@]+@[^\\s<>@]+.*");
      default -> isDate(value);
    };
  }

  private static boolean isDate(String value) {
    String plain = value.replaceAll("\\([^)]*\\)", "").strip().replaceAll("\\s+", " ");
    try {
      DateTimeFormatter.RFC_1123_DATE_TIME.parse(plain);
      return true;
    } catch (DateTimeException malformed) {
      return false;
    }
  }

  private static String shortly(String line) {
    String plain = line.replaceAll("[^\\x20-\\x7e]", "?");
    return plain.length() <= 60 ? plain : plain.substring(0, 60) + "...";
  }
}
