package dev.tocsin.identity.user;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.proto.identity.v1.ContactKind;
import dev.tocsin.proto.identity.v1.ContactMethod;
import dev.tocsin.proto.identity.v1.ReachableUser;
import dev.tocsin.proto.platform.v1.Role;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** How to reach people: each edits the own contact methods, admins those of others. */
@Singleton
class Contacts {

  private final Database database;
  private final PersonStore people;
  private final ContactStore contacts;
  private final AuditLog audit;
  private final Reachable reachable;

  Contacts(
      @ServiceDatabase("identity") Database database,
      PersonStore people,
      ContactStore contacts,
      AuditLog audit,
      Reachable reachable) {
    this.reachable = reachable;
    this.database = database;
    this.people = people;
    this.contacts = contacts;
    this.audit = audit;
  }

  Uni<ContactPoint> create(Caller caller, UUID userId, ContactAddress address, String label) {
    UUID tenant = caller.tenantId();
    Instant now = database.clock().now();
    var contact = new ContactPoint(tenant, Ids.next(now), userId, address, label, now);
    return database.entities(
        tenant,
        tx ->
            owner(tx, caller, userId, Role.ROLE_ADMIN)
                .flatMap(person -> contacts.add(tx, contact))
                .call(
                    () ->
                        audit.record(
                            tx,
                            caller,
                            tenant,
                            "contact_method.create",
                            resource(userId, contact.id),
                            Map.of("kind", address.kind().name(), "label", label))));
  }

  /** A contact method and whose it is. */
  record Owned(Person person, ContactPoint contact) {}

  /** One of a person's contact methods, for the person and for who has this role. */
  Uni<Owned> withOwner(Caller caller, UUID userId, UUID id, Role forOthers) {
    return database.entities(
        caller.tenantId(),
        tx ->
            owner(tx, caller, userId, forOthers)
                .flatMap(
                    person ->
                        contacts.get(tx, userId, id).map(contact -> new Owned(person, contact))));
  }

  Uni<ContactPoint> get(Caller caller, UUID userId, UUID id) {
    return withOwner(caller, userId, id, Role.ROLE_MANAGER).map(Owned::contact);
  }

  /** The person, if it is the caller or the caller has this role. */
  private Uni<Person> owner(Mutiny.Session tx, Caller caller, UUID userId, Role forOthers) {
    return people.get(tx, userId).invoke(person -> Seniority.mayReach(caller, userId, forOthers));
  }

  /** Changes name and switch. */
  Uni<ContactPoint> update(
      Caller caller, UUID userId, UUID id, ContactMethod to, ChangedFields fields) {
    UUID tenant = caller.tenantId();
    return database.entities(
        tenant,
        tx ->
            owner(tx, caller, userId, Role.ROLE_ADMIN)
                .flatMap(person -> contacts.get(tx, userId, id))
                .call(
                    contact -> {
                      Map<String, Object> changed = contact.change(to, fields);
                      return tx.flush()
                          .call(
                              () ->
                                  audit.record(
                                      tx,
                                      caller,
                                      tenant,
                                      "contact_method.update",
                                      resource(userId, id),
                                      changed));
                    }));
  }

  Uni<List<ContactPoint>> of(Caller caller, UUID userId) {
    return database.entities(
        caller.tenantId(),
        tx ->
            owner(tx, caller, userId, Role.ROLE_MANAGER)
                .flatMap(person -> contacts.of(tx, List.of(userId))));
  }

  Uni<Void> delete(Caller caller, UUID userId, UUID id) {
    UUID tenant = caller.tenantId();
    return database.entities(
        tenant,
        tx ->
            owner(tx, caller, userId, Role.ROLE_ADMIN)
                .flatMap(person -> contacts.remove(tx, userId, id))
                .call(
                    () ->
                        audit.record(
                            tx,
                            caller,
                            tenant,
                            "contact_method.delete",
                            resource(userId, id),
                            Map.of()))
                .replaceWithVoid());
  }

  /**
   * The active user whose address it is; empty when nobody has it. One who verified it goes before
   * all who did not, since anybody may say that an address is theirs. Precondition when it is that
   * of several all the same: whoever is chosen could be the wrong one.
   */
  Uni<Optional<UUID>> whoHas(UUID tenant, ContactKind kind, String address) {
    return database
        .entities(tenant, tx -> contacts.whoHave(tx, kind, address))
        .map(
            users -> {
              if (users.size() > 1) {
                throw new Precondition(
                    "'%s' is a contact method of %d users: whose it is must verify it in the profile, the others remove it"
                        .formatted(address, users.size()));
              }
              return users.stream().findFirst();
            });
  }

  /**
   * Those of the users that exist, with how to reach them. The tenant's settings are those that are
   * known here, for a page must not wait for them.
   */
  Uni<List<ReachableUser>> reachable(UUID tenant, List<UUID> ids) {
    return database.inTenant(tenant, tx -> reachable.read(tx, tenant, ids));
  }

  static String resource(UUID userId, UUID id) {
    return "users/" + userId + "/contact-methods/" + id;
  }
}
