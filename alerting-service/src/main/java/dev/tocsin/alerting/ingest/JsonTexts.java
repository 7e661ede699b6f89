package dev.tocsin.alerting.ingest;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.tocsin.alerting.timeline.Reason;
import io.vertx.core.json.Json;
import java.util.List;
import java.util.Map;

/**
 * Writes what goes into {@code jsonb} columns, without building trees: this runs for each alert.
 */
final class JsonTexts {

  private JsonTexts() {}

  static String object(Map<String, String> map) {
    if (map.isEmpty()) {
      return "{}";
    }
    StringBuilder json = new StringBuilder(48 * map.size()).append('{');
    for (Map.Entry<String, String> entry : map.entrySet()) {
      if (json.length() > 1) {
        json.append(',');
      }
      text(json, entry.getKey());
      json.append(':');
      text(json, entry.getValue());
    }
    return json.append('}').toString();
  }

  static String reasons(List<Reason> reasons) {
    StringBuilder json = new StringBuilder(200).append('[');
    for (Reason reason : reasons) {
      if (json.length() > 1) {
        json.append(',');
      }
      json.append("{\"code\":");
      text(json, reason.code());
      json.append(",\"summary\":");
      text(json, reason.summary());
      json.append(",\"facts\":");
      facts(json, reason);
      json.append('}');
    }
    return json.append(']').toString();
  }

  static String facts(Reason reason) {
    StringBuilder json = new StringBuilder();
    facts(json, reason);
    return json.toString();
  }

  private static void facts(StringBuilder json, Reason reason) {
    char before = '{';
    for (Map.Entry<String, Object> fact : reason.facts().entrySet()) {
      json.append(before);
      before = ',';
      text(json, fact.getKey());
      json.append(':');
      value(json, fact.getValue());
    }
    json.append(before == '{' ? "{}" : "}");
  }

  private static void value(StringBuilder json, Object value) {
    switch (value) {
      case String text -> text(json, text);
      case Number number -> json.append(number);
      case Boolean truth -> json.append(truth);
      default -> json.append(Json.encode(value));
    }
  }

  static void text(StringBuilder json, String text) {
    json.append('"');
    if (needsNoEscape(text)) {
      json.append(text);
    } else {
      JsonStringEncoder.getInstance().quoteAsString(text, json);
    }
    json.append('"');
  }

  /** True for nearly every text; then it is copied whole. */
  private static boolean needsNoEscape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }
}
