package dev.tocsin.ticketing.ticket;

import dev.tocsin.platform.audit.AuditTrail;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.ticketing.work.WorkTable;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Notes to write on tickets. */
@Singleton
class CommentStore {
  static final String QUEUE = "ticket_comment";

  private final Database database;
  private final TicketRetention retention;
  private final WorkTable table;

  CommentStore(
      @ServiceDatabase("ticketing") Database database,
      AuditTrail audit,
      TicketRetention retention) {
    this.database = database;
    this.retention = retention;
    this.table =
        new WorkTable(
            database, audit, "note", "ticket_comment", "ticket_id", "external_id", "body");
  }

  /** The rows for those who look. */
  WorkTable table() {
    return table;
  }

  /** A note and the ticket that it is for. */
  record Due(UUID ticket, String body, Instant askedAt, boolean failedBefore) {}

  /** Wants a note on every ticket of a group, once for each key; answers how many are to come. */
  Uni<Integer> want(UUID tenant, UUID group, String key, String body, Instant now) {
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    "SELECT id FROM ticketing.ticket WHERE tenant_id = $1 AND group_id = $2 AND NOT"
                        + " gone")
                .execute(Tuple.of(tenant, group))
                .chain(
                    rows -> {
                      Uni<Integer> added = Uni.createFrom().item(0);
                      for (var row : rows) {
                        UUID ticket = row.getUUID("id");
                        added =
                            added.chain(
                                count ->
                                    tx.preparedQuery(
                                            """
                                            INSERT INTO ticketing.ticket_comment
                                              (tenant_id, id, ticket_id, key, body, queue, due_at, created_at)
                                            VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
                                            ON CONFLICT (tenant_id, ticket_id, key) DO NOTHING
                                            """)
                                        .execute(
                                            Tuple.from(
                                                List.of(
                                                    tenant,
                                                    Ids.next(now),
                                                    ticket,
                                                    key,
                                                    body,
                                                    QUEUE,
                                                    TicketRows.at(now))))
                                        .map(done -> count + done.rowCount()));
                      }
                      return added;
                    })
                .call(() -> table.forget(tx, tenant, retention.notes(tenant))));
  }

  Uni<Optional<Due>> due(Job job) {
    return database.inTenant(
        job.tenant(),
        tx ->
            tx.preparedQuery(
                    "SELECT ticket_id, body, created_at, last_error IS NOT NULL AS failed FROM"
                        + " ticketing.ticket_comment WHERE tenant_id = $1 AND id = $2 AND state ="
                        + " 'pending'")
                .execute(Tuple.of(job.tenant(), job.id()))
                .map(
                    rows ->
                        rows.iterator().hasNext()
                            ? Optional.of(rows.iterator().next())
                                .map(
                                    row ->
                                        new Due(
                                            row.getUUID("ticket_id"),
                                            row.getString("body"),
                                            row.getOffsetDateTime("created_at").toInstant(),
                                            row.getBoolean("failed")))
                            : Optional.empty()));
  }

  /** The system took it under this name. */
  Uni<Void> written(Job job, String externalId) {
    return database.inTenant(
        job.tenant(),
        tx ->
            tx.preparedQuery(
                    "UPDATE ticketing.ticket_comment SET external_id = $3 WHERE tenant_id = $1 AND"
                        + " id = $2")
                .execute(Tuple.of(job.tenant(), job.id(), externalId))
                .replaceWithVoid());
  }

  /** Did we write what the system calls by this name? */
  Uni<Boolean> isOurs(UUID tenant, UUID ticket, String externalId) {
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    "SELECT 1 FROM ticketing.ticket_comment WHERE tenant_id = $1 AND ticket_id ="
                        + " $2 AND external_id = $3 AND $3 <> ''")
                .execute(Tuple.of(tenant, ticket, externalId))
                .map(rows -> rows.iterator().hasNext()));
  }
}
