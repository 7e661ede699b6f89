package dev.tocsin.ticketing.work;

import dev.tocsin.platform.audit.AuditTrail;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.retention.Keeping;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** A table of work: its rows listed, put back, and forgotten when they are old. */
public final class WorkTable {

  private static final int SWEPT_AT_ONCE = 20;

  private final Database database;
  private final AuditTrail audit;
  private final String noun;
  private final String table;
  private final String owner;
  private final String select;

  /**
   * A table of this service's schema.
   *
   * @param noun what a row is called, for example {@code note}
   * @param table its name
   * @param owner column of the ticket or provider
   * @param name column of the system's name for a row
   * @param text expression for what a row says
   */
  public WorkTable(
      Database database,
      AuditTrail audit,
      String noun,
      String table,
      String owner,
      String name,
      String text) {
    this.database = database;
    this.audit = audit;
    this.noun = noun;
    this.table = table;
    this.owner = owner;
    this.select =
        "SELECT id, %s AS owner, %s AS name, %s AS text, state, attempts, last_error, due_at, created_at, finished_at FROM ticketing.%s WHERE tenant_id = $1"
            .formatted(owner, name, text, table);
  }

  /** Rows after the page before, newest first. */
  public Uni<List<WorkRow>> list(UUID tenant, WorkFilter filter, int most) {
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    select
                        + """
                         AND ($2::uuid IS NULL OR %s = $2) AND (cardinality($3::text[]) = 0 OR state = ANY ($3))
                         AND ($4::timestamptz IS NULL OR (created_at, id) < ($4, $5::uuid))
                        ORDER BY created_at DESC, id DESC LIMIT $6
                        """
                            .formatted(owner))
                .execute(
                    Tuple.tuple()
                        .addValue(tenant)
                        .addValue(filter.owner().orElse(null))
                        .addValue(filter.states().toArray(String[]::new))
                        .addValue(filter.beforeTime().map(WorkTable::at).orElse(null))
                        .addValue(filter.beforeId().orElse(null))
                        .addValue(most))
                .map(WorkTable::all));
  }

  /** Puts a dead row back into its queue; call the worker after it. */
  public Uni<WorkRow> requeue(Caller caller, UUID id) {
    UUID tenant = caller.tenantId();
    Instant now = database.clock().now();
    return database.inTenant(
        tenant,
        tx ->
            one(tx, tenant, id)
                .invoke(
                    row -> {
                      if (!row.state().equals("dead")) {
                        throw new Precondition(
                            "The %s %s was not given up, so there is nothing to try again"
                                .formatted(noun, id));
                      }
                    })
                .chain(
                    () ->
                        tx.preparedQuery(
                                "UPDATE ticketing."
                                    + table
                                    + " SET state = 'pending', due_at = $3, attempts = 0, fence ="
                                    + " fence + 1, finished_at = NULL WHERE tenant_id = $1 AND id"
                                    + " = $2 AND state = 'dead'")
                            .execute(Tuple.of(tenant, id, at(now))))
                .call(
                    () -> audit.record(tx, caller, table + ".requeue", table + "/" + id, Map.of()))
                .chain(() -> one(tx, tenant, id)));
  }

  private Uni<WorkRow> one(SqlConnection tx, UUID tenant, UUID id) {
    return tx.preparedQuery(select + " AND id = $2 FOR UPDATE")
        .execute(Tuple.of(tenant, id))
        .map(rows -> all(rows).stream().findFirst().orElseThrow(() -> new NotFound(noun, id)));
  }

  /**
   * Forgets some of the rows that ended before then; called now and then by who adds rows. A row
   * that is just being put back is left alone.
   */
  public Uni<Void> forget(SqlConnection tx, UUID tenant, Duration kept) {
    return tx.preparedQuery(RetainedWork.ended(table, "", Keeping.INSTALLATION).delete("ticketing"))
        .execute(Tuple.of(tenant, at(database.clock().now().minus(kept)), SWEPT_AT_ONCE))
        .replaceWithVoid();
  }

  private static List<WorkRow> all(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(WorkTable::read).toList();
  }

  private static WorkRow read(Row row) {
    OffsetDateTime finished = row.getOffsetDateTime("finished_at");
    return new WorkRow(
        row.getUUID("id"),
        row.getUUID("owner"),
        row.getString("name"),
        row.getString("text"),
        row.getString("state"),
        row.getInteger("attempts"),
        Objects.toString(row.getString("last_error"), ""),
        row.getOffsetDateTime("due_at").toInstant(),
        row.getOffsetDateTime("created_at").toInstant(),
        finished == null ? null : finished.toInstant());
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
