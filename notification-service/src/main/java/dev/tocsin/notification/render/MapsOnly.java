package dev.tocsin.notification.render;

import com.github.mustachejava.Binding;
import com.github.mustachejava.Code;
import com.github.mustachejava.Iteration;
import com.github.mustachejava.ObjectHandler;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.util.Wrapper;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names in maps, lists, texts, numbers and booleans alone: no method or field of any
 * object can be reached, and no value is a lambda. The first scope is the {@link Meter}. Name
 * resolution follows the Mustache specification: the first part of a dotted name is looked up
 * through the scopes, the others only in what it gave.
 */
final class MapsOnly implements ObjectHandler {

  @Override
  public Wrapper find(String name, List<Object> scopes) {
    return given -> resolve(name, given);
  }

  @Override
  public Binding createBinding(String name, TemplateContext context, Code code) {
    return scopes -> resolve(name, scopes);
  }

  private static @Nullable Object resolve(String name, List<Object> scopes) {
    if (scopes.get(0) instanceof Meter meter) {
      meter.step();
    }
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

  @Override
  public @Nullable Object coerce(@Nullable Object object) {
    return object;
  }

  @Override
  public Writer iterate(
      Iteration round, Writer writer, @Nullable Object value, List<Object> scopes) {
    if (!isTruthy(value)) {
      return writer;
    }
    if (value instanceof List<?> list) {
      Writer at = writer;
      for (Object item : list) {
        count(scopes);
        at = round.next(at, item, scopes);
      }
      return at;
    }
    count(scopes);
    return round.next(writer, value, scopes);
  }

  @Override
  public Writer falsey(
      Iteration round, Writer writer, @Nullable Object value, List<Object> scopes) {
    return isTruthy(value) ? writer : round.next(writer, value, scopes);
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

  private static void count(List<Object> scopes) {
    if (scopes.get(0) instanceof Meter meter) {
      meter.step();
    }
  }

  @Override
  public String stringify(Object value) {
    return value instanceof Map || value instanceof List ? "" : value.toString();
  }
}
