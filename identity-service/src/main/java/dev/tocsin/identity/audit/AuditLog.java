package dev.tocsin.identity.audit;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Writes the audit log, in the transaction of the change that it tells. */
@Singleton
public class AuditLog {

  private final TocsinClock clock;

  AuditLog(TocsinClock clock) {
    this.clock = clock;
  }

  /**
   * Records a change.
   *
   * @param tx the transaction that makes the change, bound to the tenant
   * @param tenant the tenant whose log it belongs to
   * @param action {@code <noun>.<verb>}, for example {@code user.create}
   * @param resource {@code <noun>/<id>}
   * @param detail the fields changed with their new values; never a secret
   */
  public Uni<Void> record(
      Mutiny.Session tx,
      Caller caller,
      UUID tenant,
      String action,
      String resource,
      Map<String, ?> detail) {
    Instant now = clock.now();
    return tx.createNativeQuery(
            """
            insert into identity.audit_event
              (tenant_id, id, time, actor, action, resource, detail, request_id)
            values (?1, ?2, ?3, ?4, ?5, ?6, cast(cast(?7 as text) as jsonb), ?8)
            """)
        .setParameter(1, tenant)
        .setParameter(2, Ids.next(now))
        .setParameter(3, now)
        .setParameter(4, caller.actor())
        .setParameter(5, action)
        .setParameter(6, resource)
        .setParameter(7, json(detail).encode())
        .setParameter(8, caller.requestId())
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Records a change made through the reactive client. */
  public Uni<Void> record(
      SqlConnection tx,
      Caller caller,
      UUID tenant,
      String action,
      String resource,
      Map<String, ?> detail) {
    Instant now = clock.now();
    return tx.preparedQuery(AuditStore.INSERT)
        .execute(
            Tuple.from(
                new Object[] {
                  tenant,
                  Ids.next(now),
                  now.atOffset(ZoneOffset.UTC),
                  caller.actor(),
                  action,
                  resource,
                  json(detail),
                  caller.requestId()
                }))
        .replaceWithVoid();
  }

  private static JsonObject json(Map<String, ?> detail) {
    JsonObject json = new JsonObject();
    detail.forEach(json::put);
    return json;
  }
}
