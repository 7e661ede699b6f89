package dev.tocsin.platform.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.io.IOException;
import java.util.function.BiConsumer;

/** Reads JSON of any shape, at the parser's token, into {@code google.protobuf.Struct}. */
final class FreeForm {
  private FreeForm() {}

  static Struct struct(JsonParser parser, BiConsumer<String, String> mistake, String path)
      throws IOException {
    Struct.Builder struct = Struct.newBuilder();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (struct.containsFields(name)) {
        mistake.accept(path + "." + name, "is given twice");
      }
      struct.putFields(name, value(parser, mistake, path + "." + name));
    }
    return struct.build();
  }

  static Value value(JsonParser parser, BiConsumer<String, String> mistake, String path)
      throws IOException {
    Value.Builder value = Value.newBuilder();
    switch (parser.currentToken()) {
      case START_OBJECT -> value.setStructValue(struct(parser, mistake, path));
      case START_ARRAY -> {
        ListValue.Builder list = ListValue.newBuilder();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.addValues(value(parser, mistake, path + "[" + list.getValuesCount() + "]"));
        }
        value.setListValue(list);
      }
      case VALUE_STRING -> value.setStringValue(parser.getText());
      case VALUE_TRUE -> value.setBoolValue(true);
      case VALUE_FALSE -> value.setBoolValue(false);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        double number = parser.getDoubleValue();
        if (Double.isInfinite(number)) {
          mistake.accept(path, "is too large a number");
        }
        value.setNumberValue(number);
      }
      default -> value.setNullValue(NullValue.NULL_VALUE);
    }
    return value.build();
  }
}
