package dev.tocsin.notification.channel;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.tocsin.platform.error.Invalid;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of a kind between the contract and storage, for every kind alike. A field {@code x}
 * beside a field {@code x_set} is a secret: it is written, kept sealed, and never read back. The
 * settings message of a kind is the one whose field in {@code Channel} bears the kind's name.
 */
final class SettingsForm {

  private static final String SET = "_set";

  private SettingsForm() {}

  /**
   * The settings in the request over those known. A secret that is empty stays as it is.
   *
   * @throws Invalid when the settings are those of another kind
   */
  static ChannelSettings read(
      dev.tocsin.proto.notification.v1.Channel channel, String kind, ChannelSettings known) {
    FieldDescriptor field = field(kind);
    if (!channel.hasField(field)) {
      throw Invalid.field(
          "channel." + kind,
          "The settings of a " + kind + " channel are missing: they go into '" + kind + "'");
    }
    Message settings = (Message) channel.getField(field);
    Map<String, Object> open = new HashMap<>();
    Map<String, String> secret = new HashMap<>(known.secret());
    for (FieldDescriptor setting : field.getMessageType().getFields()) {
      if (setting.getName().endsWith(SET)) {
        continue;
      }
      Object value = settings.getField(setting);
      if (!isSecret(setting)) {
        open.put(
            setting.getName(), value instanceof EnumValueDescriptor name ? name.getName() : value);
      } else if (!value.toString().isEmpty()) {
        secret.put(setting.getName(), value.toString());
      }
    }
    return new ChannelSettings(open, secret);
  }

  /**
   * The secrets that the request would have sent to another place than the one they were given for,
   * without giving them anew: whoever may change a channel need not know its secrets.
   *
   * @param sentTo settings that say where a secret goes, each with the secret
   * @return what is wrong, by name of the secret
   */
  static Map<String, String> misdirected(
      dev.tocsin.proto.notification.v1.Channel channel,
      String kind,
      ChannelSettings known,
      Map<String, String> sentTo) {
    Message settings = (Message) channel.getField(field(kind));
    Map<String, String> wrong = new TreeMap<>();
    sentTo.forEach(
        (place, secret) -> {
          String wanted = settings.getField(setting(settings, place)).toString();
          String given = settings.getField(setting(settings, secret)).toString();
          if (known.secret().containsKey(secret)
              && given.isEmpty()
              && !wanted.equals(known.text(place))) {
            wrong.put(
                secret,
                "It must be given again when '%s' changes: it would be sent there"
                    .formatted(place));
          }
        });
    return wrong;
  }

  private static FieldDescriptor setting(Message settings, String name) {
    return settings.getDescriptorForType().findFieldByName(name);
  }

  /** Puts the settings into the answer: secrets as {@code …_set} alone. */
  static void write(
      dev.tocsin.proto.notification.v1.Channel.Builder channel,
      String kind,
      ChannelSettings settings) {
    FieldDescriptor field = field(kind);
    Message.Builder message = channel.newBuilderForField(field);
    for (FieldDescriptor setting : field.getMessageType().getFields()) {
      String name = setting.getName();
      if (name.endsWith(SET)) {
        message.setField(
            setting,
            settings.secret().containsKey(name.substring(0, name.length() - SET.length())));
      } else if (!isSecret(setting) && settings.open().containsKey(name)) {
        message.setField(setting, value(setting, settings.open().get(name)));
      }
    }
    channel.setField(field, message.build());
  }

  private static Object value(FieldDescriptor setting, Object stored) {
    return switch (setting.getJavaType()) {
      case ENUM -> setting.getEnumType().findValueByName(stored.toString());
      case INT -> ((Number) stored).intValue();
      case LONG -> ((Number) stored).longValue();
      default -> stored;
    };
  }

  private static boolean isSecret(FieldDescriptor setting) {
    return setting.getContainingType().findFieldByName(setting.getName() + SET) != null;
  }

  private static FieldDescriptor field(String kind) {
    FieldDescriptor field =
        dev.tocsin.proto.notification.v1.Channel.getDescriptor().findFieldByName(kind);
    if (field == null) {
      throw new IllegalStateException(
          "The contract has no settings for channels of kind '" + kind + "'");
    }
    return field;
  }
}
