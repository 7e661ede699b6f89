package dev.tocsin.ticketing.ticket;

import dev.tocsin.platform.audit.AuditTrail;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.queue.Job;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Tickets in the database. */
@Singleton
class TicketStore {
  /** The one queue of this table. */
  static final String QUEUE = "ticket";

  private static final String COLUMNS =
      "id, provider_id, group_id, external_id, url, title, context, applied, desired, state,"
          + " last_error, attempts, created_at, updated_at";

  private final Database database;
  private final AuditTrail audit;

  TicketStore(@ServiceDatabase("ticketing") Database database, AuditTrail audit) {
    this.database = database;
    this.audit = audit;
  }

  /** Asks for a ticket; when the provider and group have one already, that one is the answer. */
  Uni<StoredTicket> open(Caller caller, StoredTicket wish) {
    UUID tenant = caller.tenantId();
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    """
                    INSERT INTO ticketing.ticket
                      (tenant_id, id, provider_id, group_id, title, context, desired, updated_at, queue, due_at, created_at)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $8, $8)
                    ON CONFLICT (tenant_id, provider_id, group_id) DO NOTHING
                    """)
                .execute(
                    Tuple.from(
                        List.of(
                            tenant,
                            wish.id(),
                            wish.providerId(),
                            wish.groupId(),
                            wish.title(),
                            new JsonObject(wish.contextJson()),
                            wish.desired().word(),
                            at(wish.createdAt()),
                            QUEUE)))
                .call(
                    done ->
                        done.rowCount() == 0
                            ? Uni.createFrom().voidItem()
                            : audit.record(
                                tx,
                                caller,
                                "ticket.create",
                                "ticket/" + wish.id(),
                                Map.of("alert_group", wish.groupId().toString())))
                .chain(() -> byGroup(tx, tenant, wish.providerId(), wish.groupId())));
  }

  private static Uni<StoredTicket> byGroup(
      SqlConnection tx, UUID tenant, UUID provider, UUID group) {
    return tx.preparedQuery(
            "SELECT "
                + COLUMNS
                + " FROM ticketing.ticket WHERE tenant_id = $1 AND provider_id = $2 AND group_id ="
                + " $3")
        .execute(Tuple.of(tenant, provider, group))
        .map(rows -> read(rows.iterator().next()));
  }

  /**
   * Moves every ticket of the group forward to where it should be now; never back. Answers how many
   * have to follow.
   */
  Uni<Integer> desire(UUID tenant, UUID group, Progress desired, String contextJson, Instant now) {
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    """
                    UPDATE ticketing.ticket SET
                      desired = $3::text,
                      context = context || $4::jsonb,
                      updated_at = $5::timestamptz,
                      due_at = CASE WHEN state = 'pending' THEN due_at ELSE $5::timestamptz END,
                      attempts = CASE WHEN state = 'pending' THEN attempts ELSE 0 END,
                      state = 'pending',
                      finished_at = NULL
                    WHERE tenant_id = $1 AND group_id = $2
                      AND ((desired = 'open' AND $3::text IN ('acknowledged', 'closed')) OR (desired = 'acknowledged' AND $3::text = 'closed'))
                    """)
                .execute(
                    Tuple.of(tenant, group, desired.word(), new JsonObject(contextJson), at(now)))
                .map(RowSet::rowCount));
  }

  Uni<Optional<StoredTicket>> get(UUID tenant, UUID id) {
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    "SELECT " + COLUMNS + " FROM ticketing.ticket WHERE tenant_id = $1 AND id = $2")
                .execute(Tuple.of(tenant, id))
                .map(TicketStore::first));
  }

  /** Tickets before the key given, newest first. */
  Uni<List<StoredTicket>> list(UUID tenant, TicketFilter filter, int most) {
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    "SELECT "
                        + COLUMNS
                        + """
                         FROM ticketing.ticket
                        WHERE tenant_id = $1
                          AND ($2::uuid IS NULL OR group_id = $2)
                          AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4))
                          AND (cardinality($5::text[]) = 0 OR
                               CASE WHEN state = 'dead' THEN 'failed' WHEN applied = 'none' THEN 'pending'
                                    WHEN applied = 'closed' THEN 'closed' ELSE 'open' END = ANY ($5))
                        ORDER BY created_at DESC, id DESC LIMIT $6
                        """)
                .execute(
                    Tuple.tuple()
                        .addValue(tenant)
                        .addValue(filter.group().orElse(null))
                        .addValue(filter.beforeTime().map(TicketStore::at).orElse(null))
                        .addValue(filter.beforeId().orElse(null))
                        .addValue(filter.states().toArray(String[]::new))
                        .addValue(most))
                .map(TicketStore::all));
  }

  /** Puts a dead ticket back; empty when it is not dead. */
  Uni<Optional<StoredTicket>> requeue(Caller caller, UUID id, Instant now) {
    UUID tenant = caller.tenantId();
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    "UPDATE ticketing.ticket SET state = 'pending', due_at = $3, attempts = 0,"
                        + " finished_at = NULL, updated_at = $3 WHERE tenant_id = $1 AND id = $2"
                        + " AND state = 'dead' RETURNING "
                        + COLUMNS)
                .execute(Tuple.of(tenant, id, at(now)))
                .map(TicketStore::first)
                .call(
                    ticket ->
                        ticket.isEmpty()
                            ? Uni.createFrom().voidItem()
                            : audit.record(
                                tx, caller, "ticket.requeue", "ticket/" + id, Map.of())));
  }

  /**
   * Records that the system did an operation. The ticket stays queued while more is to do, which
   * includes a wish that came during the call.
   *
   * @return false when another worker has the ticket by now
   */
  Uni<Boolean> applied(Job job, Progress applied, String externalId, String url, Instant now) {
    return database.inTenant(
        job.tenant(),
        tx ->
            tx.preparedQuery(
                    """
                    UPDATE ticketing.ticket SET
                      applied = $4::text, external_id = $5::text, url = CASE WHEN $6::text = '' THEN url ELSE $6::text END, updated_at = $7::timestamptz,
                      attempts = 0, last_error = NULL, due_at = $7::timestamptz,
                      state = CASE WHEN desired = $4::text THEN 'in_step' ELSE 'pending' END,
                      finished_at = CASE WHEN desired = $4::text THEN $7::timestamptz END
                    WHERE tenant_id = $1 AND id = $2 AND fence = $3 AND state = 'pending'
                    """)
                .execute(
                    Tuple.from(
                        List.of(
                            job.tenant(),
                            job.id(),
                            job.fence(),
                            applied.word(),
                            externalId,
                            url,
                            at(now))))
                .map(done -> done.rowCount() == 1));
  }

  private static Optional<StoredTicket> first(RowSet<Row> rows) {
    return all(rows).stream().findFirst();
  }

  private static List<StoredTicket> all(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(TicketStore::read).toList();
  }

  private static StoredTicket read(Row row) {
    return new StoredTicket(
        row.getUUID("id"),
        row.getUUID("provider_id"),
        row.getUUID("group_id"),
        row.getString("external_id"),
        row.getString("url"),
        row.getString("title"),
        row.getJsonObject("context").encode(),
        Progress.of(row.getString("applied")),
        Progress.of(row.getString("desired")),
        row.getString("state"),
        row.getString("last_error"),
        row.getInteger("attempts"),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("updated_at").toInstant());
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
