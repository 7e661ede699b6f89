package dev.tocsin.platform.cel;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.common.values.CelByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Between JSON and the values that expressions see. */
public final class CelJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEPTH = 100;

  private CelJson() {}

  /**
   * JSON as an expression sees it: whole numbers that fit 64 bits as integers, all others as
   * doubles.
   */
  public static Object read(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties().forEach(entry -> map.put(entry.getKey(), read(entry.getValue())));
        yield map;
      }
      case ARRAY -> {
        List<Object> list = new ArrayList<>(node.size());
        node.forEach(element -> list.add(read(element)));
        yield list;
      }
      case NUMBER ->
          node.isIntegralNumber() && node.canConvertToLong()
              ? (Object) node.longValue()
              : (Object) node.doubleValue();
      case BOOLEAN -> node.booleanValue();
      case NULL, MISSING -> Expressions.NULL;
      default -> node.asText();
    };
  }

  /**
   * The JSON value at a parser, whose current token is its first, as an expression sees it. Whole
   * numbers beyond 64 bits and numbers that no double holds (1e400) are texts, so that a key made
   * of one loses no digit. Of fields with the same name the last counts.
   *
   * @throws IOException when it is not JSON
   */
  public static Object read(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
          json.nextToken();
          map.put(name, read(json));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(read(json));
        }
        yield list;
      }
      case VALUE_NUMBER_INT ->
          json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? (Object) json.getText()
              : (Object) json.getLongValue();
      case VALUE_NUMBER_FLOAT -> {
        double number = json.getDoubleValue();
        yield Double.isInfinite(number) ? (Object) json.getText() : (Object) number;
      }
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> Expressions.NULL;
      default -> json.getText();
    };
  }

  /** Is this what a JSON null is read as? */
  public static boolean isNull(Object value) {
    return Expressions.NULL.equals(value);
  }

  /** The variables of an evaluation, from a JSON object. */
  public static Map<String, Object> variables(JsonNode object) {
    Map<String, Object> variables = new LinkedHashMap<>();
    object.properties().forEach(entry -> variables.put(entry.getKey(), read(entry.getValue())));
    return variables;
  }

  /**
   * A result as JSON: instants and durations as text, bytes as base64, keys of maps as text.
   *
   * @throws IllegalArgumentException for what JSON cannot hold: types, NaN, more than 100 levels
   */
  public static JsonNode write(Object value) {
    return write(value, DEPTH);
  }

  private static JsonNode write(Object value, int depth) {
    if (depth == 0) {
      throw new IllegalArgumentException("the result is nested more than 100 levels deep");
    }
    return switch (value) {
      case String text -> JSON.textNode(text);
      case Boolean truth -> JSON.booleanNode(truth);
      case Long number -> JSON.numberNode(number);
      case Integer number -> JSON.numberNode((long) number);
      case Double number -> real(number);
      case List<?> list -> {
        ArrayNode array = JSON.arrayNode();
        list.forEach(element -> array.add(write(element, depth - 1)));
        yield array;
      }
      case Map<?, ?> map -> {
        ObjectNode object = JSON.objectNode();
        map.forEach((key, element) -> object.set(key.toString(), write(element, depth - 1)));
        yield object;
      }
      case Optional<?> optional ->
          optional.isPresent() ? write(optional.get(), depth - 1) : JSON.nullNode();
      case CelByteString bytes ->
          JSON.textNode(Base64.getEncoder().encodeToString(bytes.toByteArray()));
      case com.google.common.primitives.UnsignedLong number ->
          JSON.numberNode(number.bigIntegerValue());
      case java.time.Instant instant -> JSON.textNode(instant.toString());
      case java.time.Duration duration -> JSON.textNode(duration.toString());
      default -> {
        if (Expressions.NULL.equals(value)) {
          yield JSON.nullNode();
        }
        throw new IllegalArgumentException(
            "the result is a " + value.getClass().getSimpleName() + ", which JSON cannot hold");
      }
    };
  }

  private static JsonNode real(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new IllegalArgumentException("the result is " + number + ", which JSON cannot hold");
    }
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? JSON.numberNode((long) number)
        : JSON.numberNode(number);
  }
}
