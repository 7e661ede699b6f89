package dev.tocsin.identity.user;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.tenant.TenantSettings;
import dev.tocsin.proto.identity.v1.ContactKind;
import dev.tocsin.proto.identity.v1.NoticePreferences;
import dev.tocsin.proto.notification.v1.ChannelKind;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Where a notice to a person goes, as the person wants it. */
@Singleton
public class Addressees {

  private static final List<ContactKind> USUAL =
      List.of(
          ContactKind.CONTACT_KIND_EMAIL,
          ContactKind.CONTACT_KIND_SLACK,
          ContactKind.CONTACT_KIND_PHONE);

  /** One address of a person. */
  public record Address(ChannelKind channel, String address) {}

  /**
   * Somebody to tell.
   *
   * @param timeZone IANA name of the zone in which times are told
   * @param locale language of the message
   * @param addresses in the order in which they are tried; empty when the person cannot be reached
   */
  public record Addressee(
      UUID id, String name, String timeZone, String locale, List<Address> addresses) {}

  private final Database database;
  private final ContactStore contacts;
  private final TenantSettings settings;

  Addressees(
      @ServiceDatabase("identity") Database database,
      ContactStore contacts,
      TenantSettings settings) {
    this.database = database;
    this.contacts = contacts;
    this.settings = settings;
  }

  /** Empty when there is no such active person, or when it wants no notices. */
  public Uni<Optional<Addressee>> of(UUID tenant, UUID user) {
    return database.entities(
        tenant,
        tx ->
            tx.find(Person.class, user)
                .flatMap(
                    person ->
                        person == null
                                || !person.active
                                || NoticeRules.read(person.notices).getOff()
                            ? Uni.createFrom().item(Optional.empty())
                            : contacts
                                .of(tx, List.of(user))
                                .map(found -> Optional.of(addressee(person, found)))));
  }

  /** Those of these people who have an enabled address that they have shown to be theirs. */
  public Uni<Set<UUID>> verified(Mutiny.Session tx, Collection<UUID> people) {
    return people.isEmpty()
        ? Uni.createFrom().item(Set.of())
        : contacts
            .of(tx, people)
            .map(
                found -> {
                  Set<UUID> verified = new HashSet<>();
                  found.stream()
                      .filter(contact -> contact.enabled && contact.verifiedTime != null)
                      .forEach(contact -> verified.add(contact.userId));
                  return verified;
                });
  }

  private Addressee addressee(Person person, List<ContactPoint> contacts) {
    NoticePreferences wanted = NoticeRules.read(person.notices);
    List<ContactKind> kinds =
        wanted.getContactKindsCount() == 0 ? USUAL : wanted.getContactKindsList();
    List<Address> addresses = new ArrayList<>();
    contacts.stream()
        .filter(contact -> contact.enabled && kinds.contains(contact.kind()))
        .sorted(
            Comparator.comparing((ContactPoint contact) -> contact.verifiedTime == null)
                .thenComparing(contact -> kinds.indexOf(contact.kind())))
        .forEach(contact -> addresses.add(new Address(CodePost.channel(contact), contact.address)));
    if (addresses.isEmpty() && wanted.getContactKindsCount() == 0) {
      addresses.add(new Address(ChannelKind.CHANNEL_KIND_EMAIL, person.email));
    }
    return new Addressee(
        person.id,
        person.name,
        person.timeZone,
        person.locale.isEmpty() ? settings.of(person.tenantId).getLocale() : person.locale,
        addresses);
  }
}
