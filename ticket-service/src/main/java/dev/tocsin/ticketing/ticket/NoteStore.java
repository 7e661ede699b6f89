package dev.tocsin.ticketing.ticket;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.ticketing.work.RetainedWork;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;

/** Which notes of people over there are on the timeline: some systems tell each of them twice. */
@Singleton
class NoteStore {
  private static final int SWEPT_AT_ONCE = 20;

  private final Database database;
  private final TicketRetention retention;

  NoteStore(@ServiceDatabase("ticketing") Database database, TicketRetention retention) {
    this.database = database;
    this.retention = retention;
  }

  /** Whose turn it is to write a note. */
  enum Claim {
    /** The asker's. */
    OURS,
    /** Another message's, which has not written it yet. */
    OTHERS,
    /** It is written. */
    DONE
  }

  Uni<Claim> claim(UUID tenant, UUID ticket, String comment, UUID callback, Instant now) {
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    """
                    INSERT INTO ticketing.ticket_note (tenant_id, ticket_id, comment_id, callback_id, created_at)
                    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant_id, ticket_id, comment_id) DO NOTHING
                    """)
                .execute(Tuple.of(tenant, ticket, comment, callback, TicketRows.at(now)))
                .chain(() -> forget(tx, tenant, now))
                .chain(
                    () ->
                        tx.preparedQuery(
                                "SELECT callback_id, done FROM ticketing.ticket_note WHERE"
                                    + " tenant_id = $1 AND ticket_id = $2 AND comment_id = $3")
                            .execute(Tuple.of(tenant, ticket, comment)))
                .map(
                    rows -> {
                      var row = rows.iterator().next();
                      if (row.getBoolean("done")) {
                        return Claim.DONE;
                      }
                      return row.getUUID("callback_id").equals(callback)
                          ? Claim.OURS
                          : Claim.OTHERS;
                    }));
  }

  private Uni<Void> forget(SqlConnection tx, UUID tenant, Instant now) {
    return tx.preparedQuery(RetainedWork.NOTES.delete("ticketing"))
        .execute(Tuple.of(tenant, TicketRows.at(now.minus(retention.notes(tenant))), SWEPT_AT_ONCE))
        .replaceWithVoid();
  }

  Uni<Void> written(UUID tenant, UUID ticket, String comment) {
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    "UPDATE ticketing.ticket_note SET done = true WHERE tenant_id = $1 AND"
                        + " ticket_id = $2 AND comment_id = $3")
                .execute(Tuple.of(tenant, ticket, comment))
                .replaceWithVoid());
  }
}
