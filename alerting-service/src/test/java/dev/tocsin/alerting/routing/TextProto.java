package dev.tocsin.alerting.routing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads protobuf's text format without knowing the messages: enough for the suites of the CEL
 * specification.
 */
final class TextProto {
  private final String text;
  private int at;

  private TextProto(String text) {
    this.text = text;
  }

  /** A message: the values of each field in order, each a message or a {@link Scalar}. */
  record Message(Map<String, List<Object>> fields) {
    boolean has(String name) {
      return fields.containsKey(name);
    }

    List<Message> all(String name) {
      return fields.getOrDefault(name, List.of()).stream().map(Message.class::cast).toList();
    }

    Message message(String name) {
      return (Message) fields.get(name).getFirst();
    }

    String text(String name) {
      return has(name) ? scalar(name).string() : "";
    }

    Scalar scalar(String name) {
      return (Scalar) fields.get(name).getFirst();
    }
  }

  /** A word or a number as written, or the bytes of a quoted text. */
  record Scalar(String word, byte[] bytes) {
    String string() {
      return bytes == null ? word : new String(bytes, StandardCharsets.UTF_8);
    }
  }

  static Message read(String text) {
    TextProto reader = new TextProto(text);
    Message message = reader.message('\0');
    return message;
  }

  private Message message(char end) {
    Map<String, List<Object>> fields = new LinkedHashMap<>();
    while (true) {
      char next = peek();
      if (next == end || next == '\0') {
        at++;
        return new Message(fields);
      }
      String name = next == '[' ? bracketed() : word();
      if (peek() == ':') {
        at++;
      }
      List<Object> values = fields.computeIfAbsent(name, n -> new ArrayList<>());
      if (peek() == '[') {
        list(values);
      } else {
        values.add(value());
      }
      if (peek() == ',' || peek() == ';') {
        at++;
      }
    }
  }

  private void list(List<Object> values) {
    at++;
    while (peek() != ']') {
      values.add(value());
      if (peek() == ',') {
        at++;
      }
    }
    at++;
  }

  private Object value() {
    return switch (peek()) {
      case '{' -> {
        at++;
        yield message('}');
      }
      case '<' -> {
        at++;
        yield message('>');
      }
      case '"', '\'' -> quoted();
      default -> new Scalar(word(), null);
    };
  }

  private String bracketed() {
    int begin = at;
    at = text.indexOf(']', at) + 1;
    return text.substring(begin, at);
  }

  private String word() {
    peek();
    int begin = at;
    while (at < text.length() && "{}<>[]:;,\"'# \t\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at == begin) {
      throw new IllegalStateException("not a word at " + at + ": " + text.charAt(at));
    }
    return text.substring(begin, at);
  }

  private Scalar quoted() {
    var bytes = new ByteArrayOutputStream();
    while (peek() == '"' || peek() == '\'') {
      char quote = text.charAt(at++);
      while (text.charAt(at) != quote) {
        if (text.charAt(at) == '\\') {
          at++;
          escape(bytes);
        } else {
          int point = text.codePointAt(at);
          bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
          at += Character.charCount(point);
        }
      }
      at++;
    }
    return new Scalar(null, bytes.toByteArray());
  }

  private void escape(ByteArrayOutputStream bytes) {
    char kind = text.charAt(at++);
    switch (kind) {
      case 'n' -> bytes.write('\n');
      case 'r' -> bytes.write('\r');
      case 't' -> bytes.write('\t');
      case 'a' -> bytes.write(7);
      case 'b' -> bytes.write('\b');
      case 'f' -> bytes.write('\f');
      case 'v' -> bytes.write(11);
      case 'x', 'X' -> bytes.write(number(16, 2));
      case 'u' -> unicode(bytes, number(16, 4));
      case 'U' -> unicode(bytes, number(16, 8));
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        at--;
        bytes.write(number(8, 3));
      }
      default -> bytes.write(kind);
    }
  }

  private static void unicode(ByteArrayOutputStream bytes, int point) {
    bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
  }

  private int number(int base, int most) {
    int begin = at;
    while (at - begin < most && Character.digit(text.charAt(at), base) >= 0) {
      at++;
    }
    return Integer.parseInt(text.substring(begin, at), base);
  }

  /** The next character that is neither white space nor comment; NUL at the end. */
  private char peek() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (Character.isWhitespace(c)) {
        at++;
      } else {
        return c;
      }
    }
    return '\0';
  }
}
