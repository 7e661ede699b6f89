package dev.tocsin.platform.queue;

import dev.tocsin.platform.db.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statements of one queue. */
final class QueueTable {

  /**
   * A claimed row.
   *
   * @param dueAt when it had been due
   * @param abandoned whether the lease of another claim ended without a word from its worker
   */
  record Claim(Job job, Instant dueAt, boolean abandoned) {}

  /** What is in the queue. */
  record Stats(long due, @Nullable Instant oldest, long dead) {}

  private final Database db;
  private final QueueSpec spec;
  private final String table;

  QueueTable(Database db, QueueSpec spec) {
    this.db = db;
    this.spec = spec;
    this.table = spec.qualifiedTable();
  }

  /** Claims rows due at {@code now} and not before {@code since}, the longest due first. */
  Uni<List<Claim>> claim(Instant now, int most, Instant since, UUID[] passedOver) {
    return db.pool()
        .preparedQuery(
            "SELECT tenant_id, id, fence, attempts, due_at, abandoned, traceparent FROM "
                + table
                + "_claim($1, $2, $3, $4, $5, $6)")
        .execute(
            Tuple.from(
                new Object[] {
                  spec.queue(), utc(now), utc(now.plus(spec.lease())), most, utc(since), passedOver
                }))
        .map(rows -> list(rows, QueueTable::claim));
  }

  /** Writes how attempts ended; answers how many of the rows were still ours. */
  Uni<Integer> settle(Instant now, List<Settlement> all) {
    return db.pool()
        .preparedQuery("SELECT " + table + "_settle($1, $2, $3, $4, $5, $6, $7)")
        .execute(
            Tuple.from(
                new Object[] {
                  utc(now),
                  all.stream().map(s -> s.job().tenant()).toArray(UUID[]::new),
                  all.stream().map(s -> s.job().id()).toArray(UUID[]::new),
                  all.stream().map(s -> s.job().fence()).toArray(Long[]::new),
                  all.stream().map(Settlement::state).toArray(String[]::new),
                  all.stream().map(s -> utcOrNull(s.dueAt())).toArray(OffsetDateTime[]::new),
                  all.stream().map(Settlement::error).toArray(String[]::new)
                }))
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  /** Finishes rows of one tenant in the caller's transaction, or fails with {@link LeaseLost}. */
  Uni<Void> finish(SqlConnection tx, Collection<Job> jobs, String state, Instant now) {
    if (jobs.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return tx.preparedQuery(
            "UPDATE "
                + table
                + " t SET state = $1, finished_at = $2"
                + " FROM unnest($4::uuid[], $5::bigint[]) AS o (id, fence)"
                + " WHERE t.tenant_id = $3 AND t.id = o.id AND t.fence = o.fence"
                + " AND t.state = 'pending' RETURNING t.id")
        .execute(
            Tuple.from(
                new Object[] {
                  state,
                  utc(now),
                  jobs.iterator().next().tenant(),
                  jobs.stream().map(Job::id).toArray(UUID[]::new),
                  jobs.stream().map(Job::fence).toArray(Long[]::new)
                }))
        .invoke(
            rows -> {
              if (rows.rowCount() != jobs.size()) {
                throw new LeaseLost(table, lost(jobs, rows));
              }
            })
        .replaceWithVoid();
  }

  /** Makes the lease of rows longer that were inserted claimed and are still being worked on. */
  Uni<Void> renew(UUID tenant, List<Job> born, Instant until, Instant to) {
    return db.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    "UPDATE "
                        + table
                        + " SET due_at = $4, lease_until = $4 WHERE tenant_id = $1 AND id = ANY"
                        + " ($2) AND due_at = $3 AND fence = 1 AND state = 'pending'")
                .execute(
                    Tuple.from(
                        new Object[] {
                          tenant,
                          born.stream().map(Job::id).toArray(UUID[]::new),
                          utc(until),
                          utc(to)
                        }))
                .replaceWithVoid());
  }

  Uni<Optional<Instant>> next(Instant now) {
    return db.pool()
        .preparedQuery("SELECT " + table + "_next($1, $2)")
        .execute(Tuple.of(spec.queue(), utc(now)))
        .map(rows -> Optional.ofNullable(instant(rows.iterator().next().getOffsetDateTime(0))));
  }

  Uni<Stats> stats(Instant now) {
    return db.pool()
        .preparedQuery("SELECT due, oldest, dead FROM " + table + "_stats($1, $2)")
        .execute(Tuple.of(spec.queue(), utc(now)))
        .map(rows -> rows.iterator().next())
        .map(row -> new Stats(row.getLong(0), instant(row.getOffsetDateTime(1)), row.getLong(2)));
  }

  Uni<List<DeadLetter>> deadLetters(UUID tenant, int limit) {
    return db.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    "SELECT id, attempts, coalesce(last_error, ''), created_at, finished_at FROM "
                        + table
                        + " WHERE tenant_id = $1 AND queue = $2 AND state = 'dead'"
                        + " ORDER BY finished_at DESC, id DESC LIMIT $3")
                .execute(Tuple.of(tenant, spec.queue(), limit))
                .map(rows -> list(rows, QueueTable::deadLetter)));
  }

  Uni<Boolean> requeue(UUID tenant, UUID id, Instant now) {
    return db.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    "UPDATE "
                        + table
                        + " SET state = 'pending', attempts = 0, fence = fence + 1,"
                        + " due_at = $4, finished_at = NULL"
                        + " WHERE tenant_id = $1 AND id = $2 AND queue = $3 AND state = 'dead'")
                .execute(Tuple.of(tenant, id, spec.queue(), utc(now)))
                .map(rows -> rows.rowCount() == 1));
  }

  private static List<Job> lost(Collection<Job> jobs, RowSet<Row> finished) {
    Set<UUID> ours = list(finished, row -> row.getUUID(0)).stream().collect(Collectors.toSet());
    return jobs.stream().filter(job -> !ours.contains(job.id())).toList();
  }

  private static Claim claim(Row row) {
    return new Claim(
        new Job(
            row.getUUID(0), row.getUUID(1), row.getLong(2), row.getInteger(3), row.getString(6)),
        row.getOffsetDateTime(4).toInstant(),
        row.getBoolean(5));
  }

  private static DeadLetter deadLetter(Row row) {
    return new DeadLetter(
        row.getUUID(0),
        row.getInteger(1),
        row.getString(2),
        row.getOffsetDateTime(3).toInstant(),
        row.getOffsetDateTime(4).toInstant());
  }

  private static <T> List<T> list(RowSet<Row> rows, java.util.function.Function<Row, T> read) {
    List<T> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(read.apply(row)));
    return all;
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable OffsetDateTime utcOrNull(@Nullable Instant time) {
    return time == null ? null : utc(time);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
