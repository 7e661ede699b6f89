package dev.tocsin.platform.validation;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Ranges of numbers. */
final class NumberRules {
  private NumberRules() {}

  static ValueRule compile(FieldDescriptor field, Message rules) {
    RuleCompiler.only(field, rules, Set.of("gt", "gte", "lt", "lte"));
    List<ValueRule> all = new ArrayList<>();
    for (Map.Entry<FieldDescriptor, Object> rule : rules.getAllFields().entrySet()) {
      Number limit = (Number) rule.getValue();
      String name = rule.getKey().getName();
      all.add(value -> mistake(name, (Number) value, limit));
    }
    return ValueRule.all(all);
  }

  private static @org.jspecify.annotations.Nullable String mistake(
      String rule, Number value, Number limit) {
    int order =
        value instanceof Double
            ? Double.compare(value.doubleValue(), limit.doubleValue())
            : Long.compare(value.longValue(), limit.longValue());
    return switch (rule) {
      case "gt" -> order > 0 ? null : "must be greater than " + limit + ", is " + value;
      case "gte" -> order >= 0 ? null : "must be at least " + limit + ", is " + value;
      case "lt" -> order < 0 ? null : "must be less than " + limit + ", is " + value;
      default -> order <= 0 ? null : "must be at most " + limit + ", is " + value;
    };
  }
}
