package dev.tocsin.proto.openapi;

import build.buf.validate.DurationRules;
import build.buf.validate.Int32Rules;
import build.buf.validate.StringRules;
import com.google.protobuf.util.Durations;
import java.util.List;
import java.util.Map;

/** Field rules as JSON schema says them. */
final class Rules {
  private Rules() {}

  static Map<String, Object> text(StringRules rules) {
    Map<String, Object> schema = Tree.of("type", "string");
    if (rules.hasMinLen()) {
      schema.put("minLength", rules.getMinLen());
    }
    if (rules.hasMaxLen()) {
      schema.put("maxLength", rules.getMaxLen());
    }
    if (rules.hasPattern()) {
      schema.put("pattern", rules.getPattern());
    }
    if (rules.getUuid()) {
      schema.put("format", "uuid");
    }
    if (rules.getEmail()) {
      schema.put("format", "email");
    }
    if (rules.getUri()) {
      schema.put("format", "uri");
    }
    if (rules.getInCount() > 0) {
      schema.put("enum", List.copyOf(rules.getInList()));
    }
    return schema;
  }

  static Map<String, Object> number(Int32Rules rules) {
    Map<String, Object> schema = Tree.of("type", "integer", "format", "int32");
    if (rules.hasGte()) {
      schema.put("minimum", rules.getGte());
    }
    if (rules.hasGt()) {
      schema.put("exclusiveMinimum", rules.getGt());
    }
    if (rules.hasLte()) {
      schema.put("maximum", rules.getLte());
    }
    if (rules.hasLt()) {
      schema.put("exclusiveMaximum", rules.getLt());
    }
    return schema;
  }

  static Map<String, Object> duration(DurationRules rules) {
    Map<String, Object> schema =
        Tree.of(
            "type",
            "string",
            "pattern",
            "^-?[0-9]+(\\.[0-9]{1,9})?s$",
            "examples",
            List.of("300s"));
    String least = rules.hasGte() ? "At least " + Durations.toString(rules.getGte()) + ". " : "";
    String most = rules.hasLte() ? "At most " + Durations.toString(rules.getLte()) + "." : "";
    String range = (least + most).strip();
    if (!range.isEmpty()) {
      schema.put("description", range);
    }
    return schema;
  }
}
