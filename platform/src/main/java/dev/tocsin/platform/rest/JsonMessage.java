package dev.tocsin.platform.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Reads the fields of one body's objects, lists and maps. */
final class JsonMessage {
  private final JsonParser parser;
  private final JsonMistakes mistakes;
  private final JsonValue values;

  JsonMessage(JsonParser parser, JsonMistakes mistakes) {
    this.parser = parser;
    this.mistakes = mistakes;
    this.values = new JsonValue(parser, mistakes, this);
  }

  /**
   * Reads an object whose first brace was read.
   *
   * @return the names of the fields that it gives, in the names of the proto
   */
  Set<String> object(Message.Builder into, String prefix, int depth) throws IOException {
    Descriptor type = into.getDescriptorForType();
    Set<String> given = new HashSet<>();
    Set<Object> oneofs = new HashSet<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      FieldDescriptor field = Names.field(type, name);
      if (field == null) {
        unknown(type, prefix, name);
      } else if (!given.add(field.getName())) {
        mistakes.add(prefix + field.getName(), "is given twice");
        parser.nextToken();
        parser.skipChildren();
      } else {
        boolean isNull = parser.nextToken() == JsonToken.VALUE_NULL && !isValue(field);
        if (!isNull
            && field.getRealContainingOneof() != null
            && !oneofs.add(field.getRealContainingOneof())) {
          mistakes.add(
              prefix + field.getName(),
              "excludes another field of " + field.getRealContainingOneof().getName());
        }
        if (!isNull) {
          field(into, field, prefix + field.getName(), depth);
        }
      }
    }
    return given;
  }

  private void unknown(Descriptor type, String prefix, String name) throws IOException {
    String nearest = Names.nearest(type, name);
    mistakes.add(
        prefix + name,
        "is not known" + (nearest.isEmpty() ? "" : "; did you mean " + nearest + "?"));
    parser.nextToken();
    parser.skipChildren();
  }

  private void field(Message.Builder into, FieldDescriptor field, String path, int depth)
      throws IOException {
    if (field.isMapField()) {
      map(into, field, path, depth);
    } else if (field.isRepeated()) {
      list(into, field, path, depth);
    } else {
      Object value = values.read(into, field, path, depth);
      if (value != null) {
        into.setField(field, value);
      }
    }
  }

  private void list(Message.Builder into, FieldDescriptor field, String path, int depth)
      throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      mistakes.wrongType(path, "must be an array");
      return;
    }
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      Object value = values.read(into, field, path + "[" + i + "]", depth + 1);
      if (value != null) {
        into.addRepeatedField(field, value);
      }
    }
  }

  private void map(Message.Builder into, FieldDescriptor field, String path, int depth)
      throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      mistakes.wrongType(path, "must be an object");
      return;
    }
    FieldDescriptor keys = field.getMessageType().findFieldByNumber(1);
    FieldDescriptor contents = field.getMessageType().findFieldByNumber(2);
    Set<String> seen = new HashSet<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      String at = path + "[\"" + key + "\"]";
      parser.nextToken();
      if (!seen.add(key)) {
        mistakes.add(at, "is given twice");
        parser.skipChildren();
        continue;
      }
      Message.Builder entry = into.newBuilderForField(field);
      Object value = values.read(entry, contents, at, depth + 1);
      try {
        if (value != null) {
          entry.setField(keys, TextValue.parse(keys, key)).setField(contents, value);
          into.addRepeatedField(field, entry.build());
        }
      } catch (TextValue.Mistake e) {
        mistakes.add(at, "the key " + e.words());
      }
    }
  }

  private static boolean isValue(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && field.getMessageType().getFullName().equals("google.protobuf.Value");
  }
}
