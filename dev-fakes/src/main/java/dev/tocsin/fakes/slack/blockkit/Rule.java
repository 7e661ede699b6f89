package dev.tocsin.fakes.slack.blockkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** What a JSON value must look like. */
interface Rule {

  /** Adds to {@code problems} whatever is wrong with {@code node}, which stands at {@code at}. */
  void check(JsonNode node, String at, Problems problems);

  default Rule and(Rule other) {
    return (node, at, problems) -> {
      check(node, at, problems);
      other.check(node, at, problems);
    };
  }

  static Rule string(int min, int max) {
    return (node, at, problems) -> {
      if (!node.isTextual()) {
        problems.add(at, "must provide a string");
        return;
      }
      int length = node.textValue().codePointCount(0, node.textValue().length());
      if (length > max) {
        problems.add(at, "must be less than " + (max + 1) + " characters");
      } else if (length < min) {
        problems.add(at, "must be more than " + (min - 1) + " characters");
      }
    };
  }

  static Rule bool() {
    return (node, at, problems) -> {
      if (!node.isBoolean()) {
        problems.add(at, "must provide a boolean");
      }
    };
  }

  static Rule integer() {
    return (node, at, problems) -> {
      if (!node.isIntegralNumber()) {
        problems.add(at, "must provide an integer");
      }
    };
  }

  static Rule oneOf(String... values) {
    Set<String> allowed = Set.of(values);
    return (node, at, problems) -> {
      if (!node.isTextual() || !allowed.contains(node.textValue())) {
        problems.add(at, "value must be one of the allowed values");
      }
    };
  }

  /** An absolute http, https or mailto address. */
  static Rule url(int max) {
    return string(1, max)
        .and(
            (node, at, problems) -> {
              if (node.isTextual()
                  && !node.textValue().matches("(?i)(https?://|mailto:|tel:)\\S+")) {
                problems.add(at, "invalid url");
              }
            });
  }

  static Rule anything() {
    return (node, at, problems) -> {};
  }

  static Rule object() {
    return (node, at, problems) -> {
      if (!node.isObject()) {
        problems.add(at, "must provide an object");
      }
    };
  }

  static Rule list(int min, int max, Rule each) {
    return (node, at, problems) -> {
      if (!node.isArray()) {
        problems.add(at, "must provide an array");
        return;
      }
      if (node.size() > max) {
        problems.add(at, "no more than " + max + " items allowed");
        return;
      }
      if (node.size() < min) {
        problems.add(at, "no fewer than " + min + " items allowed");
      }
      for (int i = 0; i < node.size(); i++) {
        each.check(node.get(i), at + "/" + i, problems);
      }
    };
  }

  /** An object whose {@code type} picks its rule. */
  static Rule byType(Map<String, Rule> rules) {
    return (node, at, problems) -> {
      if (!node.isObject()) {
        problems.add(at, "must provide an object");
        return;
      }
      JsonNode type = node.get("type");
      if (type == null) {
        problems.add(at, "missing required field: type");
        return;
      }
      Rule rule = type.isTextual() ? rules.get(type.textValue()) : null;
      if (rule == null) {
        problems.add(at + "/type", "unsupported type: " + type.asText());
      } else {
        rule.check(node, at, problems);
      }
    };
  }
}
