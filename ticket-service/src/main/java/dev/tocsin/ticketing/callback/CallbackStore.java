package dev.tocsin.ticketing.callback;

import dev.tocsin.platform.audit.AuditTrail;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.ticketing.work.WorkTable;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Messages of ticket systems, until they are handled. */
@Singleton
class CallbackStore {
  static final String QUEUE = "ticket_callback";

  private final Database database;
  private final CallbackConfig config;
  private final WorkTable table;

  CallbackStore(
      @ServiceDatabase("ticketing") Database database, AuditTrail audit, CallbackConfig config) {
    this.database = database;
    this.config = config;
    this.table =
        new WorkTable(
            database,
            audit,
            "message",
            "ticket_callback",
            "provider_id",
            "message_id",
            "left(body, 2000)");
  }

  /** The rows for those who look. */
  WorkTable table() {
    return table;
  }

  /** A message to handle. */
  record Due(UUID provider, byte[] body) {}

  /** Keeps a message, once; false when it is there already. Forgets some that are long handled. */
  Uni<Boolean> keep(UUID tenant, UUID provider, Optional<String> messageId, byte[] body) {
    Instant now = database.clock().now();
    UUID id = Ids.next(now);
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    """
                    INSERT INTO ticketing.ticket_callback
                      (tenant_id, id, provider_id, message_id, body, queue, due_at, created_at)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
                    ON CONFLICT (tenant_id, provider_id, message_id) DO NOTHING
                    """)
                .execute(
                    Tuple.from(
                        List.of(
                            tenant,
                            id,
                            provider,
                            messageId.orElse(id.toString()),
                            new String(body, StandardCharsets.UTF_8),
                            QUEUE,
                            now.atOffset(ZoneOffset.UTC))))
                .map(done -> done.rowCount() == 1)
                .call(() -> table.forget(tx, tenant, config.keep())));
  }

  Uni<Optional<Due>> due(Job job) {
    return database.inTenant(
        job.tenant(),
        tx ->
            tx.preparedQuery(
                    "SELECT provider_id, body FROM ticketing.ticket_callback WHERE tenant_id = $1"
                        + " AND id = $2 AND state = 'pending'")
                .execute(Tuple.of(job.tenant(), job.id()))
                .map(
                    rows ->
                        rows.iterator().hasNext()
                            ? Optional.of(rows.iterator().next())
                                .map(
                                    row ->
                                        new Due(
                                            row.getUUID("provider_id"),
                                            row.getString("body").getBytes(StandardCharsets.UTF_8)))
                            : Optional.empty()));
  }
}
