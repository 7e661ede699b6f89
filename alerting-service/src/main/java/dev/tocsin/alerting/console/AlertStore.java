package dev.tocsin.alerting.console;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.NotFound;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Reads alerts. Ids are ordered by time, so the primary key is the order of the list and the key of
 * its pages. Under row-level security only leakproof comparisons use an index: the filters on
 * labels and title look at the rows that the others leave over.
 */
@ApplicationScoped
class AlertStore {

  private final Database database;

  AlertStore(@ServiceDatabase("alerting") Database database) {
    this.database = database;
  }

  /** The next page. */
  Uni<AlertFilter.Page> list(UUID tenant, AlertFilter filter) {
    Query query = new Query(tenant, filter);
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(query.sql())
                .execute(query.values())
                .map(
                    rows -> {
                      List<AlertRow> found =
                          StreamSupport.stream(rows.spliterator(), false)
                              .map(AlertRow::of)
                              .toList();
                      boolean more = found.size() > filter.size();
                      return new AlertFilter.Page(
                          more ? found.subList(0, filter.size()) : found, more);
                    }));
  }

  /** One alert. Fails with {@code NotFound}. */
  Uni<AlertRow> get(UUID tenant, UUID alert) {
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    "SELECT "
                        + AlertRow.COLUMNS
                        + " FROM alerting.alert WHERE tenant_id = $1 AND id = $2")
                .execute(Tuple.of(tenant, alert))
                .map(
                    rows -> {
                      if (!rows.iterator().hasNext()) {
                        throw new NotFound("alert", alert);
                      }
                      return AlertRow.of(rows.iterator().next());
                    }));
  }

  /**
   * The statement of a filter: only the conditions that are asked for, so that each plan is the
   * best of its kind.
   */
  static final class Query {
    private final StringBuilder sql = new StringBuilder();
    private final Tuple values = Tuple.tuple();

    Query(UUID tenant, AlertFilter filter) {
      sql.append("SELECT ")
          .append(AlertRow.COLUMNS)
          .append(" FROM alerting.alert WHERE tenant_id = ");
      sql.append(value(tenant));
      filter
          .after()
          .ifPresent(
              id ->
                  sql.append(filter.oldestFirst() ? " AND id > " : " AND id < ").append(value(id)));
      filter.group().ifPresent(id -> sql.append(" AND group_id = ").append(value(id)));
      if (!filter.fingerprint().isEmpty()) {
        sql.append(" AND fingerprint = ").append(value(filter.fingerprint()));
      }
      if (!filter.states().isEmpty()) {
        String[] states = filter.states().stream().map(AlertState::word).toArray(String[]::new);
        sql.append(" AND state = ANY(").append(value(states)).append(")");
      }
      if (!filter.severities().isEmpty()) {
        Short[] severities =
            filter.severities().stream().map(s -> s.number()).toArray(Short[]::new);
        sql.append(" AND severity = ANY(").append(value(severities)).append(")");
      }
      filter.createdAfter().ifPresent(at -> sql.append(" AND created_at >= ").append(value(at)));
      filter.createdBefore().ifPresent(at -> sql.append(" AND created_at < ").append(value(at)));
      if (!filter.labels().isEmpty()) {
        JsonObject wanted = new JsonObject(new HashMap<>(filter.labels()));
        sql.append(" AND labels @> ").append(value(wanted));
      }
      if (!filter.text().isEmpty()) {
        sql.append(" AND position(lower(")
            .append(value(filter.text()))
            .append(") in lower(title)) > 0");
      }
      sql.append(" ORDER BY id").append(filter.oldestFirst() ? "" : " DESC");
      sql.append(" LIMIT ").append(value(filter.size() + 1));
    }

    String sql() {
      return sql.toString();
    }

    Tuple values() {
      return values;
    }

    private String value(Object value) {
      values.addValue(value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
      return "$" + values.size();
    }
  }
}
