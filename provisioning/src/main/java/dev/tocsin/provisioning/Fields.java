package dev.tocsin.provisioning;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.Timestamps;
import dev.tocsin.platform.yaml.Place;
import dev.tocsin.platform.yaml.YamlList;
import dev.tocsin.platform.yaml.YamlMap;
import dev.tocsin.platform.yaml.YamlText;
import dev.tocsin.platform.yaml.YamlValue;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts what a group of keys says into a message, field by field as the contract names them: what
 * the contract gains can be declared at once.
 */
final class Fields {
  private static final Set<String> OUTPUT =
      Set.of(
          "id",
          "create_time",
          "update_time",
          "effective_time",
          "callback_path",
          "webhook_path",
          "masked_key",
          "version",
          "warnings",
          "verified_time",
          "block");

  private Fields() {}

  /** Every key that the body has left. */
  static void write(Body body, Message.Builder to) {
    Descriptor type = to.getDescriptorForType();
    Set<String> names =
        type.getFields().stream()
            .filter(Fields::isInput)
            .map(FieldDescriptor::getName)
            .collect(Collectors.toSet());
    for (YamlMap.Entry entry : body.rest()) {
      String name = entry.key().replace('-', '_');
      if (!names.contains(name)) {
        body.unknown(entry, names);
      } else if (!(entry.value() instanceof YamlText text && text.isNull())) {
        set(body, to, type.findFieldByName(name), entry.value());
      }
    }
  }

  /** Ids are written as names, and secrets that are stored are told by the server. */
  private static boolean isInput(FieldDescriptor field) {
    return !OUTPUT.contains(field.getName())
        && !field.getFullName().endsWith("identity.v1.User.locale")
        && !field.getName().endsWith("_id")
        && !isStoredMark(field);
  }

  /** Is it the mark {@code x_set} beside the secret {@code x}? */
  static boolean isStoredMark(FieldDescriptor field) {
    String name = field.getName();
    return name.endsWith("_set")
        && field.getContainingType().findFieldByName(name.substring(0, name.length() - 4)) != null;
  }

  /** Is it a secret: written, never returned? */
  static boolean isSecret(FieldDescriptor field) {
    return field.getContainingType().findFieldByName(field.getName() + "_set") != null
        || (field.getFullName().endsWith("ticketing.v1.WebhookSettings.headers"));
  }

  static void set(Body body, Message.Builder to, FieldDescriptor field, YamlValue value) {
    if (field.isMapField()) {
      map(body, to, field, value);
    } else if (field.isRepeated()) {
      to.clearField(field);
      List<YamlValue> items = value instanceof YamlList list ? list.items() : List.of(value);
      items.forEach(
          item -> one(body, to, field, item).ifPresent(read -> to.addRepeatedField(field, read)));
    } else if (value instanceof YamlMap map && isGroup(field)) {
      write(body.within(map), to.getFieldBuilder(field));
    } else {
      one(body, to, field, value).ifPresent(read -> to.setField(field, read));
    }
  }

  private static void map(Body body, Message.Builder to, FieldDescriptor field, YamlValue value) {
    if (!(value instanceof YamlMap map)) {
      notAGroup(body, field, value);
      return;
    }
    to.clearField(field);
    Descriptor pair = field.getMessageType();
    for (YamlMap.Entry entry : map.entries().values()) {
      Message.Builder made = to.newBuilderForField(field);
      made.setField(pair.findFieldByName("key"), entry.key());
      one(body, made, pair.findFieldByName("value"), entry.value())
          .ifPresent(
              read ->
                  to.addRepeatedField(
                      field, made.setField(pair.findFieldByName("value"), read).build()));
    }
  }

  private static boolean isGroup(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && !field.getMessageType().getFullName().startsWith("google.protobuf.");
  }

