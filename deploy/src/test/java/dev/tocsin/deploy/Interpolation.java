package dev.tocsin.deploy;

import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Variables in a Compose file: {@code ${NAME}}, {@code ${NAME:-default}}, {@code ${NAME:?why}}. */
final class Interpolation {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:(\\$)|\\{([A-Z_]+)(?::([-?])([^}]*))?})");

  private Interpolation() {}

  /** The names of all variables in a text. */
  static TreeSet<String> names(String text) {
    TreeSet<String> names = new TreeSet<>();
    Matcher each = VARIABLE.matcher(text);
    while (each.find()) {
      if (each.group(2) != null) {
        names.add(each.group(2));
      }
    }
    return names;
  }

  /** The text as Compose reads it; an empty variable counts as one that is not set. */
  static String resolve(String text, Map<String, String> variables) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(match.group(1) != null ? "$" : value(match, variables)));
  }

  private static String value(java.util.regex.MatchResult match, Map<String, String> variables) {
    String value = variables.getOrDefault(match.group(2), "");
    if (!value.isEmpty() || match.group(3) == null) {
      return value;
    }
    if (match.group(3).equals("?")) {
      throw new IllegalArgumentException(match.group(2) + " is not set: " + match.group(4));
    }
    return match.group(4);
  }
}
