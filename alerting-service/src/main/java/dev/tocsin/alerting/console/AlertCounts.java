package dev.tocsin.alerting.console;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.proto.alerting.v1.AlertCount;
import dev.tocsin.proto.alerting.v1.AlertSummary;
import dev.tocsin.proto.alerting.v1.Severity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts the alerts that are not resolved. Each of them is looked at, so a count is kept for ten
 * times as long as it took: milliseconds for a few alerts, about a second for a hundred thousand,
 * however many people look at it.
 */
@ApplicationScoped
class AlertCounts {

  static final String COUNT =
      """
      SELECT state, severity, count(*) FROM alerting.alert WHERE tenant_id = $1 AND state <> 'resolved'
      GROUP BY state, severity ORDER BY severity, state DESC\
      """;

  private static final int KEPT_TIMES = 10;
  private static final int MOST_KEPT = 10_000;

  private record Kept(AlertSummary summary, long until) {}

  private final Database database;
  private final Map<UUID, Kept> kept = new ConcurrentHashMap<>();

  AlertCounts(@ServiceDatabase("alerting") Database database) {
    this.database = database;
  }

  Uni<AlertSummary> of(UUID tenant) {
    long asked = System.nanoTime();
    @Nullable Kept known = kept.get(tenant);
    if (known != null && asked - known.until() < 0) {
      return Uni.createFrom().item(known.summary());
    }
    return database
        .inTenant(tenant, tx -> tx.preparedQuery(COUNT).execute(Tuple.of(tenant)))
        .map(AlertCounts::summary)
        .invoke(
            summary -> {
              long now = System.nanoTime();
              if (kept.size() >= MOST_KEPT) {
                kept.clear();
              }
              kept.put(tenant, new Kept(summary, now + KEPT_TIMES * (now - asked)));
            });
  }

  private static AlertSummary summary(RowSet<Row> rows) {
    AlertSummary.Builder summary = AlertSummary.newBuilder();
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
