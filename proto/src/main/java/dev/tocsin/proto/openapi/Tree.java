package dev.tocsin.proto.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes trees of maps, lists and plain values as JSON and as YAML. */
final class Tree {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/$][A-Za-z0-9_/$.{}-]*");
  private static final Pattern KEYWORD = Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n|~");

  private Tree() {}

  /** A map that keeps its order: name, value, name, value … */
  static Map<String, Object> of(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  static String json(Object tree) {
    StringBuilder out = new StringBuilder();
    json(tree, out);
    return out.append('\n').toString();
  }

  private static void json(Object tree, StringBuilder out) {
    switch (tree) {
      case Map<?, ?> map -> {
        String comma = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.append(comma).append(quoted(entry.getKey().toString())).append(':');
          json(entry.getValue(), out);
          comma = ",";
        }
        out.append(map.isEmpty() ? "{}" : "}");
      }
      case List<?> list -> {
        String comma = "[";
        for (Object each : list) {
          out.append(comma);
          json(each, out);
          comma = ",";
        }
        out.append(list.isEmpty() ? "[]" : "]");
      }
      case String text -> out.append(quoted(text));
      default -> out.append(tree);
    }
  }

  static String yaml(Map<String, Object> tree) {
    StringBuilder out = new StringBuilder();
    yaml(tree, 0, out);
    return out.toString();
  }

  private static void yaml(Map<?, ?> map, int depth, StringBuilder out) {
    map.forEach(
        (name, value) -> {
          out.append("  ".repeat(depth)).append(scalar(name.toString())).append(':');
          nested(value, depth, out);
        });
  }

  private static void nested(Object value, int depth, StringBuilder out) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      out.append('\n');
      yaml(map, depth + 1, out);
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      out.append('\n');
      for (Object each : list) {
        out.append("  ".repeat(depth + 1)).append('-');
        nested(each, depth + 1, out);
      }
    } else if (value instanceof Map<?, ?>) {
      out.append(" {}\n");
    } else if (value instanceof List<?>) {
      out.append(" []\n");
    } else if (value instanceof String text) {
      out.append(' ').append(scalar(text)).append('\n');
    } else {
      out.append(' ').append(value).append('\n');
    }
  }

  /** Plain where YAML cannot take it for anything else, else as JSON writes it, which is YAML. */
  private static String scalar(String text) {
    return PLAIN.matcher(text).matches() && !KEYWORD.matcher(text).matches() ? text : quoted(text);
  }

  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
