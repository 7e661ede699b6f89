package dev.tocsin.alerting.paging;

import dev.tocsin.proto.identity.v1.ContactKind;
import dev.tocsin.proto.identity.v1.ContactMethod;
import dev.tocsin.proto.identity.v1.ReachableUser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Reads what identity-service says of people. */
final class Persons {

  private Persons() {}

  static Map<UUID, Person> of(List<ReachableUser> users) {
    Map<UUID, Person> persons = new HashMap<>();
    for (ReachableUser user : users) {
      UUID id = UUID.fromString(user.getUser().getId());
      List<Person.Contact> contacts =
          user.getContactMethodsList().stream().flatMap(Persons::contact).toList();
      persons.put(
          id,
          new Person(
              id,
              user.getUser().getName(),
              user.getUser().getActive(),
              contacts,
              wishes(user.getPreferences())));
    }
    return persons;
  }

  private static Preferences wishes(dev.tocsin.proto.identity.v1.Preferences told) {
    Map<String, List<Medium>> media = new HashMap<>();
    told.getPageRulesList()
        .forEach(
            rule -> {
              List<Medium> wanted =
                  rule.getContactKindsList().stream()
                      .flatMap(kind -> medium(kind).stream())
                      .toList();
              rule.getSeveritiesList().forEach(severity -> media.put(severity, wanted));
            });
    String zone = told.getTimeZone().isEmpty() ? "UTC" : told.getTimeZone();
    return new Preferences(told.getLocale(), zone, media);
  }

  private static Stream<Person.Contact> contact(ContactMethod method) {
    return medium(method.getKind()).stream()
        .map(
            medium ->
                new Person.Contact(
                    medium, method.getAddress(), method.getEnabled(), method.hasVerifiedTime()));
  }

  private static Optional<Medium> medium(ContactKind kind) {
    return switch (kind) {
      case CONTACT_KIND_EMAIL -> Optional.of(Medium.EMAIL);
      case CONTACT_KIND_SLACK -> Optional.of(Medium.SLACK);
      case CONTACT_KIND_PHONE -> Optional.of(Medium.SMS);
      case CONTACT_KIND_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }
}
