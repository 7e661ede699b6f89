package dev.tocsin.platform.rest;

import java.util.ArrayList;
import java.util.List;

/**
 * The path of a {@code google.api.http} rule: literal segments and variables that take one segment
 * each, as {@code /api/v1/users/{user.id}}.
 */
record PathTemplate(String text, List<Segment> segments) {

  sealed interface Segment {}

  record Literal(String text) implements Segment {}

  /** A variable, bound to a field of the request by its dotted path. */
  record Variable(String field) implements Segment {}

  static PathTemplate of(String text) {
    if (!text.startsWith("/")) {
      throw wrong(text, "must begin with /");
    }
    List<Segment> segments = new ArrayList<>();
    for (String part : text.substring(1).split("/", -1)) {
      if (part.startsWith("{") && part.endsWith("}")) {
        String inside = part.substring(1, part.length() - 1);
        String field = inside.endsWith("=*") ? inside.substring(0, inside.length() - 2) : inside;
        if (!field.matches("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*")) {
          throw wrong(text, "the variable " + part + " is not understood");
        }
        segments.add(new Variable(field));
      } else if (part.isEmpty() || part.contains("{") || part.contains("*") || part.contains(":")) {
        throw wrong(text, "the segment '" + part + "' is not understood");
      } else {
        segments.add(new Literal(part));
      }
    }
    return new PathTemplate(text, List.copyOf(segments));
  }

  List<String> variables() {
    return segments.stream()
        .filter(Variable.class::isInstance)
        .map(s -> ((Variable) s).field())
        .toList();
  }

  private static IllegalStateException wrong(String text, String why) {
    return new IllegalStateException("the REST path " + text + " of the contract: " + why);
  }
}
