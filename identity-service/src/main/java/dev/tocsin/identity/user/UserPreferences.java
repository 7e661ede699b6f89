package dev.tocsin.identity.user;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.identity.settings.Settings;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.proto.identity.v1.TenantConfig;
import dev.tocsin.proto.platform.v1.Role;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;

/** How people want to be told: each says it for itself, admins for others. */
@Singleton
class UserPreferences {

  private final Database database;
  private final PersonStore people;
  private final AuditLog audit;
  private final Settings settings;

  UserPreferences(
      @ServiceDatabase("identity") Database database,
      PersonStore people,
      AuditLog audit,
      Settings settings) {
    this.settings = settings;
    this.database = database;
    this.people = people;
    this.audit = audit;
  }

  Uni<Person> get(Caller caller, UUID userId) {
    return database.entities(
        caller.tenantId(),
        tx ->
            people
                .get(tx, userId)
                .invoke(person -> Seniority.mayReach(caller, userId, Role.ROLE_MANAGER)));
  }

  Uni<Person> update(Caller caller, PreferenceChange change) {
    UUID tenant = caller.tenantId();
    Instant now = database.clock().now();
    return settings.of(tenant).flatMap(usual -> update(caller, change, usual, now));
  }

  private Uni<Person> update(
      Caller caller, PreferenceChange change, TenantConfig usual, Instant now) {
    UUID tenant = caller.tenantId();
    return database.entities(
        tenant,
        tx ->
            people
                .get(tx, change.userId())
                .invoke(person -> Seniority.mayReach(caller, change.userId(), Role.ROLE_ADMIN))
                .call(
                    person -> {
                      var changed = change.applyTo(person, usual, now);
                      return people
                          .save(tx, person)
                          .call(
                              () ->
                                  audit.record(
                                      tx,
                                      caller,
                                      tenant,
                                      "user.preferences",
                                      "users/" + person.id,
                                      changed));
                    }));
  }
}
