package dev.tocsin.notification.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes values from outside fit to be stored and shown: no NUL or other control character but line
 * feed and tab, no lone surrogate, no mark that reverses the direction of text, no link but {@code
 * http} and {@code https}, none too long.
 */
final class CleanValues {

  private static final int MAX_DEPTH = 32;
  private static final Pattern WEB_LINK =
      Pattern.compile("https?://[^\\s<>\"]+", Pattern.CASE_INSENSITIVE);

  private final RenderLimits limits;
  private int values;

  CleanValues(RenderLimits limits) {
    this.limits = limits;
  }

  Map<String, Object> clean(Map<?, ?> map) {
    return map(map, 0, false);
  }

  private Map<String, Object> map(Map<?, ?> map, int depth, boolean links) {
    Map<String, Object> clean = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          String name = text(String.valueOf(key));
          boolean link = links || name.endsWith("_url") || name.equals("url");
          Object cleaned = value(value, depth + 1, link, name.equals("links"));
          if (cleaned != null) {
            clean.put(name, cleaned);
          }
        });
    return clean;
  }

  private @Nullable Object value(@Nullable Object value, int depth, boolean link, boolean links) {
    if (depth > MAX_DEPTH || ++values > limits.maxValues()) {
      return null;
    }
    return switch (value) {
      case null -> null;
      case Map<?, ?> map -> map(map, depth, links);
      case List<?> list -> {
        List<Object> items = new ArrayList<>();
        for (Object item : list) {
          Object cleaned = value(item, depth + 1, link, false);
          if (cleaned != null) {
            items.add(cleaned);
          }
        }
        yield items;
      }
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          number.longValue();
      case Number number -> number;
      case Boolean truth -> truth;
      default -> {
        String text = text(value.toString());
        yield link && !WEB_LINK.matcher(text).matches() ? "" : text;
      }
    };
  }

  private String text(String value) {
    StringBuilder out = new StringBuilder(Math.min(value.length(), limits.maxValue()));
    int end = Math.min(value.length(), limits.maxValue());
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      if (Character.isHighSurrogate(c)) {
        boolean pair = i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1));
        out.append(pair ? value.substring(i, i + 2) : "\uFFFD");
        i += pair ? 1 : 0;
      } else if (Character.isLowSurrogate(c)) {
        out.append('\uFFFD');
      } else if (!isHarmful(c)) {
        out.append(c);
      }
    }
    return value.length() > limits.maxValue() ? out.append('…').toString() : out.toString();
  }

  private static boolean isHarmful(char c) {
    boolean control = c < 0x20 && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0;
    boolean direction = c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
    return control || direction || c == 0xfeff || c == 0xfffe || c == 0xffff;
  }
}
