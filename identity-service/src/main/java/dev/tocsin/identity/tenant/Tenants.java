package dev.tocsin.identity.tenant;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.identity.password.Passwords;
import dev.tocsin.identity.user.NewUser;
import dev.tocsin.identity.user.People;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Makes, changes and deletes tenants. */
@Singleton
class Tenants {

  /** A new tenant, its owner, and the password for the owner's first sign-in. */
  record Created(TenantRecord tenant, UUID ownerId, String oneTimePassword) {}

  private final Database database;
  private final TenantStore store;
  private final People people;
  private final Passwords passwords;
  private final AuditLog audit;

  Tenants(
      @ServiceDatabase("identity") Database database,
      TenantStore store,
      People people,
      Passwords passwords,
      AuditLog audit) {
    this.database = database;
    this.store = store;
    this.people = people;
    this.passwords = passwords;
    this.audit = audit;
  }

  Uni<Created> create(Caller caller, String name, String slug, NewUser owner) {
    String password = passwords.oneTime();
    return passwords
        .hash(password)
        .flatMap(hash -> create(caller, name, slug, owner, hash))
        .map(created -> new Created(created.tenant(), created.ownerId(), password));
  }

  private Uni<Created> create(Caller caller, String name, String slug, NewUser owner, String hash) {
    Instant now = database.clock().now();
    var tenant = new TenantRecord(Ids.next(now), name, slug, now, now);
    return database.entities(
        tenant.id,
        tx ->
            add(tx, caller, tenant, owner, hash).map(ownerId -> new Created(tenant, ownerId, "")));
  }

  /** Adds a tenant with its owner, in a transaction bound to it; the owner's id comes back. */
  Uni<UUID> add(Mutiny.Session tx, Caller caller, TenantRecord tenant, NewUser owner, String hash) {
    return store
        .add(tx, tenant)
        .call(
            () ->
                audit.record(
                    tx,
                    caller,
                    tenant.id,
                    "tenant.create",
                    "tenants/" + tenant.id,
                    Map.of("name", tenant.name, "slug", tenant.slug)))
        .flatMap(added -> people.addFirst(tx, caller, tenant.id, owner, hash, tenant.createTime));
  }

  Uni<TenantRecord> get(UUID id) {
    return database.entities(id, tx -> store.get(tx, id));
  }

  Uni<List<TenantRecord>> list(String afterSlug, int most) {
    return store.list(afterSlug, most);
  }

  Uni<TenantRecord> update(Caller caller, UUID id, String name, ChangedFields fields) {
    Instant now = database.clock().now();
    return database.entities(
        id,
        tx ->
            store
                .get(tx, id)
                .invoke(
                    tenant -> {
                      tenant.name = fields.contains("name") ? name : tenant.name;
                      tenant.updateTime = now;
                    })
                .call(tx::flush)
                .call(
                    tenant ->
                        audit.record(
                            tx,
                            caller,
                            id,
                            "tenant.update",
                            "tenants/" + id,
                            Map.of("name", tenant.name))));
  }

  Uni<Void> delete(Caller caller, UUID id) {
    Instant now = database.clock().now();
    return database.entities(
        id,
        tx ->
            store
                .get(tx, id)
                .invoke(
                    tenant -> {
                      tenant.deleteTime = now;
                      tenant.updateTime = now;
                    })
                .call(tx::flush)
                .call(
                    () -> audit.record(tx, caller, id, "tenant.delete", "tenants/" + id, Map.of()))
                .replaceWithVoid());
  }
}
