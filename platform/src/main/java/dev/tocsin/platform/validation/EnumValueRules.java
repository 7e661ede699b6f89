package dev.tocsin.platform.validation;

import build.buf.validate.EnumRules;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Set;
import java.util.stream.Collectors;

/** Which values of an enum are accepted. */
final class EnumValueRules {
  private EnumValueRules() {}

  static ValueRule compile(FieldDescriptor field, EnumRules rules) {
    RuleCompiler.only(field, rules, Set.of("defined_only", "in", "not_in"));
    Set<Integer> in = Set.copyOf(rules.getInList());
    Set<Integer> notIn = Set.copyOf(rules.getNotInList());
    EnumDescriptor type = field.getEnumType();
    String accepted =
        type.getValues().stream()
            .filter(v -> !notIn.contains(v.getNumber()))
            .filter(v -> in.isEmpty() || in.contains(v.getNumber()))
            .map(EnumValueDescriptor::getName)
            .collect(Collectors.joining(", "));
    return value -> {
      int number = ((EnumValueDescriptor) value).getNumber();
      boolean refused =
          (rules.getDefinedOnly() && type.findValueByNumber(number) == null)
              || notIn.contains(number)
              || (!in.isEmpty() && !in.contains(number));
      return refused ? "must be one of " + accepted : null;
    };
  }
}
