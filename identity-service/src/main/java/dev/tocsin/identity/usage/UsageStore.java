package dev.tocsin.identity.usage;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What tenants use, in the database. */
@Singleton
class UsageStore {

  /** Longer than any service repeats a report. */
  private static final Duration REPORTS_KEPT = Duration.ofDays(7);

  /** One counter on one day. */
  record Count(LocalDate day, String counter, long amount) {}

  private final Database database;

  UsageStore(@ServiceDatabase("identity") Database database) {
    this.database = database;
  }

  Instant now() {
    return database.clock().now();
  }

  /** Adds a report; one that was added before changes nothing. */
  Uni<Void> add(UUID tenant, UUID report, LocalDate day, Map<String, Long> counts) {
    Instant now = now();
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    """
                    insert into identity.usage_report (tenant_id, report_id, time)
                    values ($1, $2, $3) on conflict do nothing
                    """)
                .execute(Tuple.of(tenant, report, now.atOffset(ZoneOffset.UTC)))
                .chain(
                    rows ->
                        rows.rowCount() == 0
                            ? Uni.createFrom().voidItem()
                            : sum(tx, tenant, day, counts).chain(() -> sweep(tx, now))));
  }

  private static Uni<Void> sum(
      SqlConnection tx, UUID tenant, LocalDate day, Map<String, Long> counts) {
    // In one order everywhere, so that two reports never wait for one another.
    List<Tuple> rows =
        new TreeMap<>(counts)
            .entrySet().stream()
                .map(count -> Tuple.of(tenant, day, count.getKey(), count.getValue()))
                .toList();
    return tx.preparedQuery(
            """
            insert into identity.usage_day as u (tenant_id, day, counter, amount)
            values ($1, $2, $3, $4)
            on conflict (tenant_id, day, counter) do update set amount = u.amount + excluded.amount
            """)
        .executeBatch(rows)
        .replaceWithVoid();
  }

  private static Uni<Void> sweep(SqlConnection tx, Instant now) {
    return tx.preparedQuery(
            """
            delete from identity.usage_report where (tenant_id, report_id) in (
              select tenant_id, report_id from identity.usage_report where time < $1
              limit 100 for update skip locked)
            """)
        .execute(Tuple.of(now.minus(REPORTS_KEPT).atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }

  /** Counts of these days, both included, by day. */
  Uni<List<Count>> list(UUID tenant, LocalDate from, LocalDate to) {
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    """
                    select day, counter, amount from identity.usage_day
                    where day between $1 and $2 order by day, counter
                    """)
                .execute(Tuple.of(from, to))
                .map(
                    rows -> {
                      List<Count> counts = new ArrayList<>();
                      rows.forEach(
                          row ->
                              counts.add(
                                  new Count(
                                      row.getLocalDate("day"),
                                      row.getString("counter"),
                                      row.getLong("amount"))));
                      return counts;
                    }));
  }
}
