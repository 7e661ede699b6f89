package dev.tocsin.identity.user;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.identity.password.Passwords;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.proto.platform.v1.Role;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Makes, changes and deactivates people, and keeps each tenant an owner. */
@Singleton
class Users {

  /** A new person and the password for the first sign-in. */
  record Created(Person person, String oneTimePassword) {}

  private final Database database;
  private final PersonStore people;
  private final OpenSessions sessions;
  private final Passwords passwords;
  private final AuditLog audit;

  Users(
      @ServiceDatabase("identity") Database database,
      PersonStore people,
      OpenSessions sessions,
      Passwords passwords,
      AuditLog audit) {
    this.database = database;
    this.people = people;
    this.sessions = sessions;
    this.passwords = passwords;
    this.audit = audit;
  }

  Uni<Created> create(Caller caller, NewUser user) {
    Seniority.mustHold(caller, user.role());
    UUID tenant = caller.tenantId();
    String password = passwords.oneTime();
    return passwords
        .hash(password)
        .flatMap(
            hash ->
                database.entities(
                    tenant, tx -> add(tx, caller, tenant, user, hash, database.clock().now())))
        .map(person -> new Created(person, password));
  }

  Uni<Person> add(
      Mutiny.Session tx, Caller caller, UUID tenant, NewUser user, String hash, Instant now) {
    return people
        .add(tx, new Person(tenant, Ids.next(now), user, hash, now))
        .call(
            person ->
                audit.record(
                    tx,
                    caller,
                    tenant,
                    "user.create",
                    "users/" + person.id,
                    Map.of(
                        "email", person.email,
                        "name", person.name,
                        "role", person.role().name(),
                        "time_zone", person.timeZone)));
  }

  Uni<Person> get(UUID tenant, UUID id) {
    return database.entities(tenant, tx -> people.get(tx, id));
  }

  Uni<List<Person>> list(
      UUID tenant, String text, boolean inactiveToo, Optional<PersonStore.Place> after, int most) {
    return database.entities(tenant, tx -> people.list(tx, text, inactiveToo, after, most));
  }

  Uni<Person> update(Caller caller, UserChange change) {
    UUID tenant = caller.tenantId();
    Instant now = database.clock().now();
    return database.entities(
        tenant,
        tx ->
            changeable(tx, caller, change.id(), change.endsOwnership())
                .invoke(change::mustMean)
                .invoke(
                    person -> {
                      if (change.changesRole() && person.role() != change.to().getRole()) {
                        Seniority.mustHold(caller, change.to().getRole());
                      }
                    })
                .flatMap(person -> apply(tx, caller, person, change, now)));
  }

  Uni<Void> deactivate(Caller caller, UUID id) {
    UUID tenant = caller.tenantId();
    Instant now = database.clock().now();
    return database.entities(
        tenant,
        tx ->
            changeable(tx, caller, id, true)
                .invoke(
                    person -> {
                      person.beActive(false, now);
                      person.updateTime = now;
                    })
                .call(tx::flush)
                .call(() -> sessions.endAll(tx, id, "deactivated", now))
                .call(
                    () ->
                        audit.record(
                            tx,
                            caller,
                            tenant,
                            "user.deactivate",
                            "users/" + id,
                            Map.of("active", false)))
                .replaceWithVoid());
  }

  /** Gives the person a new one-time password, which comes back, and ends every session. */
  Uni<String> resetPassword(Caller caller, UUID id) {
    UUID tenant = caller.tenantId();
    Instant now = database.clock().now();
    String password = passwords.oneTime();
    return passwords
        .hash(password)
        .flatMap(
            hash ->
                database.entities(
                    tenant,
                    tx ->
                        changeable(tx, caller, id, false)
                            .invoke(person -> person.mustChange(hash, now))
                            .call(tx::flush)
                            .call(() -> sessions.endAll(tx, id, "password reset", now))
                            .call(
                                () ->
                                    audit.record(
                                        tx,
                                        caller,
                                        tenant,
                                        "user.reset_password",
                                        "users/" + id,
                                        Map.of()))))
        .replaceWith(password);
  }

  private Uni<Person> apply(
      Mutiny.Session tx, Caller caller, Person person, UserChange change, Instant now) {
    boolean ends = change.deactivates(person);
    Map<String, Object> changed = change.applyTo(person, now);
    return people
        .save(tx, person)
        .call(
            () ->
                ends
                    ? sessions.endAll(tx, person.id, "deactivated", now)
                    : Uni.createFrom().voidItem())
        .call(
            () ->
                audit.record(
                    tx, caller, person.tenantId, "user.update", "users/" + person.id, changed));
  }

  /** The person, if the caller may change it and the tenant keeps an owner. */
  private Uni<Person> changeable(Mutiny.Session tx, Caller caller, UUID id, boolean endsOwnership) {
    Uni<List<Person>> owners =
        endsOwnership ? people.lockOwners(tx) : Uni.createFrom().item(List.of());
    return owners.flatMap(
        locked ->
            people
                .get(tx, id)
                .invoke(person -> Seniority.mayChange(caller, person))
                .invoke(
                    person -> {
                      if (endsOwnership && person.isActiveOwner() && locked.size() == 1) {
                        throw new Precondition(
                            "user %s is the tenant's last active owner: make another one %s first"
                                .formatted(id, Role.ROLE_OWNER));
                      }
                    }));
  }
}
