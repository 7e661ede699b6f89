package dev.tocsin.alerting.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads texts where others may have put something else: a number, a boolean, null, an object. */
public final class JsonText {

  private JsonText() {}

  /**
   * The value at the parser as text; null for JSON's null and for objects and lists, which are
   * passed over.
   */
  public static @Nullable String read(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token.isStructStart()) {
      json.skipChildren();
      return null;
    }
    return json.getText();
  }

  /** The object at the parser with its values as text; empty for anything that is not an object. */
  public static Map<String, String> map(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return Map.of();
    }
    Map<String, String> map = new LinkedHashMap<>();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      String value = read(json);
      map.put(name, value == null ? "" : value);
    }
    return map;
  }
}
