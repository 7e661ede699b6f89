package dev.tocsin.proto.openapi;

import build.buf.validate.FieldRules;
import build.buf.validate.Ignore;
import build.buf.validate.ValidateProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** JSON schemas (2020-12) of messages as REST writes them. */
final class Schemas {
  private final Contract contract;
  private final Map<String, Object> schemas = new TreeMap<>();
  private final Map<String, String> owners = new HashMap<>();

  Schemas(Contract contract) {
    this.contract = contract;
  }

  /** Schemas go by their short names, so no two types may share one. */
  private void claim(String name, String fullName) {
    String other = owners.putIfAbsent(name, fullName);
    if (other != null && !other.equals(fullName)) {
      throw new IllegalStateException(
          other + " and " + fullName + " would share a schema: give one of them another name");
    }
  }

  /** All schemas that were referred to. */
  Map<String, Object> all() {
    return schemas;
  }

  /** A reference to the schema of a message, which is made when it is new. */
  Map<String, Object> reference(Descriptor type) {
    String name = type.getName();
    claim(name, type.getFullName());
    if (!schemas.containsKey(name)) {
      schemas.put(name, Map.of());
      schemas.put(name, object(type, Set.of(), true));
    }
    return Tree.of("$ref", "#/components/schemas/" + name);
  }

  /**
   * The schema of a message as an object.
   *
   * @param without fields that are given elsewhere
   * @param whole what the rules require is required; not so for a change of some fields
   */
  Map<String, Object> object(Descriptor type, Set<String> without, boolean whole) {
    Map<String, Object> properties = Tree.of();
    List<String> required = new ArrayList<>();
    for (FieldDescriptor field : type.getFields()) {
      if (without.contains(field.getName())) {
        continue;
      }
      properties.put(field.getJsonName(), property(field));
      if (whole && isRequired(field)) {
        required.add(field.getJsonName());
      }
    }
    Map<String, Object> schema = Tree.of("type", "object");
    describe(schema, contract.comment(type));
    if (!properties.isEmpty()) {
      schema.put("properties", properties);
    }
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    for (OneofDescriptor oneof : type.getRealOneofs()) {
      if (whole && oneof.getOptions().getExtension(ValidateProto.oneof).getRequired()) {
        schema.put(
            "oneOf",
            oneof.getFields().stream()
                .map(f -> Tree.of("required", List.of(f.getJsonName())))
                .toList());
      }
    }
    return schema;
  }

  /** The schema of a field with its comment and its rules. */
  Map<String, Object> property(FieldDescriptor field) {
    FieldRules rules = field.getOptions().getExtension(ValidateProto.field);
    Map<String, Object> schema = Tree.of();
    if (field.isMapField()) {
      FieldDescriptor values = field.getMessageType().findFieldByNumber(2);
      schema.put("type", "object");
      schema.put("additionalProperties", value(values, rules.getMap().getValues()));
      put(schema, "maxProperties", rules.getMap().hasMaxPairs(), rules.getMap().getMaxPairs());
    } else if (field.isRepeated()) {
      schema.put("type", "array");
      schema.put("items", value(field, rules.getRepeated().getItems()));
      put(schema, "minItems", rules.getRepeated().hasMinItems(), rules.getRepeated().getMinItems());
      put(schema, "maxItems", rules.getRepeated().hasMaxItems(), rules.getRepeated().getMaxItems());
    } else {
      schema.putAll(value(field, rules));
    }
    describe(schema, contract.comment(field));
    return schema;
  }

  private static void put(Map<String, Object> schema, String name, boolean has, Object value) {
    if (has) {
      schema.put(name, value);
    }
  }

  private static void describe(Map<String, Object> schema, String comment) {
    if (!comment.isEmpty()) {
      Object before = schema.get("description");
      schema.put("description", before == null ? comment : comment + "\n" + before);
    }
  }

  private Map<String, Object> value(FieldDescriptor field, FieldRules rules) {
    return switch (field.getType()) {
      case STRING -> Rules.text(rules.getString());
      case BOOL -> Tree.of("type", "boolean");
      case INT32, SINT32, SFIXED32, UINT32, FIXED32 -> Rules.number(rules.getInt32());
      case INT64, SINT64, SFIXED64, UINT64, FIXED64 ->
          Tree.of("type", "string", "format", "int64", "pattern", "^-?[0-9]+$");
      case DOUBLE, FLOAT -> Tree.of("type", "number");
      case BYTES -> Tree.of("type", "string", "contentEncoding", "base64");
      case ENUM -> enumeration(field.getEnumType());
      case MESSAGE, GROUP -> message(field, rules);
    };
  }

  private Map<String, Object> enumeration(EnumDescriptor type) {
    claim(type.getName(), type.getFullName());
    if (!schemas.containsKey(type.getName())) {
      Map<String, Object> schema =
          Tree.of(
              "type",
              "string",
              "enum",
              type.getValues().stream().map(EnumValueDescriptor::getName).toList());
      StringBuilder values = new StringBuilder();
      for (EnumValueDescriptor value : type.getValues()) {
        values
            .append("\n- `")
            .append(value.getName())
            .append("`: ")
            .append(contract.comment(value).replace('\n', ' '));
      }
      schema.put(
          "description",
          contract.comment(type)
              + "\nRequests may write a value in its short form: the part after the type, in lower"
              + " case."
              + values);
      schemas.put(type.getName(), schema);
    }
    return Tree.of("$ref", "#/components/schemas/" + type.getName());
  }

  private Map<String, Object> message(FieldDescriptor field, FieldRules rules) {
    return switch (field.getMessageType().getFullName()) {
      case "google.protobuf.Timestamp" -> Tree.of("type", "string", "format", "date-time");
      case "google.protobuf.Duration" -> Rules.duration(rules.getDuration());
      case "google.protobuf.FieldMask" ->
          Tree.of("type", "string", "examples", List.of("name,timeZone"));
      case "google.protobuf.Struct" -> Tree.of("type", "object", "additionalProperties", true);
      case "google.protobuf.Value" -> Tree.of();
      default -> reference(field.getMessageType());
    };
  }

  /** Whether a request without this field breaks a rule. */
  static boolean isRequired(FieldDescriptor field) {
    FieldRules rules = field.getOptions().getExtension(ValidateProto.field);
    if (rules.getRequired()) {
      return true;
    }
    if (field.hasPresence() || rules.getIgnore() != Ignore.IGNORE_UNSPECIFIED) {
      return false;
    }
    return rules.getString().getMinLen() > 0
        || rules.getString().getUuid()
        || rules.getString().getEmail()
        || rules.getString().getUri()
        || rules.getRepeated().getMinItems() > 0
        || rules.getEnum().getNotInList().contains(0);
  }
}
