package dev.tocsin.notification.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Renders a compiled template. Names are resolved in maps, lists, texts, numbers and booleans
 * alone: no method or field of any object can be reached, and no value is a lambda. The first part
 * of a dotted name is looked up through the scopes, the others only in what it gave.
 */
final class Interpreter {

  private final Escape escape;
  private final Meter out;
  private final int maxDepth;
  private final BiFunction<String, String, List<Node>> snippets;
  private final List<@Nullable Object> scopes = new ArrayList<>();
  private int depth;

  /**
   * An interpreter for one rendering.
   *
   * @param snippets the pieces of a snippet by its name and the indent of its lines
   */
  Interpreter(
      Escape escape, Meter out, int maxDepth, BiFunction<String, String, List<Node>> snippets) {
    this.escape = escape;
    this.out = out;
    this.maxDepth = maxDepth;
    this.snippets = snippets;
  }

  void render(List<Node> nodes, Object context) {
    scopes.add(context);
    all(nodes);
  }

  private void all(List<Node> nodes) {
    if (++depth > maxDepth) {
      throw new Meter.Exceeded("Sections and snippets are nested deeper than " + maxDepth);
    }
    for (Node node : nodes) {
      switch (node) {
        case Node.Text text -> out.write(text.text());
        case Node.Value value -> out.write(escape.apply(shown(resolve(value.name()))));
        case Node.Section section -> section(section);
        case Node.Include include -> {
          out.step();
          all(snippets.apply(include.name(), include.indent()));
        }
      }
    }
    depth--;
  }

  private void section(Node.Section section) {
    Object value = resolve(section.name());
    if (section.inverted() == isTruthy(value)) {
      return;
    }
    if (section.inverted()) {
      all(section.body());
    } else if (value instanceof List<?> list) {
      list.forEach(item -> round(section, item));
    } else {
      round(section, value);
    }
  }

  private void round(Node.Section section, @Nullable Object item) {
    out.step();
    scopes.add(item);
    all(section.body());
    scopes.removeLast();
  }

  private @Nullable Object resolve(String name) {
    out.step();
    if (name.equals(".")) {
      return scopes.getLast();
    }
    int dot = name.indexOf('.');
    String first = dot < 0 ? name : name.substring(0, dot);
    for (int i = scopes.size() - 1; i >= 0; i--) {
      if (scopes.get(i) instanceof Map<?, ?> map && map.containsKey(first)) {
        return dot < 0 ? map.get(first) : within(map.get(first), name.substring(dot + 1));
      }
    }
    return null;
  }

  private static @Nullable Object within(@Nullable Object value, String name) {
    Object found = value;
    for (String step : name.split("\\.")) {
      if (!(found instanceof Map<?, ?> map)) {
        return null;
      }
      found = map.get(step);
    }
    return found;
  }

  private static boolean isTruthy(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Boolean truth -> truth;
      case String text -> !text.isEmpty();
      case List<?> list -> !list.isEmpty();
      default -> true;
    };
  }

  private static String shown(@Nullable Object value) {
    return value == null || value instanceof Map || value instanceof List ? "" : value.toString();
  }
}
