package dev.tocsin.identity.user;

import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.ContactBlock;
import dev.tocsin.proto.identity.v1.ContactMethod;
import dev.tocsin.proto.identity.v1.Preferences;
import dev.tocsin.proto.identity.v1.User;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** People and contact methods as proto messages. */
final class UserMessages {

  private UserMessages() {}

  static User of(Person person) {
    return User.newBuilder()
        .setId(person.id.toString())
        .setEmail(person.email)
        .setName(person.name)
        .setRole(person.role())
        .setTimeZone(person.timeZone)
        .setLocale(person.locale)
        .setActive(person.active)
        .setCreateTime(ProtoTime.of(person.createTime))
        .setUpdateTime(ProtoTime.of(person.updateTime))
        .build();
  }

  static ContactMethod of(ContactPoint contact) {
    var message =
        ContactMethod.newBuilder()
            .setId(contact.id.toString())
            .setUserId(contact.userId.toString())
            .setKind(contact.kind())
            .setAddress(contact.address)
            .setLabel(contact.label)
            .setEnabled(contact.enabled)
            .setCreateTime(ProtoTime.of(contact.createTime));
    if (contact.verifiedTime != null) {
      message.setVerifiedTime(ProtoTime.of(contact.verifiedTime));
    }
    return message.build();
  }

  static List<ContactMethod> of(List<ContactPoint> contacts, Map<UUID, ContactBlock> blocked) {
    return contacts.stream()
        .map(
            contact -> {
              ContactBlock block = blocked.get(contact.id);
              return block == null ? of(contact) : of(contact).toBuilder().setBlock(block).build();
            })
        .toList();
  }

  static Preferences preferences(Person person) {
    return Preferences.newBuilder()
        .setUserId(person.id.toString())
        .setLocale(person.locale)
        .setTimeZone(person.timeZone)
        .addAllPageRules(PageRules.read(person.pageRules))
        .setNotices(NoticeRules.read(person.notices))
        .build();
  }

  /** With the tenant's language for a person who chose none. */
  static Preferences preferences(Person person, String usualLocale) {
    Preferences own = preferences(person);
    return own.getLocale().isEmpty() ? own.toBuilder().setLocale(usualLocale).build() : own;
  }

  static UUID userId(ContactMethod contact) {
    return id("contact_method.user_id", contact.getUserId());
  }

  static UUID id(String field, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Invalid.field(field, "'" + text + "' is not an id: it must be a UUID");
    }
  }
}
