package dev.tocsin.fakes.slack.blockkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** An object with a closed set of fields, some of them required. */
final class Shape implements Rule {

  private final Map<String, Rule> fields = new LinkedHashMap<>();
  private final Set<String> required = new LinkedHashSet<>();

  /** An object that names its type: the field is required, its value already checked. */
  static Shape typed() {
    return new Shape().required("type", Rule.anything());
  }

  static Shape plain() {
    return new Shape();
  }

  Shape required(String field, Rule rule) {
    required.add(field);
    return optional(field, rule);
  }

  Shape optional(String field, Rule rule) {
    fields.put(field, rule);
    return this;
  }

  @Override
  public void check(JsonNode node, String at, Problems problems) {
    if (!node.isObject()) {
      problems.add(at, "must provide an object");
      return;
    }
    for (String field : required) {
      if (!node.has(field)) {
        problems.add(at, "missing required field: " + field);
      }
    }
    for (var entry : node.properties()) {
      Rule rule = fields.get(entry.getKey());
      if (rule == null) {
        problems.add(at, "invalid additional property: " + entry.getKey());
      } else {
        rule.check(entry.getValue(), at + "/" + entry.getKey(), problems);
      }
    }
  }
}
