package dev.tocsin.identity.ical;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A line of a calendar (RFC 5545, 3.1): a name, parameters, a value.
 *
 * @param name in capitals
 * @param params by name in capitals, without quotes; of several values the text with its commas
 * @param value raw: backslashes are not undone
 */
record ContentLine(String name, Map<String, String> params, String value) {

  /** Empty when the text has no colon or no name: nobody can say what it means. */
  static Optional<ContentLine> parse(String text) {
    int colon = end(text, 0, ':');
    if (colon < 0) {
      return Optional.empty();
    }
    int nameEnd = end(text, 0, ';');
    if (nameEnd < 0 || nameEnd > colon) {
      nameEnd = colon;
    }
    String name = text.substring(0, nameEnd).strip().toUpperCase(Locale.ROOT);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> params = nameEnd == colon ? Map.of() : params(text, nameEnd + 1, colon);
    return Optional.of(new ContentLine(name, params, text.substring(colon + 1)));
  }

  private static Map<String, String> params(String text, int from, int until) {
    Map<String, String> params = new HashMap<>();
    for (int at = from; at < until; ) {
      int end = end(text, at, ';');
      end = end < 0 || end > until ? until : end;
      int equals = text.indexOf('=', at);
      if (equals > at && equals < end) {
        params.put(
            text.substring(at, equals).strip().toUpperCase(Locale.ROOT),
            text.substring(equals + 1, end).replace("\"", "").strip());
      }
      at = end + 1;
    }
    return params;
  }

  /** The first such character outside quotes; quotes that are never closed are none. */
  private static int end(String text, int from, char wanted) {
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == wanted && !quoted) {
        return i;
      }
    }
    return quoted ? text.indexOf(wanted, from) : -1;
  }

  Optional<String> param(String wanted) {
    return Optional.ofNullable(params.get(wanted));
  }

  boolean is(String wanted) {
    return name.equals(wanted);
  }

  /** The value as text, with backslashes undone (RFC 5545, 3.3.11). */
  String text() {
    if (value.indexOf('\\') < 0) {
      return value.strip();
    }
    StringBuilder text = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length()) {
        char next = value.charAt(++i);
        text.append(next == 'n' || next == 'N' ? '\n' : next);
      } else {
        text.append(c);
      }
    }
    return text.toString().strip();
  }
}
