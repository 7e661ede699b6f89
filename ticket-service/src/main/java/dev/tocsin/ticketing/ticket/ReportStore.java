package dev.tocsin.ticketing.ticket;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What people did with tickets at their system, taken over into ours. */
@Singleton
class ReportStore {
  private final Database database;

  ReportStore(@ServiceDatabase("ticketing") Database database) {
    this.database = database;
  }

  /**
   * The ticket stands there now, and has come at least so far: what is done over there need not be
   * done by us any more. Work under way keeps its place in the queue.
   */
  Uni<Void> stands(UUID tenant, UUID ticket, String status, Progress atLeast, Instant now) {
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    """
                    UPDATE ticketing.ticket SET
                      provider_status = $3::text, synced_at = $4::timestamptz, updated_at = $4::timestamptz,
                      state = CASE WHEN state = 'dead' AND applied <> 'none' AND $5::text = 'closed' THEN 'in_step' ELSE state END,
                      last_error = CASE WHEN state = 'dead' AND applied <> 'none' AND $5::text = 'closed' THEN NULL ELSE last_error END,
                      applied = CASE WHEN applied = 'none' OR NOT $6::boolean THEN applied
                        WHEN array_position(ARRAY['none','open','acknowledged','closed'], applied)
                           < array_position(ARRAY['none','open','acknowledged','closed'], $5::text) THEN $5::text ELSE applied END,
                      desired = CASE WHEN applied = 'none' OR NOT $6::boolean THEN desired
                        WHEN array_position(ARRAY['none','open','acknowledged','closed'], desired)
                           < array_position(ARRAY['none','open','acknowledged','closed'], $5::text) THEN $5::text ELSE desired END
                    WHERE tenant_id = $1 AND id = $2
                    """)
                .execute(
                    Tuple.from(
                        List.of(
                            tenant,
                            ticket,
                            status,
                            TicketRows.at(now),
                            atLeast.word(),
                            atLeast.compareTo(Progress.OPEN) > 0)))
                .replaceWithVoid());
  }

  /** It is called otherwise now. */
  Uni<Void> renamed(UUID tenant, UUID ticket, String externalId, String url, Instant now) {
    return change(
        tenant,
        "external_id = $3::text, url = $4::text, synced_at = $5::timestamptz, updated_at ="
            + " $5::timestamptz",
        Tuple.of(tenant, ticket, externalId, url, TicketRows.at(now)));
  }

  /** It was deleted: nothing more is done with it. */
  Uni<Void> gone(UUID tenant, UUID ticket, Instant now) {
    return change(
        tenant,
        "gone = true, state = 'in_step', last_error = NULL, finished_at = $3::timestamptz,"
            + " synced_at = $3::timestamptz, updated_at = $3::timestamptz",
        Tuple.of(tenant, ticket, TicketRows.at(now)));
  }

  private Uni<Void> change(UUID tenant, String what, Tuple values) {
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    "UPDATE ticketing.ticket SET " + what + " WHERE tenant_id = $1 AND id = $2")
                .execute(values)
                .replaceWithVoid());
  }
}
