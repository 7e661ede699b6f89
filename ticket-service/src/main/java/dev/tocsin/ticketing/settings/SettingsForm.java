package dev.tocsin.ticketing.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.proto.ticketing.v1.TicketProvider;
import dev.tocsin.ticketing.provider.ProviderSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The settings of a type between the contract and storage, for every type alike. A field {@code x}
 * beside a field {@code x_set} is a secret: it is written, kept sealed, and never read back. The
 * settings message of a type is the one whose field in {@code TicketProvider} bears the type's id.
 */
final class SettingsForm {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SET = "_set";

  private SettingsForm() {}

  /** The field of a type's settings, for example {@code jira}. */
  static FieldDescriptor field(String type) {
    FieldDescriptor field = TicketProvider.getDescriptor().findFieldByName(type);
    if (field == null || field.getContainingOneof() == null) {
      throw new IllegalStateException(
          "ticket.proto has no settings for ticket providers of type '" + type + "'");
    }
    return field;
  }

  /** Names of a type's settings that may change. */
  static Set<String> names(String type) {
    var names = new java.util.TreeSet<String>();
    for (FieldDescriptor setting : field(type).getMessageType().getFields()) {
      if (!setting.getName().endsWith(SET)) {
        names.add(setting.getName());
      }
    }
    return names;
  }

  /**
   * The settings in the message over those known: a secret that is empty stays as it is, and one
   * that a map does not name any more goes.
   *
   * @throws Invalid when the settings are those of another type
   */
  static ProviderSettings read(
      TicketProvider provider, String type, ProviderSettings known, Set<String> secretMaps) {
    FieldDescriptor field = field(type);
    if (!provider.hasField(field)) {
      throw Invalid.field(
          "provider." + type,
          "the settings of a provider of type '%s' are missing: they go into '%s'"
              .formatted(type, type));
    }
    Message settings = (Message) provider.getField(field);
    Map<String, String> secret = new HashMap<>();
    Message.Builder open = settings.toBuilder();
    for (FieldDescriptor setting : field.getMessageType().getFields()) {
      String name = setting.getName();
      if (secretMaps.contains(name)) {
        entries(settings, setting)
            .forEach((key, value) -> keep(secret, name + "/" + key, value, known));
        open.clearField(setting);
      } else if (isSecret(setting)) {
        keep(secret, name, (String) settings.getField(setting), known);
        open.clearField(setting);
      } else if (name.endsWith(SET)) {
        open.clearField(setting);
      }
    }
    return new ProviderSettings(json(open.build()), secret);
  }

  /**
   * Refuses to send known secrets to another place than the one they were given for: whoever may
   * change a provider need not know its secrets.
   *
   * @param sentTo settings that say where a secret goes, each with the secret or map of secrets
   * @throws Invalid naming the first secret that has to be given again
   */
  static void requireSecretsForNewPlaces(
      TicketProvider provider, String type, ProviderSettings known, Map<String, String> sentTo) {
    Message settings = (Message) provider.getField(field(type));
    sentTo.forEach(
        (place, secret) -> {
          String wanted = settings.getField(setting(settings, place)).toString();
          if (!wanted.equals(known.text(place)) && keepsOne(settings, secret, known)) {
            throw Invalid.field(
                "provider.%s.%s".formatted(type, secret),
                "must be given again when '%s' changes: it would be sent there".formatted(place));
          }
        });
  }

  private static boolean keepsOne(Message settings, String secret, ProviderSettings known) {
    FieldDescriptor setting = setting(settings, secret);
    if (setting.isMapField()) {
      return entries(settings, setting).entrySet().stream()
          .anyMatch(
              entry ->
                  entry.getValue().isEmpty()
                      && known.secret().containsKey(secret + "/" + entry.getKey()));
    }
    return settings.getField(setting).toString().isEmpty() && known.secret().containsKey(secret);
  }

  private static FieldDescriptor setting(Message settings, String name) {
    return settings.getDescriptorForType().findFieldByName(name);
  }

  /** Puts the settings into the answer: of secrets, only that they are there. */
  static void write(
      TicketProvider.Builder provider,
      String type,
      ProviderSettings settings,
      Set<String> secretMaps) {
    FieldDescriptor field = field(type);
    Message.Builder message = provider.newBuilderForField(field);
    try {
      JsonFormat.parser().ignoringUnknownFields().merge(settings.open().toString(), message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("stored settings of type " + type + " cannot be read", e);
    }
    for (FieldDescriptor setting : field.getMessageType().getFields()) {
      String name = setting.getName();
      if (name.endsWith(SET)) {
        String of = name.substring(0, name.length() - SET.length());
        message.setField(setting, settings.secret().containsKey(of));
      } else if (secretMaps.contains(name)) {
        settings.secretMap(name).keySet().forEach(key -> addEntry(message, setting, key));
      }
    }
    provider.setField(field, message.build());
  }

  /** Shows a secret that the server made, this once. */
  static TicketProvider withMade(
      TicketProvider answer, String type, ProviderSettings asked, ProviderSettings made) {
    TicketProvider.Builder shown = answer.toBuilder();
    FieldDescriptor field = field(type);
    Message.Builder message = ((Message) answer.getField(field)).toBuilder();
    made.secret()
        .forEach(
            (name, value) -> {
              if (!asked.secret().containsKey(name)) {
                message.setField(field.getMessageType().findFieldByName(name), value);
              }
            });
    return shown.setField(field, message.build()).build();
  }

  private static void keep(
      Map<String, String> secret, String name, String value, ProviderSettings known) {
    String kept = value.isEmpty() ? known.secret().getOrDefault(name, "") : value;
    if (!kept.isEmpty()) {
      secret.put(name, kept);
    }
  }

  private static Map<String, String> entries(Message settings, FieldDescriptor map) {
    Map<String, String> entries = new HashMap<>();
    FieldDescriptor key = map.getMessageType().findFieldByName("key");
    FieldDescriptor value = map.getMessageType().findFieldByName("value");
    for (int i = 0; i < settings.getRepeatedFieldCount(map); i++) {
      Message entry = (Message) settings.getRepeatedField(map, i);
      entries.put((String) entry.getField(key), (String) entry.getField(value));
    }
    return entries;
  }

  private static void addEntry(Message.Builder message, FieldDescriptor map, String key) {
    Message.Builder entry = message.newBuilderForField(map);
    entry.setField(map.getMessageType().findFieldByName("key"), key);
    entry.setField(map.getMessageType().findFieldByName("value"), "");
    message.addRepeatedField(map, entry.build());
  }

  private static ObjectNode json(Message open) {
    try {
      String text = JsonFormat.printer().preservingProtoFieldNames().print(open);
      return (ObjectNode) JSON.readTree(text);
    } catch (InvalidProtocolBufferException e) {
      throw Invalid.field("provider", "holds a number that JSON cannot hold (NaN or Infinity)");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JsonFormat printed something else than JSON", e);
    }
  }

  private static boolean isSecret(FieldDescriptor setting) {
    return setting.getContainingType().findFieldByName(setting.getName() + SET) != null;
  }
}
