package dev.tocsin.ticketing.ticket;

import dev.tocsin.platform.audit.AuditTrail;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.ticketing.provider.ProviderAnswer;
import dev.tocsin.ticketing.provider.TicketCall.Operation;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Tickets in the database: opening them, moving them on, giving them back to the queue. */
@Singleton
class TicketStore {
  /** The one queue of this table. */
  static final String QUEUE = "ticket";

  /**
   * Where a ticket is after the operation; a person may have moved it further meanwhile. Put back,
   * it is open whatever it was; one that somebody took meanwhile has that as its wish.
   */
  private static final String FURTHER =
      "CASE WHEN $11::boolean AND applied = 'acknowledged' THEN 'open'"
          + " WHEN array_position(ARRAY['none','open','acknowledged','closed'], applied)"
          + " > array_position(ARRAY['none','open','acknowledged','closed'], $4::text)"
          + " THEN applied ELSE $4::text END";

  private final Database database;
  private final AuditTrail audit;

  TicketStore(@ServiceDatabase("ticketing") Database database, AuditTrail audit) {
    this.database = database;
    this.audit = audit;
  }

  /**
   * Asks for a ticket; when the provider and group have one already, that one is the answer. One
   * that was deleted at the system is opened anew.
   */
  Uni<StoredTicket> open(Caller caller, StoredTicket wish) {
    UUID tenant = caller.tenantId();
    StoredTicket.There there = wish.there();
    Tuple values =
        Tuple.from(
            List.of(
                tenant,
                wish.id(),
                wish.providerId(),
                wish.groupId(),
                wish.title(),
                new JsonObject(wish.contextJson()),
                wish.desired().word(),
                TicketRows.at(wish.createdAt()),
                QUEUE,
                wish.applied().word(),
                there.externalId(),
                there.ref(),
                there.url(),
                there.status(),
                there.linked()));
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    """
                    INSERT INTO ticketing.ticket AS t
                      (tenant_id, id, provider_id, group_id, title, context, desired, updated_at, queue, due_at, created_at,
                       applied, external_id, external_ref, url, provider_status, linked, synced_at)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8::timestamptz, $9, $8::timestamptz, $8::timestamptz,
                       $10, $11, $12, $13, $14, $15::boolean, CASE WHEN $15::boolean THEN $8::timestamptz END)
                    ON CONFLICT (tenant_id, provider_id, group_id) DO UPDATE SET
                      title = excluded.title, context = excluded.context, desired = excluded.desired, updated_at = excluded.updated_at,
                      due_at = excluded.due_at, applied = excluded.applied, external_id = excluded.external_id,
                      external_ref = excluded.external_ref, url = excluded.url, provider_status = excluded.provider_status,
                      linked = excluded.linked, gone = false, state = 'pending', attempts = 0, last_error = NULL, finished_at = NULL,
                      traceparent = excluded.traceparent
                    WHERE t.gone
                    """)
                .execute(values)
                .call(
                    done ->
                        done.rowCount() == 0
                            ? Uni.createFrom().voidItem()
                            : audit.record(
                                tx,
                                caller,
                                there.linked() ? "ticket.link" : "ticket.create",
                                "ticket/" + wish.id(),
                                Map.of("alert_group", wish.groupId().toString())))
                .chain(
                    () ->
                        tx.preparedQuery(
                                TicketRows.SELECT
                                    + " WHERE tenant_id = $1 AND provider_id = $2 AND group_id ="
                                    + " $3")
                            .execute(Tuple.of(tenant, wish.providerId(), wish.groupId())))
                .map(rows -> TicketRows.read(rows.iterator().next())));
  }

  /**
   * Takes every ticket of the group to where it should be now: forward, and from acknowledged back
   * to open. Closed stays closed, and what is older than the wish that a ticket has changes
   * nothing, as messages may overtake one another. Answers how many have to follow.
   *
   * @param changedAt when the group changed
   */
  Uni<Integer> desire(
      UUID tenant,
      UUID group,
      Progress desired,
      String contextJson,
      Instant changedAt,
      Instant now) {
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    """
                    UPDATE ticketing.ticket SET
                      desired = $3::text,
                      wished_at = $6::timestamptz,
                      context = context || $4::jsonb,
                      updated_at = $5::timestamptz,
                      due_at = CASE WHEN state = 'pending' THEN due_at ELSE $5::timestamptz END,
                      attempts = CASE WHEN state = 'pending' THEN attempts ELSE 0 END,
                      state = 'pending',
                      finished_at = NULL,
                      traceparent = nullif(current_setting('tocsin.traceparent', true), '')
                    WHERE tenant_id = $1 AND group_id = $2 AND NOT gone AND desired NOT IN ('closed', $3::text)
                      AND ($3::text = 'closed' OR wished_at IS NULL OR wished_at <= $6::timestamptz)
                    """)
                .execute(
                    Tuple.from(
                        List.of(
                            tenant,
                            group,
                            desired.word(),
                            new JsonObject(contextJson),
                            TicketRows.at(now),
                            TicketRows.at(changedAt))))
                .map(RowSet::rowCount)
                .call(() -> wishedAgain(tx, tenant, group, desired, changedAt)));
  }

  /** What is wished already is wished since later now, so that what was between comes too late. */
  private static Uni<Void> wishedAgain(
      SqlConnection tx, UUID tenant, UUID group, Progress desired, Instant changedAt) {
    return tx.preparedQuery(
            """
            UPDATE ticketing.ticket SET wished_at = $4::timestamptz
            WHERE tenant_id = $1 AND group_id = $2 AND desired = $3::text AND (wished_at IS NULL OR wished_at < $4::timestamptz)
            """)
        .execute(Tuple.of(tenant, group, desired.word(), TicketRows.at(changedAt)))
        .replaceWithVoid();
  }

  Uni<Optional<StoredTicket>> get(UUID tenant, UUID id) {
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(TicketRows.SELECT + " WHERE tenant_id = $1 AND id = $2")
                .execute(Tuple.of(tenant, id))
                .map(TicketRows::first));
  }

  /** The tickets that a provider's name means; its name that never changes goes before. */
  Uni<List<StoredTicket>> named(UUID tenant, UUID provider, String ref, String externalId) {
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    TicketRows.SELECT
                        + """
                         WHERE tenant_id = $1 AND provider_id = $2 AND NOT gone
                          AND (($3::text <> '' AND external_ref = $3) OR ($4::text <> '' AND external_id = $4))
                        ORDER BY created_at LIMIT 100
                        """)
                .execute(Tuple.of(tenant, provider, ref, externalId))
                .map(TicketRows::all));
  }

  /** Tickets before the key given, newest first. */
  Uni<List<StoredTicket>> list(UUID tenant, TicketFilter filter, int most) {
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    TicketRows.SELECT
                        + """
                         WHERE tenant_id = $1
                          AND ($2::uuid IS NULL OR group_id = $2)
                          AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4))
                          AND (cardinality($5::text[]) = 0 OR
                               CASE WHEN gone THEN 'gone' WHEN state = 'dead' THEN 'failed' WHEN applied = 'none' THEN 'pending'
                                    WHEN applied = 'closed' THEN 'closed' ELSE 'open' END = ANY ($5))
                        ORDER BY created_at DESC, id DESC LIMIT $6
                        """)
                .execute(
                    Tuple.tuple()
                        .addValue(tenant)
                        .addValue(filter.group().orElse(null))
                        .addValue(filter.beforeTime().map(TicketRows::at).orElse(null))
                        .addValue(filter.beforeId().orElse(null))
                        .addValue(filter.states().toArray(String[]::new))
                        .addValue(most))
                .map(TicketRows::all));
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
                        + TicketRows.COLUMNS)
                .execute(Tuple.of(tenant, id, TicketRows.at(now)))
                .map(TicketRows::first)
                .call(
                    ticket ->
                        ticket.isEmpty()
                            ? Uni.createFrom().voidItem()
                            : audit.record(
                                tx, caller, "ticket.requeue", "ticket/" + id, Map.of())));
  }

  /** Forgets a ticket and what was to be written on it; false when there is none. */
  Uni<Boolean> forget(Caller caller, UUID id) {
    UUID tenant = caller.tenantId();
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    "DELETE FROM ticketing.ticket_comment WHERE tenant_id = $1 AND ticket_id = $2")
                .execute(Tuple.of(tenant, id))
                .chain(
                    () ->
                        tx.preparedQuery(
                                "DELETE FROM ticketing.ticket WHERE tenant_id = $1 AND id = $2")
                            .execute(Tuple.of(tenant, id)))
                .map(done -> done.rowCount() == 1)
                .call(
                    was ->
                        was
                            ? audit.record(tx, caller, "ticket.unlink", "ticket/" + id, Map.of())
                            : Uni.createFrom().voidItem()));
  }

  /**
   * Records that nothing is to be done for the wish that the ticket had when it was read. The
   * ticket stays queued, and is due at once, when another wish came since.
   *
   * @return false when another worker has the ticket by now
   */
  Uni<Boolean> inStep(Job job, Progress wish, Instant now) {
    return database.inTenant(
        job.tenant(),
        tx ->
            tx.preparedQuery(
                    """
                    UPDATE ticketing.ticket SET
                      state = CASE WHEN desired = $4::text THEN 'in_step' ELSE 'pending' END,
                      finished_at = CASE WHEN desired = $4::text THEN $5::timestamptz END,
                      attempts = 0, due_at = $5::timestamptz
                    WHERE tenant_id = $1 AND id = $2 AND fence = $3 AND state = 'pending'
                    """)
                .execute(
                    Tuple.of(job.tenant(), job.id(), job.fence(), wish.word(), TicketRows.at(now)))
                .map(rows -> rows.rowCount() == 1));
  }

  /**
   * Records that the system did an operation. The ticket stays queued while more is to do, which
   * includes a wish that came during the call.
   *
   * @param operation what was done
   * @param remark what was not as it should be all the same
   * @return false when another worker has the ticket by now
   */
  Uni<Boolean> applied(
      Job job, Operation operation, ProviderAnswer.Done done, String remark, Instant now) {
    return database.inTenant(
        job.tenant(),
        tx ->
            tx.preparedQuery(
                    """
                    UPDATE ticketing.ticket SET
                      applied = %1$s, external_id = $5::text,
                      url = CASE WHEN $6::text = '' THEN url ELSE $6::text END,
                      external_ref = CASE WHEN $8::text = '' THEN external_ref ELSE $8::text END,
                      provider_status = CASE WHEN $9::text = '' THEN provider_status ELSE $9::text END,
                      undone_status = CASE WHEN $11::boolean THEN written_status ELSE '' END,
                      written_status = CASE WHEN $9::text = '' THEN written_status ELSE $9::text END,
                      remark = CASE WHEN ($4::text = 'open' AND NOT $11::boolean) OR $10::text <> '' THEN $10::text ELSE remark END,
                      updated_at = $7::timestamptz, synced_at = $7::timestamptz,
                      attempts = 0, last_error = NULL, due_at = $7::timestamptz,
                      state = CASE WHEN desired = %1$s THEN 'in_step' ELSE 'pending' END,
                      finished_at = CASE WHEN desired = %1$s THEN $7::timestamptz END
                    WHERE tenant_id = $1 AND id = $2 AND fence = $3 AND state = 'pending'
                    """
                        .formatted(FURTHER))
                .execute(
                    Tuple.from(
                        List.of(
                            job.tenant(),
                            job.id(),
                            job.fence(),
                            TicketPlan.after(operation).word(),
                            done.externalId(),
                            done.url(),
                            TicketRows.at(now),
                            done.ref(),
                            done.status(),
                            remark,
                            operation == Operation.REOPEN)))
                .map(rows -> rows.rowCount() == 1));
  }
}
