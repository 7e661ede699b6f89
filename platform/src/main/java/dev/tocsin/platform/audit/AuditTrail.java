package dev.tocsin.platform.audit;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Records who changed what, in the transaction that makes the change.
 *
 * <p>Both methods must be called inside {@code Database.inTenant} or {@code Database.entities}: the
 * record goes to the outbox of that database's schema, for the caller's tenant. Secrets, phone
 * numbers and e-mail addresses do not belong into the detail.
 */
@Singleton
public class AuditTrail {

  private static final String COLUMNS =
      "INSERT INTO audit_outbox (tenant_id, id, queue, due_at, created_at,"
          + " actor, action, resource, detail, request_id) VALUES ";

  private final TocsinClock clock;

  /** A trail that dates its records by this clock. */
  public AuditTrail(TocsinClock clock) {
    this.clock = clock;
  }

  /**
   * Records a change made with SQL.
   *
   * @param action {@code <noun>.<verb>}, such as {@code user.create}
   * @param resource {@code <noun>/<id>}
   * @param detail the fields changed with their new values, writable as JSON
   * @throws dev.tocsin.platform.error.Denied when the caller has no tenant
   */
  public Uni<Void> record(
      SqlConnection tx, Caller caller, String action, String resource, Map<String, Object> detail) {
    Instant now = clock.now();
    return tx.preparedQuery(COLUMNS + "($1, $2, 'audit', $3, $3, $4, $5, $6, $7, $8)")
        .execute(
            Tuple.from(
                new Object[] {
                  caller.tenantId(),
                  Ids.next(now),
                  now.atOffset(ZoneOffset.UTC),
                  caller.actor(),
                  action,
                  resource,
                  new JsonObject(Json.encode(detail)),
                  caller.requestId()
                }))
        .replaceWithVoid();
  }

  /** Records a change made through entities; otherwise as the other method. */
  public Uni<Void> record(
      Mutiny.Session tx,
      Caller caller,
      String action,
      String resource,
      Map<String, Object> detail) {
    Instant now = clock.now();
    return tx.createNativeQuery(
            COLUMNS + "(?1, ?2, 'audit', ?3, ?3, ?4, ?5, ?6, cast(?7 as text)::jsonb, ?8)")
        .setParameter(1, caller.tenantId())
        .setParameter(2, Ids.next(now))
        .setParameter(3, now.atOffset(ZoneOffset.UTC))
        .setParameter(4, caller.actor())
        .setParameter(5, action)
        .setParameter(6, resource)
        .setParameter(7, Json.encode(detail))
        .setParameter(8, caller.requestId())
        .executeUpdate()
        .replaceWithVoid();
  }
}
