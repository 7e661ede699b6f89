package dev.tocsin.alerting.routing;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How routes are stored. */
public final class RouteRows {

  static final String COLUMNS =
      "id, name, position, condition, goes_on, group_by, group_wait_ms, suppress_hours, policy_id,"
          + " template_id, ticket_provider_id, disabled, created_at, updated_at";

  private RouteRows() {}

  /** All routes of the transaction's tenant, in no order. */
  public static Uni<List<Route>> all(SqlConnection tx) {
    return tx.query("SELECT " + COLUMNS + " FROM route")
        .execute()
        .map(
            rows -> {
              List<Route> routes = new ArrayList<>(rows.size());
              rows.forEach(row -> routes.add(read(row)));
              return routes;
            });
  }

  static Route read(Row row) {
    return new Route(
        row.getUUID("id"),
        row.getString("name"),
        row.getInteger("position"),
        row.getString("condition"),
        row.getBoolean("goes_on"),
        List.of(row.getArrayOfStrings("group_by")),
        Duration.ofMillis(row.getLong("group_wait_ms")),
        QuietHoursMessages.read(row.getJsonArray("suppress_hours")),
        row.getUUID("policy_id"),
        Optional.ofNullable(row.getUUID("template_id")),
        Optional.ofNullable(row.getUUID("ticket_provider_id")),
        row.getBoolean("disabled"),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("updated_at").toInstant());
  }
}