  private static Optional<Object> one(
      Body body, Message.Builder to, FieldDescriptor field, YamlValue value) {
    if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      return message(body, to, field, value);
    }
    if (!(value instanceof YamlText scalar)) {
      return wrong(body, field, value, "a text");
    }
    String text = scalar.text().strip();
    try {
      return switch (field.getJavaType()) {
        case STRING -> Optional.of(scalar.text());
        case INT -> Optional.of(Integer.valueOf(text));
        case LONG -> Optional.of(Long.valueOf(text));
        case DOUBLE -> Optional.of(Double.valueOf(text));
        case FLOAT -> Optional.of(Float.valueOf(text));
        case BOOLEAN ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true", "yes", "on" -> Optional.of(true);
              case "false", "no", "off" -> Optional.of(false);
              default -> wrong(body, field, value, "true or false");
            };
        case ENUM -> word(body, field, value, text);
        case BYTE_STRING, MESSAGE -> wrong(body, field, value, "something else");
      };
    } catch (NumberFormatException e) {
      return wrong(body, field, value, "a number");
    }
  }

  private static Optional<Object> message(
      Body body, Message.Builder to, FieldDescriptor field, YamlValue value) {
    switch (field.getMessageType().getFullName()) {
      case "google.protobuf.Duration" -> {
        Optional<Duration> length =
            value instanceof YamlText text ? Lengths.read(text.text()) : Optional.empty();
        return length.isPresent()
            ? Optional.of(length.get())
            : wrong(body, field, value, "a duration, for example 30s, 5m or 2h");
      }
      case "google.protobuf.Timestamp" -> {
        try {
          return Optional.of(Timestamps.parse(value instanceof YamlText text ? text.text() : ""));
        } catch (ParseException e) {
          return wrong(body, field, value, "a time, for example 2026-03-01T09:00:00Z");
        }
      }
      case "google.protobuf.Struct" -> {
        return value instanceof YamlMap map
            ? Optional.of(struct(map))
            : notAGroup(body, field, value);
      }
      default -> {
        if (!(value instanceof YamlMap map)) {
          return notAGroup(body, field, value);
        }
        Message.Builder made = to.newBuilderForField(field);
        write(body.within(map), made);
        return Optional.of(made.build());
      }
    }
  }

  /** The word of an enum: as it is, or without what all of them begin with, whatever the case. */
  private static Optional<Object> word(
      Body body, FieldDescriptor field, YamlValue value, String text) {
    List<EnumValueDescriptor> words = field.getEnumType().getValues();
    String first = words.getFirst().getName();
    String prefix = first.substring(0, first.length() - "UNSPECIFIED".length());
    String wanted = text.toUpperCase(Locale.ROOT).replace('-', '_');
    for (EnumValueDescriptor word : words.subList(1, words.size())) {
      if (word.getName().equals(wanted) || word.getName().equals(prefix + wanted)) {
        return Optional.of(word);
      }
    }
    return wrong(
        body,
        field,
        value,
        "one of "
            + words.stream()
                .skip(1)
                .map(word -> word.getName().substring(prefix.length()).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
  }

  private static Struct struct(YamlMap map) {
    Struct.Builder struct = Struct.newBuilder();
    map.entries().forEach((key, entry) -> struct.putFields(key, value(entry.value())));
    return struct.build();
  }

  private static Value value(YamlValue value) {
    return switch (value) {
      case YamlText text when text.isNull() -> Value.newBuilder().setNullValueValue(0).build();
      case YamlText text -> Value.newBuilder().setStringValue(text.text()).build();
      case YamlList list -> {
        var items = com.google.protobuf.ListValue.newBuilder();
        list.items().forEach(item -> items.addValues(value(item)));
        yield Value.newBuilder().setListValue(items).build();
      }
      case YamlMap map -> Value.newBuilder().setStructValue(struct(map)).build();
    };
  }

  /** For a number, a switch, a word or a duration: none of them is ever a secret. */
  private static Optional<Object> wrong(
      Body body, FieldDescriptor field, YamlValue value, String takes) {
    String what = value instanceof YamlText text ? text.quoted() : value.what();
    return wrong(body, field, value.place(), what, takes);
  }

  private static Optional<Object> notAGroup(Body body, FieldDescriptor field, YamlValue value) {
    return wrong(body, field, value.place(), value.what(), "a group of keys");
  }

  private static Optional<Object> wrong(
      Body body, FieldDescriptor field, Place at, String what, String takes) {
    body.problem(at, "`%s` is %s, but takes %s".formatted(field.getName(), what, takes));
    return Optional.empty();
  }
}
