package dev.tocsin.helm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value that can be set, with the comment above it that begins with {@code # --}. What stands
 * below a value with a comment is its default and no value of its own.
 *
 * @param path for example {@code image.tag}
 * @param usual its default
 * @param meaning the comment
 */
record Value(String path, @Nullable Object usual, String meaning) {
  private static final Pattern KEY = Pattern.compile("^( *)([A-Za-z]\\w*):.*");
  private static final Pattern COMMENT = Pattern.compile("^ *# -- (.*)");

  /** Those of the chart, in the order of the file. */
  static List<Value> all() {
    Map<String, Object> defaults = Chart.values();
    List<Value> values = new ArrayList<>();
    Deque<String> path = new ArrayDeque<>();
    String meaning = "";
    int inside = Integer.MAX_VALUE;
    for (String line : Chart.read("values.yaml").lines().toList()) {
      Matcher comment = COMMENT.matcher(line);
      Matcher key = KEY.matcher(line);
      if (comment.matches()) {
        meaning = comment.group(1);
      } else if (key.matches()) {
        int depth = key.group(1).length() / 2;
        if (depth > inside) {
          continue;
        }
        inside = Integer.MAX_VALUE;
        while (path.size() > depth) {
          path.removeLast();
        }
        path.addLast(key.group(2));
        if (!meaning.isEmpty()) {
          values.add(new Value(String.join(".", path), at(defaults, path), meaning));
          inside = depth;
          meaning = "";
        }
      }
    }
    return values;
  }

  private static @Nullable Object at(Map<String, Object> defaults, Iterable<String> path) {
    Object here = defaults;
    for (String key : path) {
      here = ((Map<?, ?>) Objects.requireNonNull(here)).get(key);
    }
    return here;
  }
}
