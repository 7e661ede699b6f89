package dev.tocsin.notification;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code google.protobuf.Struct} as maps, lists, texts, numbers and booleans. Nulls are left out.
 */
public final class StructValues {

  private StructValues() {}

  /** The fields of the struct. */
  public static Map<String, Object> of(Struct struct) {
    Map<String, Object> values = new LinkedHashMap<>();
    struct
        .getFieldsMap()
        .forEach(
            (name, value) -> {
              Object converted = value(value);
              if (converted != null) {
                values.put(name, converted);
              }
            });
    return values;
  }

  /** The struct of these values. */
  public static Struct struct(Map<?, ?> values) {
    Struct.Builder struct = Struct.newBuilder();
    values.forEach((name, value) -> struct.putFields(String.valueOf(name), wire(value)));
    return struct.build();
  }

  private static Value wire(@Nullable Object value) {
    Value.Builder wire = Value.newBuilder();
    return switch (value) {
      case null -> wire.setNullValueValue(0).build();
      case Map<?, ?> map -> wire.setStructValue(struct(map)).build();
      case List<?> list -> {
        list.forEach(item -> wire.getListValueBuilder().addValues(wire(item)));
        yield wire.setListValue(wire.getListValueBuilder()).build();
      }
      case Number number -> wire.setNumberValue(number.doubleValue()).build();
      case Boolean truth -> wire.setBoolValue(truth).build();
      default -> wire.setStringValue(value.toString()).build();
    };
  }

  private static @Nullable Object value(Value value) {
    return switch (value.getKindCase()) {
      case STRING_VALUE -> value.getStringValue();
      case NUMBER_VALUE -> value.getNumberValue();
      case BOOL_VALUE -> value.getBoolValue();
      case STRUCT_VALUE -> of(value.getStructValue());
      case LIST_VALUE -> {
        List<Object> items = new ArrayList<>();
        for (Value item : value.getListValue().getValuesList()) {
          Object converted = value(item);
          if (converted != null) {
            items.add(converted);
          }
        }
        yield items;
      }
      case NULL_VALUE, KIND_NOT_SET -> null;
    };
  }
}
