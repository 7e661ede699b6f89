package dev.tocsin.identity.apikey;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.identity.user.Seniority;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Denied;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Makes, lists and revokes API keys. */
@Singleton
class ApiKeys {

  static final String PREFIX = "tcs_";
  private static final int SHOWN = PREFIX.length() + 4;

  /** A new key; the only time that it is seen. */
  record Created(KeyRecord record, String key) {}

  /** Where a page goes on: after the key with this time and id. */
  record Place(Instant createTime, UUID id) {}

  private final Database database;
  private final KnownKeys known;
  private final AuditLog audit;

  ApiKeys(@ServiceDatabase("identity") Database database, KnownKeys known, AuditLog audit) {
    this.database = database;
    this.known = known;
    this.audit = audit;
  }

  Uni<Created> create(Caller caller, NewKey wanted) {
    Seniority.mustHold(caller, wanted.role());
    mayPassOn(caller, wanted);
    UUID tenant = caller.tenantId();
    Instant now = database.clock().now();
    if (wanted.expireTime().filter(end -> !end.isAfter(now)).isPresent()) {
      throw Invalid.field("expire_time", "must lie in the future");
    }
    String key = Ids.secret(PREFIX);
    var record =
        new KeyRecord(
            tenant, Ids.next(now), wanted, key.substring(0, SHOWN) + "…", Ids.sha256(key), now);
    return database.entities(
        tenant,
        tx ->
            tx.persist(record)
                .chain(tx::flush)
                .call(
                    () ->
                        audit.record(
                            tx,
                            caller,
                            tenant,
                            "api_key.create",
                            "api-keys/" + record.id,
                            Map.of(
                                "description", wanted.description(),
                                "role", wanted.role().name(),
                                "scopes", wanted.scopes())))
                .replaceWith(new Created(record, key)));
  }

  /** A key that is limited to scopes cannot make one that is less limited. */
  private static void mayPassOn(Caller caller, NewKey wanted) {
    Set<String> own = caller.scopes();
    if (!own.isEmpty() && (wanted.scopes().isEmpty() || !own.containsAll(wanted.scopes()))) {
      throw new Denied(
          "%s is limited to scopes %s and may give no others".formatted(caller.actor(), own));
    }
  }

  /** Keys, newest first, revoked ones included. */
  Uni<List<KeyRecord>> list(UUID tenant, Optional<Place> after, int most) {
    return database.entities(
        tenant,
        tx -> {
          var select =
              tx.createQuery(
                      "from KeyRecord k "
                          + (after.isEmpty()
                              ? ""
                              : "where k.createTime < :time"
                                  + " or (k.createTime = :time and k.id < :id) ")
                          + "order by k.createTime desc, k.id desc",
                      KeyRecord.class)
                  .setMaxResults(most);
          after.ifPresent(
              place ->
                  select.setParameter("time", place.createTime()).setParameter("id", place.id()));
          return select.getResultList();
        });
  }

  /** Revokes a key; revoking again changes nothing. */
  Uni<Void> revoke(Caller caller, UUID id) {
    UUID tenant = caller.tenantId();
    Instant now = database.clock().now();
    return database
        .entities(
            tenant,
            tx ->
                tx.find(KeyRecord.class, id)
                    .onItem()
                    .ifNull()
                    .failWith(() -> new NotFound("API key", id))
                    .flatMap(record -> end(tx, caller, record, now)))
        .invoke(() -> known.forget(id));
  }

  private Uni<Void> end(Mutiny.Session tx, Caller caller, KeyRecord record, Instant now) {
    if (record.revokeTime != null) {
      return Uni.createFrom().voidItem();
    }
    record.revokeTime = now;
    return tx.flush()
        .call(
            () ->
                audit.record(
                    tx,
                    caller,
                    record.tenantId,
                    "api_key.revoke",
                    "api-keys/" + record.id,
                    Map.of()));
  }
}
