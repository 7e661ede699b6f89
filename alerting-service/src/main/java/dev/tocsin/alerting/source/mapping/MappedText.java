package dev.tocsin.alerting.source.mapping;

import dev.tocsin.platform.cel.CelJson;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values of payloads and expressions as text. */
public final class MappedText {

  private MappedText() {}

  /**
   * Numbers and truth values written out, null as empty text, lists of such joined by a comma,
   * anything else as JSON.
   */
  public static String of(Object value) {
    return switch (value) {
      case String text -> text;
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          Long.toString(number.longValue());
      case List<?> list when list.stream().noneMatch(MappedText::isNested) ->
          list.stream().map(MappedText::of).collect(Collectors.joining(", "));
      default -> CelJson.isNull(value) ? "" : json(value);
    };
  }

  /** What it is, for people. */
  static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case String text -> "a text";
      case Number number -> "a number";
      case Boolean truth -> "a truth value";
      case List<?> list -> "a list";
      case Map<?, ?> map -> "a map";
      default -> "something else";
    };
  }

  private static boolean isNested(Object value) {
    return value instanceof List || value instanceof Map;
  }

  private static String json(Object value) {
    try {
      var json = CelJson.write(value);
      return json.isTextual() ? json.textValue() : json.toString();
    } catch (IllegalArgumentException e) {
      return String.valueOf(value);
    }
  }
}
