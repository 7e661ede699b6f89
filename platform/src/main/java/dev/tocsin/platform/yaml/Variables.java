package dev.tocsin.platform.yaml;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${NAME}} and {@code ${NAME:default}} with what the environment says; {@code $${}
 * is a plain {@code ${}. A replaced value is not looked at again.
 */
final class Variables {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:([^}]*))?}|\\$\\{");

  private final Function<String, @Nullable String> environment;
  private final List<Problem> problems;

  Variables(Function<String, @Nullable String> environment, List<Problem> problems) {
    this.environment = environment;
    this.problems = problems;
  }

  String replace(Place place, String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(place, (Matcher) found)));
  }

  private String value(Place place, Matcher found) {
    @Nullable String name = found.group(1);
    if (name == null) {
      if (found.group().equals("${")) {
        problems.add(
            place.problem(
                "'${' does not begin a variable: write ${NAME} or ${NAME:default}, or $${ for the"
                    + " two characters"));
      }
      return "${";
    }
    @Nullable String value = environment.apply(name);
    if (value != null) {
      return value;
    }
    @Nullable String otherwise = found.group(3);
    if (found.group(2) != null) {
      return otherwise == null ? "" : otherwise;
    }
    problems.add(
        place.problem(
            "the environment variable %s is not set: set it, or write ${%s:default}"
                .formatted(name, name)));
    return "";
  }
}
