package dev.tocsin.platform.validation;

import build.buf.validate.FieldRules;
import build.buf.validate.Ignore;
import build.buf.validate.MapRules;
import build.buf.validate.MessageOneofRule;
import build.buf.validate.RepeatedRules;
import build.buf.validate.ValidateProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the {@code buf.validate} options of a message and of all it holds. */
final class RuleCompiler {
  private final Map<String, MessageRules> known = new HashMap<>();

  MessageRules compile(Descriptor type) {
    MessageRules before = known.get(type.getFullName());
    if (before != null) {
      return before;
    }
    MessageRules rules = new MessageRules();
    known.put(type.getFullName(), rules);
    for (MessageOneofRule ignored :
        type.getOptions().getExtension(ValidateProto.message).getOneofList()) {
      throw unknown(type.getFullName(), "message.oneof");
    }
    if (type.getOptions().getExtension(ValidateProto.message).getCelCount() > 0) {
      throw unknown(type.getFullName(), "message.cel");
    }
    List<OneofDescriptor> required = new ArrayList<>();
    for (OneofDescriptor oneof : type.getRealOneofs()) {
      if (oneof.getOptions().getExtension(ValidateProto.oneof).getRequired()) {
        required.add(oneof);
      }
    }
    List<FieldRule> fields = new ArrayList<>();
    for (FieldDescriptor field : type.getFields()) {
      fields.add(field(field));
    }
    rules.fill(required, fields);
    return rules;
  }

  private FieldRule field(FieldDescriptor field) {
    FieldRules rules = field.getOptions().getExtension(ValidateProto.field);
    only(field, rules, Set.of("required", "ignore", typeName(field)));
    boolean off = rules.getIgnore() == Ignore.IGNORE_ALWAYS;
    boolean zero = rules.getIgnore() == Ignore.IGNORE_IF_ZERO_VALUE;
    if (field.isMapField()) {
      return map(field, rules, zero);
    }
    ValueRule value;
    FieldRule.ListRule list = new FieldRule.ListRule(-1, -1, false);
    if (field.isRepeated()) {
      RepeatedRules r = rules.getRepeated();
      only(field, r, Set.of("min_items", "max_items", "unique", "items"));
      list =
          new FieldRule.ListRule(
              r.hasMinItems() ? r.getMinItems() : -1,
              r.hasMaxItems() ? r.getMaxItems() : -1,
              r.getUnique());
      off = off || r.getItems().getIgnore() == Ignore.IGNORE_ALWAYS;
      value = off ? ValueRule.NONE : value(field, r.getItems());
    } else {
      value = off ? ValueRule.NONE : value(field, rules);
    }
    return new FieldRule(
        field, rules.getRequired(), zero, list, value, ValueRule.NONE, off ? null : nested(field));
  }

  private FieldRule map(FieldDescriptor field, FieldRules rules, boolean zero) {
    MapRules m = rules.getMap();
    only(field, m, Set.of("min_pairs", "max_pairs", "keys", "values"));
    FieldRule.ListRule size =
        new FieldRule.ListRule(
            m.hasMinPairs() ? m.getMinPairs() : -1, m.hasMaxPairs() ? m.getMaxPairs() : -1, false);
    FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
    FieldDescriptor held = field.getMessageType().findFieldByNumber(2);
    return new FieldRule(
        field,
        rules.getRequired(),
        zero,
        size,
        value(held, m.getValues()),
        value(key, m.getKeys()),
        nested(held));
  }

  /** The rules that one value of this field is held to. */
  private static ValueRule value(FieldDescriptor field, FieldRules rules) {
    return switch (field.getJavaType()) {
      case STRING -> TextRules.compile(field, rules.getString());
      case ENUM -> EnumValueRules.compile(field, rules.getEnum());
      case INT -> rules.hasInt32() ? NumberRules.compile(field, rules.getInt32()) : ValueRule.NONE;
      case LONG -> rules.hasInt64() ? NumberRules.compile(field, rules.getInt64()) : ValueRule.NONE;
      case DOUBLE ->
          rules.hasDouble() ? NumberRules.compile(field, rules.getDouble()) : ValueRule.NONE;
      case MESSAGE -> TimeRules.compile(field, rules);
      case BOOLEAN, FLOAT, BYTE_STRING -> ValueRule.NONE;
    };
  }

  private @org.jspecify.annotations.Nullable MessageRules nested(FieldDescriptor field) {
    if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
      return null;
    }
    return switch (field.getMessageType().getFullName()) {
      case "google.protobuf.Timestamp",
          "google.protobuf.Duration",
          "google.protobuf.FieldMask",
          "google.protobuf.Empty",
          "google.protobuf.Any" ->
          null;
      default -> compile(field.getMessageType());
    };
  }

  /** Name of the member of {@code buf.validate.FieldRules} that fits the type of the field. */
  private static String typeName(FieldDescriptor field) {
    if (field.isMapField()) {
      return "map";
    }
    if (field.isRepeated()) {
      return "repeated";
    }
    return switch (field.getType()) {
      case STRING -> "string";
      case ENUM -> "enum";
      case INT32 -> "int32";
      case INT64 -> "int64";
      case DOUBLE -> "double";
      case MESSAGE ->
          field.getMessageType().getFullName().equals("google.protobuf.Duration") ? "duration" : "";
      default -> "";
    };
  }

  static void only(FieldDescriptor field, Message rules, Set<String> names) {
    for (FieldDescriptor set : rules.getAllFields().keySet()) {
      if (!names.contains(set.getName())) {
        throw unknown(field.getFullName(), set.getName());
      }
    }
    if (!rules.getUnknownFields().asMap().isEmpty()) {
      throw unknown(field.getFullName(), rules.getUnknownFields().asMap().keySet().toString());
    }
  }

  static IllegalStateException unknown(String where, String rule) {
    return new IllegalStateException(
        "the field rule '"
            + rule
            + "' of "
            + where
            + " is not evaluated by this server: use another rule, or add it to "
            + RuleCompiler.class.getPackageName());
  }
}
