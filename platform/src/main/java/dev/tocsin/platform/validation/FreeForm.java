package dev.tocsin.platform.validation;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;

/**
 * Free-form values ({@code google.protobuf.Struct}), to which no rule applies but the one on NUL.
 * They are by far the largest part of a page, and walking them field by field took as long as
 * deciding about the page.
 */
final class FreeForm {
  private FreeForm() {}

  /**
   * Whether this is a free-form value in which nothing is wrong; where something is, the walk by
   * fields says where.
   */
  static boolean isClean(Object held) {
    return held instanceof Struct struct && isClean(struct);
  }

  private static boolean isClean(Struct struct) {
    return struct.getFieldsMap().entrySet().stream()
        .allMatch(entry -> isClean(entry.getKey()) && isClean(entry.getValue()));
  }

  private static boolean isClean(Value value) {
    return switch (value.getKindCase()) {
      case STRING_VALUE -> isClean(value.getStringValue());
      case STRUCT_VALUE -> isClean(value.getStructValue());
      case LIST_VALUE -> value.getListValue().getValuesList().stream().allMatch(FreeForm::isClean);
      case NULL_VALUE, NUMBER_VALUE, BOOL_VALUE, KIND_NOT_SET -> true;
    };
  }

  private static boolean isClean(String text) {
    return text.indexOf('\0') < 0;
  }
}
