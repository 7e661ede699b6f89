package dev.tocsin.platform.rest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tocsin.platform.error.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a body, each with the place that the parser is at; the first twenty. */
final class JsonMistakes {
  private static final int MOST = 20;

  private final JsonParser parser;
  private final List<Violation> found = new ArrayList<>();

  JsonMistakes(JsonParser parser) {
    this.parser = parser;
  }

  List<Violation> found() {
    return found;
  }

  /** Tells that the value here has another type, and passes over it. */
  void wrongType(String path, String wanted) throws IOException {
    JsonToken token = parser.currentToken();
    String is =
        switch (token) {
          case START_OBJECT -> "an object";
          case START_ARRAY -> "an array";
          case VALUE_STRING -> "a string";
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
          case VALUE_TRUE, VALUE_FALSE -> "a boolean";
          default -> "null";
        };
    add(path, wanted + ", is " + is);
    parser.skipChildren();
  }

  void add(String path, String message) {
    if (found.size() < MOST) {
      JsonLocation at = parser.currentTokenLocation();
      String field = path.endsWith(".") ? path.substring(0, path.length() - 1) : path;
      found.add(new Violation(field, message, at.getLineNr(), at.getColumnNr()));
    }
  }
}
