package dev.tocsin.alerting.source.keep;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tocsin.alerting.source.JsonText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The fields of one alert as texts: whoever writes a workflow decides which are there. */
final class KeepFields {

  private final Map<String, String> texts = new LinkedHashMap<>();
  private Map<String, String> labels = Map.of();

  /** Takes the value at the parser; nothing, an object that is not {@code labels}, is no text. */
  void add(String name, JsonParser json) throws IOException {
    if (name.equals("labels")) {
      labels = JsonText.map(json);
      return;
    }
    String text = json.currentToken() == JsonToken.START_ARRAY ? joined(json) : JsonText.read(json);
    if (text != null && !text.isBlank()) {
      texts.put(name, text);
    }
  }

  /** The first of these that is there. */
  @Nullable String first(String... names) {
    for (String name : names) {
      String text = texts.get(name);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  boolean has(String name) {
    return texts.containsKey(name);
  }

  Map<String, String> texts() {
    return texts;
  }

  Map<String, String> labels() {
    return labels;
  }

  /** Is there anything that an alert or an incident consists of? */
  boolean describesAlert() {
    return first(
            "name",
            "fingerprint",
            "status",
            "severity",
            "message",
            "user_generated_name",
            "ai_generated_name")
        != null;
  }

  private static String joined(JsonParser json) throws IOException {
    StringJoiner joined = new StringJoiner(", ");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String text = JsonText.read(json);
      if (text != null) {
        joined.add(text);
      }
    }
    return joined.toString();
  }
}
