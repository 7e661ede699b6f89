package dev.tocsin.platform.validation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule on a single value. */
@FunctionalInterface
interface ValueRule {
  ValueRule NONE = value -> null;

  /** What is wrong with the value and what would be right; null when nothing is. */
  @Nullable String mistake(Object value);

  /** The first mistake by any of these rules. */
  static ValueRule all(List<ValueRule> rules) {
    if (rules.isEmpty()) {
      return NONE;
    }
    if (rules.size() == 1) {
      return rules.get(0);
    }
    List<ValueRule> copy = List.copyOf(rules);
    return value -> {
      for (ValueRule rule : copy) {
        String mistake = rule.mistake(value);
        if (mistake != null) {
          return mistake;
        }
      }
      return null;
    };
  }
}
