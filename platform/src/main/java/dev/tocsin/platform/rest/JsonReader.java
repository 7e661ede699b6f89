package dev.tocsin.platform.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into a message, strictly: an unknown name, a name given twice, a value of another type
 * and a nesting too deep are each told with the field and the position, all at once where the JSON
 * itself is well-formed.
 */
final class JsonReader {
  private static final int MOST = 20;

  private final JsonFactory json;
  private final int maxDepth;

  JsonReader(int maxDepth) {
    this.maxDepth = maxDepth;
    this.json =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(maxDepth + 1)
                    .maxNumberLength(100)
                    .build())
            .build();
  }

  /**
   * Merges the object into the message.
   *
   * @param prefix path of the message in the request, with its dot; empty for the request itself
   * @return the names of the fields that the object gives, in the names of the proto
   * @throws Invalid with every mistake
   */
  Set<String> merge(byte[] body, Message.Builder into, String prefix) {
    try (JsonParser parser = json.createParser(body)) {
      Run run = new Run(parser);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        run.mistake(prefix, "must be a JSON object");
        throw new Invalid(run.found);
      }
      Set<String> given = run.object(into, prefix, 1);
      if (run.found.isEmpty() && parser.nextToken() != null) {
        run.mistake("", "something follows the JSON object");
      }
      if (!run.found.isEmpty()) {
        throw new Invalid(run.found);
      }
      return given;
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw Invalid.field("", "the body is not JSON in UTF-8: " + e.getMessage());
    }
  }

  private Invalid malformed(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    String why = e.getOriginalMessage().lines().findFirst().orElse("");
    if (why.contains("nesting depth")) {
      why = "nested deeper than " + maxDepth + " levels";
    }
    return new Invalid(
        List.of(
            new Violation(
                "",
                "the body is not well-formed JSON: " + why,
                at == null ? null : at.getLineNr(),
                at == null ? null : at.getColumnNr())));
  }

  /** One pass over one body. */
  private static final class Run {
    private final JsonParser parser;
    private final List<Violation> found = new ArrayList<>();

    Run(JsonParser parser) {
      this.parser = parser;
    }

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
          mistake(prefix + field.getName(), "is given twice");
          parser.nextToken();
          parser.skipChildren();
        } else {
          boolean isNull = parser.nextToken() == JsonToken.VALUE_NULL && !isValue(field);
          if (!isNull
              && field.getRealContainingOneof() != null
              && !oneofs.add(field.getRealContainingOneof())) {
            mistake(
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
      mistake(
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
        Object value = value(into, field, path, depth);
        if (value != null) {
          into.setField(field, value);
        }
      }
    }

    private void list(Message.Builder into, FieldDescriptor field, String path, int depth)
        throws IOException {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        wrongType(path, "must be an array");
        return;
      }
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        Object value = value(into, field, path + "[" + i + "]", depth + 1);
        if (value != null) {
          into.addRepeatedField(field, value);
        }
      }
    }

    private void map(Message.Builder into, FieldDescriptor field, String path, int depth)
        throws IOException {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        wrongType(path, "must be an object");
        return;
      }
      FieldDescriptor keys = field.getMessageType().findFieldByNumber(1);
      FieldDescriptor values = field.getMessageType().findFieldByNumber(2);
      Set<String> seen = new HashSet<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        String at = path + "[\"" + key + "\"]";
        parser.nextToken();
        if (!seen.add(key)) {
          mistake(at, "is given twice");
          parser.skipChildren();
          continue;
        }
        Message.Builder entry = into.newBuilderForField(field);
        Object value = value(entry, values, at, depth + 1);
        try {
          if (value != null) {
            entry.setField(keys, TextValue.parse(keys, key)).setField(values, value);
            into.addRepeatedField(field, entry.build());
          }
        } catch (TextValue.Mistake e) {
          mistake(at, "the key " + e.words());
        }
      }
    }

    /** The value at this token, or null after a mistake. */
    private @Nullable Object value(
        Message.Builder holder, FieldDescriptor field, String path, int depth) throws IOException {
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
        wrongType(path, "must be " + word(field));
        return null;
      }
      if (field.getJavaType() == FieldDescriptor.JavaType.ENUM && !text) {
        Object known = field.getEnumType().findValueByNumber(parser.getValueAsInt(-1));
        if (known == null) {
          mistake(path, "must be one of " + String.join(", ", Names.values(field.getEnumType())));
        }
        return known;
      }
      return parsed(field, parser.getText(), path);
    }

    private @Nullable Object parsed(FieldDescriptor field, String text, String path) {
      try {
        return TextValue.parse(field, text);
      } catch (TextValue.Mistake e) {
        mistake(path, e.words());
        return null;
      }
    }

    private @Nullable Object message(
        Message.Builder holder, FieldDescriptor field, String path, int depth) throws IOException {
      JsonToken token = parser.currentToken();
      return switch (field.getMessageType().getFullName()) {
        case "google.protobuf.Timestamp",
            "google.protobuf.Duration",
            "google.protobuf.FieldMask" -> {
          if (token != JsonToken.VALUE_STRING) {
            wrongType(path, "must be " + word(field));
            yield null;
          }
          yield parsed(field, parser.getText(), path);
        }
        case "google.protobuf.Struct" -> {
          if (token != JsonToken.START_OBJECT) {
            wrongType(path, "must be an object");
            yield null;
          }
          yield FreeForm.struct(parser, this::mistake, path);
        }
        case "google.protobuf.Value" -> FreeForm.value(parser, this::mistake, path);
        default -> {
          if (token != JsonToken.START_OBJECT) {
            wrongType(path, "must be an object");
            yield null;
          }
          Message.Builder inner = holder.newBuilderForField(field);
          object(inner, path + ".", depth + 1);
          yield inner.build();
        }
      };
    }

    private static boolean isValue(FieldDescriptor field) {
      return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
          && field.getMessageType().getFullName().equals("google.protobuf.Value");
    }

    private void wrongType(String path, String wanted) throws IOException {
      JsonToken token = parser.currentToken();
      String is =
          switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            default -> "null";
          };
      mistake(path, wanted + ", is " + is);
      parser.skipChildren();
    }

    void mistake(String path, String message) {
      if (found.size() < MOST) {
        JsonLocation at = parser.currentTokenLocation();
        String field = path.endsWith(".") ? path.substring(0, path.length() - 1) : path;
        found.add(new Violation(field, message, at.getLineNr(), at.getColumnNr()));
      }
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
}
