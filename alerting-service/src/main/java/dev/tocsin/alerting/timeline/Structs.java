package dev.tocsin.alerting.timeline;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values that JSON has, as the contract's {@code google.protobuf.Struct}. */
public final class Structs {

  private Structs() {}

  /** The map as a struct; values that JSON does not have become text. */
  public static Struct of(Map<String, ?> values) {
    Struct.Builder struct = Struct.newBuilder();
    values.forEach((name, value) -> struct.putFields(name, value(value)));
    return struct.build();
  }

  private static Value value(@Nullable Object value) {
    Value.Builder result = Value.newBuilder();
    return switch (value) {
      case null -> result.setNullValue(NullValue.NULL_VALUE).build();
      case Boolean truth -> result.setBoolValue(truth).build();
      case Number number -> result.setNumberValue(number.doubleValue()).build();
      case JsonObject object -> result.setStructValue(of(object.getMap())).build();
      case JsonArray array -> result.setListValue(list(array.getList())).build();
      case Map<?, ?> map -> result.setStructValue(of(withTextKeys(map))).build();
      case Iterable<?> items -> result.setListValue(list(items)).build();
      default -> result.setStringValue(value.toString()).build();
    };
  }

  @SuppressWarnings("unchecked") // keys of JSON objects are text
  private static Map<String, ?> withTextKeys(Map<?, ?> map) {
    return (Map<String, ?>) map;
  }

  private static ListValue list(Iterable<?> items) {
    ListValue.Builder list = ListValue.newBuilder();
    items.forEach(item -> list.addValues(value(item)));
    return list.build();
  }
}
