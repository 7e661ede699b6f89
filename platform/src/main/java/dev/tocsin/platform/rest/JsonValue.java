package dev.tocsin.platform.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads single values of one body, each as the type of its field. */
final class JsonValue {
  private final JsonParser parser;
  private final JsonMistakes mistakes;
  private final JsonMessage messages;

  JsonValue(JsonParser parser, JsonMistakes mistakes, JsonMessage messages) {
    this.parser = parser;
    this.mistakes = mistakes;
    this.messages = messages;
  }

  /** The value at this token, or null after a mistake. */
  @Nullable Object read(Message.Builder holder, FieldDescriptor field, String path, int depth)
      throws IOException {
    JsonToken token = parser.currentToken();
    if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      return message(holder, field, path, depth);
    }
    boolean text = token == JsonToken.VALUE_STRING;
    boolean number = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
    boolean bool = token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE;
    boolean fits =
        switch (field.getJavaType()) {
          case STRING, BYTE_STRING -> text;
          case BOOLEAN -> bool;
          case ENUM -> text || token == JsonToken.VALUE_NUMBER_INT;
          default -> text || number;
        };
    if (!fits) {
      mistakes.wrongType(path, "must be " + word(field));
      return null;
    }
    if (field.getJavaType() == FieldDescriptor.JavaType.ENUM && !text) {
      Object known = field.getEnumType().findValueByNumber(parser.getValueAsInt(-1));
      if (known == null) {
        mistakes.add(
            path, "must be one of " + String.join(", ", Names.values(field.getEnumType())));
      }
      return known;
    }
    return parsed(field, parser.getText(), path);
  }

  private @Nullable Object parsed(FieldDescriptor field, String text, String path) {
    try {
      return TextValue.parse(field, text);
    } catch (TextValue.Mistake e) {
      mistakes.add(path, e.words());
      return null;
    }
  }

  private @Nullable Object message(
      Message.Builder holder, FieldDescriptor field, String path, int depth) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (field.getMessageType().getFullName()) {
      case "google.protobuf.Timestamp", "google.protobuf.Duration", "google.protobuf.FieldMask" -> {
        if (token != JsonToken.VALUE_STRING) {
          mistakes.wrongType(path, "must be " + word(field));
          yield null;
        }
        yield parsed(field, parser.getText(), path);
      }
      case "google.protobuf.Struct" -> {
        if (token != JsonToken.START_OBJECT) {
          mistakes.wrongType(path, "must be an object");
          yield null;
        }
        yield FreeForm.struct(parser, mistakes::add, path);
      }
      case "google.protobuf.Value" -> FreeForm.value(parser, mistakes::add, path);
      default -> {
        if (token != JsonToken.START_OBJECT) {
          mistakes.wrongType(path, "must be an object");
          yield null;
        }
        Message.Builder inner = holder.newBuilderForField(field);
        messages.object(inner, path + ".", depth + 1);
        yield inner.build();
      }
    };
  }

  private static String word(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case STRING -> "a string";
      case BOOLEAN -> "true or false";
      case BYTE_STRING -> "a base64 string";
      case ENUM -> "one of " + String.join(", ", Names.values(field.getEnumType()));
      case MESSAGE ->
          switch (field.getMessageType().getName()) {
            case "Timestamp" -> "a time as 2026-01-31T12:00:00Z";
            case "Duration" -> "a duration as 30s";
            default -> "a string of field names with commas between";
          };
      default -> "a number";
    };
  }
}
