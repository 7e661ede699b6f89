package dev.tocsin.alerting.console;

import dev.tocsin.alerting.alert.Gone;
import dev.tocsin.alerting.console.AlertFilter.Page;
import dev.tocsin.alerting.console.AlertFilter.Shown;
import dev.tocsin.alerting.muting.SilenceRows;
import dev.tocsin.alerting.muting.Silences;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Reads alerts. Ids are ordered by time, so the primary key is the order of the list and the key of
 * its pages. Under row-level security only leakproof comparisons use an index: the filters on
 * labels and title look at the rows that the others leave over. Whether an alert is silenced is
 * decided when it is read, by the code that holds its pages.
 */
@Singleton
class AlertStore {

  /** How often a page is filled up when silences with regular expressions leave rows out. */
  private static final int MOST_LOOKS = 10;

  private static final int FEWEST_ROWS = 500;

  private final Database database;

  AlertStore(@ServiceDatabase("alerting") Database database) {
    this.database = database;
  }

  /** The next page. */
  Uni<Page> list(UUID tenant, AlertFilter filter) {
    Instant now = database.clock().now();
    return database.inTenant(
        tenant,
        tx ->
            SilenceRows.active(tx, now)
                .chain(
                    active ->
                        new Reading(tx, tenant, active.silences(), now)
                            .page(filter, new ArrayList<>(), MOST_LOOKS)));
  }

  /** One alert. Fails with {@code NotFound}. */
  Uni<Shown> get(UUID tenant, UUID alert) {
    Instant now = database.clock().now();
    return database.inTenant(
        tenant,
        tx ->
            Uni.combine()
                .all()
                .unis(
                    SilenceRows.active(tx, now),
                    tx.preparedQuery(
                            "SELECT "
                                + AlertRow.COLUMNS
                                + " FROM alerting.alert WHERE tenant_id = $1 AND id = $2")
                        .execute(Tuple.of(tenant, alert)))
                .with(
                    (active, rows) -> {
                      if (!rows.iterator().hasNext()) {
                        throw Gone.alert(alert, now);
                      }
                      AlertRow row = AlertRow.of(rows.iterator().next());
                      return new Shown(row, row.mutedBy(active.silences(), now));
                    }));
  }

  /** One transaction that reads pages. */
  private record Reading(SqlConnection tx, UUID tenant, Silences silences, Instant now) {

    /**
     * Fills a page.
     *
     * @param found what is on it already
     * @param looks how often more rows are read
     */
    Uni<Page> page(AlertFilter filter, List<Shown> found, int looks) {
      boolean looksAtEach = filter.silenced().isPresent() && !silences.isEmpty();
      int missing = filter.size() - found.size();
      int most = (looksAtEach ? Math.max(missing, FEWEST_ROWS) : missing) + 1;
      var query = new AlertQuery(tenant, filter, silences.activeAt(now), most);
      return tx.preparedQuery(query.sql())
          .execute(query.values())
          .chain(
              rows -> {
                List<AlertRow> read =
                    StreamSupport.stream(rows.spliterator(), false).map(AlertRow::of).toList();
                boolean more = read.size() == most;
                for (AlertRow row : more ? read.subList(0, most - 1) : read) {
                  Optional<Shown> shown = shown(row, filter);
                  if (shown.isPresent() && found.size() == filter.size()) {
                    return page(found, Optional.of(found.getLast().row().id()));
                  }
                  shown.ifPresent(found::add);
                }
                if (!more) {
                  return page(found, Optional.empty());
                }
                UUID last = read.get(most - 2).id();
                return found.size() == filter.size() || looks == 1
                    ? page(found, Optional.of(last))
                    : page(filter.from(last), found, looks - 1);
              });
    }

    private static Uni<Page> page(List<Shown> found, Optional<UUID> next) {
      return Uni.createFrom().item(new Page(found, next));
    }

    private Optional<Shown> shown(AlertRow row, AlertFilter filter) {
      Shown shown = new Shown(row, row.mutedBy(silences, now));
      return filter.silenced().isEmpty() || filter.silenced().get() == shown.mute().isPresent()
          ? Optional.of(shown)
          : Optional.empty();
    }
  }
}
