package dev.tocsin.ticketing.settings;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.ticketing.v1.FieldMapping;
import dev.tocsin.proto.ticketing.v1.TicketProvider;
import dev.tocsin.ticketing.mapping.Mapping;
import dev.tocsin.ticketing.provider.Capability;
import dev.tocsin.ticketing.provider.ProviderSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Configured providers between the contract and what is stored. */
final class ProviderMessages {
  /** Settings before there are any. */
  static final ProviderSettings NOTHING =
      new ProviderSettings(JsonNodeFactory.instance.objectNode(), Map.of());

  private ProviderMessages() {}

  static TicketProvider message(
      TicketProviderRow row, Settings settings, dev.tocsin.ticketing.provider.TicketProvider type) {
    var message =
        TicketProvider.newBuilder()
            .setId(row.id.toString())
            .setName(row.name)
            .setType(row.type)
            .setDisabled(row.disabled)
            .setCreateTime(ProtoTime.of(row.createdAt))
            .setUpdateTime(ProtoTime.of(row.updatedAt));
    SettingsForm.write(message, row.type, settings.settings(), type.secretMaps());
    settings
        .mappings()
        .forEach(
            mapping ->
                message.addFieldMappings(
                    FieldMapping.newBuilder()
                        .setField(mapping.field())
                        .setExpression(mapping.expression())));
    if (type.callback().isPresent()) {
      message.setCallbackPath("/api/v1/tickets/webhooks/" + row.type + "/" + row.id);
    }
    return message.build();
  }

  static List<Mapping> mappings(List<FieldMapping> messages) {
    return messages.stream().map(m -> new Mapping(m.getField(), m.getExpression())).toList();
  }

  static List<String> words(Set<Capability> capabilities) {
    return capabilities.stream().map(c -> c.name().toLowerCase(Locale.ROOT)).sorted().toList();
  }

  /** Names of fields that an update may name. */
  static String[] changeable(String type) {
    List<String> names = new ArrayList<>(List.of("name", "disabled", "field_mappings", type));
    SettingsForm.names(type).forEach(name -> names.add(type + "." + name));
    return names.toArray(String[]::new);
  }

  /**
   * What is stored with the changes over it. Settings that come whole replace those that were, save
   * a secret map that comes empty: it was not shown, so nobody can have meant to empty it.
   */
  static TicketProvider merged(
      TicketProvider stored,
      TicketProvider asked,
      String type,
      ChangedFields changed,
      Set<String> secretMaps) {
    FieldDescriptor field = SettingsForm.field(type);
    Message before = (Message) stored.getField(field);
    Message given = (Message) asked.getField(field);
    boolean whole = changed.contains(type) && asked.hasField(field);
    Message.Builder settings = before.toBuilder();
    for (FieldDescriptor setting : field.getMessageType().getFields()) {
      boolean named = changed.contains(type + "." + setting.getName());
      boolean unseen =
          secretMaps.contains(setting.getName()) && given.getRepeatedFieldCount(setting) == 0;
      if (whole && !unseen || !changed.contains(type) && named) {
        settings.clearField(setting);
        if (setting.isRepeated() || given.hasField(setting) || !setting.hasPresence()) {
          settings.setField(setting, given.getField(setting));
        }
      }
    }
    return stored.toBuilder().setField(field, settings.build()).build();
  }
}
