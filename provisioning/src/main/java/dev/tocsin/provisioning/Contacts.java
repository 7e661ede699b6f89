package dev.tocsin.provisioning;

import dev.tocsin.platform.yaml.Problem;
import dev.tocsin.platform.yaml.YamlList;
import dev.tocsin.platform.yaml.YamlMap;
import dev.tocsin.platform.yaml.YamlText;
import dev.tocsin.platform.yaml.YamlValue;
import dev.tocsin.proto.identity.v1.ContactKind;
import dev.tocsin.proto.identity.v1.ContactMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a declared person is reached: {@code contacts} with an address, or several, for each kind.
 */
final class Contacts {
  private Contacts() {}

  static List<ContactMethod> of(Item item, List<Problem> problems) {
    YamlMap.Entry contacts = item.body().entries().get("contacts");
    if (item.kind() != Kind.USER || contacts == null) {
      return List.of();
    }
    if (!(contacts.value() instanceof YamlMap map)) {
      problems.add(
          contacts
              .place()
              .problem("`contacts` takes slack, email and phone, each with an address"));
      return List.of();
    }
    List<ContactMethod> found = new ArrayList<>();
    for (YamlMap.Entry entry : map.entries().values()) {
      ContactKind kind;
      try {
        kind = ContactKind.valueOf("CONTACT_KIND_" + entry.key().toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        problems.add(
            entry
                .place()
                .problem(
                    "`%s` is no kind of contact; known: slack, email, phone"
                        .formatted(entry.key())));
        continue;
      }
      List<YamlValue> values =
          entry.value() instanceof YamlList list ? list.items() : List.of(entry.value());
      for (YamlValue value : values) {
        if (value instanceof YamlText text && !text.text().isBlank()) {
          found.add(
              ContactMethod.newBuilder().setKind(kind).setAddress(text.text().strip()).build());
        } else {
          problems.add(
              value
                  .place()
                  .problem(
                      "an address is a text, not "
                          + (value instanceof YamlText ? "nothing" : value.what())));
        }
      }
    }
    return found;
  }

  /** Are they the same address, however it is written? */
  static boolean same(ContactMethod a, ContactMethod b) {
    return a.getKind() == b.getKind() && plain(a).equals(plain(b));
  }

  private static String plain(ContactMethod contact) {
    String address = contact.getAddress().toLowerCase(Locale.ROOT);
    return contact.getKind() == ContactKind.CONTACT_KIND_PHONE
        ? address.replaceAll("[^0-9+]", "").replaceFirst("^00", "+")
        : address;
  }
}
