package dev.tocsin.alerting.console;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.alerting.v1.AlertCount;
import dev.tocsin.proto.alerting.v1.AlertSummary;
import dev.tocsin.proto.alerting.v1.AlertsReceived;
import dev.tocsin.proto.alerting.v1.Severity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts the alerts that are not resolved. Each of them is looked at, so a count is kept for ten
 * times as long as it took: milliseconds for a few alerts, about a second for a hundred thousand,
 * however many people look at it; ten seconds at most.
 */
@Singleton
class AlertCounts {

  static final String COUNT =
      """
      SELECT state, severity, count(*) FROM alerting.alert WHERE tenant_id = $1 AND state <> 'resolved'
      GROUP BY state, severity ORDER BY severity, state DESC\
      """;

  /** Ids are ordered by time. */
  private static final String RECEIVED =
      """
      SELECT date_trunc('hour', created_at, 'UTC') AS hour, count(*) FROM alerting.alert
      WHERE tenant_id = $1 AND id >= $2 GROUP BY hour\
      """;

  private static final int HOURS = 24;

  private static final int KEPT_TIMES = 10;
  private static final long LONGEST_KEPT = Duration.ofSeconds(10).toNanos();
  private static final int MOST_KEPT = 10_000;

  private record Kept(AlertSummary summary, long until) {}

  private final Database database;
  private final Map<UUID, Kept> kept = new ConcurrentHashMap<>();

  AlertCounts(@ServiceDatabase("alerting") Database database) {
    this.database = database;
  }

  Uni<AlertSummary> of(UUID tenant) {
    long asked = System.nanoTime();
    Instant first =
        database.clock().now().truncatedTo(ChronoUnit.HOURS).minus(HOURS - 1, ChronoUnit.HOURS);
    @Nullable Kept known = kept.get(tenant);
    if (known != null && asked - known.until() < 0) {
      return Uni.createFrom().item(known.summary());
    }
    return database
        .inTenant(
            tenant,
            tx ->
                Uni.combine()
                    .all()
                    .unis(
                        tx.preparedQuery(COUNT).execute(Tuple.of(tenant)),
                        tx.preparedQuery(RECEIVED).execute(Tuple.of(tenant, Ids.first(first))))
                    .with((counts, hours) -> summary(counts, received(hours, first))))
        .invoke(
            summary -> {
              long now = System.nanoTime();
              if (kept.size() >= MOST_KEPT) {
                kept.clear();
              }
              kept.put(
                  tenant,
                  new Kept(summary, now + Math.min(LONGEST_KEPT, KEPT_TIMES * (now - asked))));
            });
  }

  private static List<AlertsReceived> received(RowSet<Row> rows, Instant first) {
    Map<Instant, Long> counts = new HashMap<>();
    rows.forEach(row -> counts.put(row.getOffsetDateTime(0).toInstant(), row.getLong(1)));
    return IntStream.range(0, HOURS)
        .mapToObj(hour -> first.plus(hour, ChronoUnit.HOURS))
        .map(
            hour ->
                AlertsReceived.newBuilder()
                    .setStartTime(ProtoTime.of(hour))
                    .setCount(counts.getOrDefault(hour, 0L))
                    .build())
        .toList();
  }

  private static AlertSummary summary(RowSet<Row> rows, List<AlertsReceived> received) {
    AlertSummary.Builder summary = AlertSummary.newBuilder().addAllReceived(received);
    for (Row row : rows) {
      AlertState state = AlertState.of(row.getString(0));
      long count = row.getLong(2);
      summary.addCounts(
          AlertCount.newBuilder()
              .setState(Wire.state(state))
              .setSeverity(Severity.forNumber(row.getShort(1)))
              .setCount(count));
      switch (state) {
        case OPEN -> summary.setOpenCount(summary.getOpenCount() + count);
        case ACKNOWLEDGED -> summary.setAcknowledgedCount(summary.getAcknowledgedCount() + count);
        case RESOLVED -> throw new IllegalStateException("not asked for");
      }
    }
    return summary.build();
  }
}
