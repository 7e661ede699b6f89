package dev.tocsin.alerting.message;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.message.GroupView.AlertView;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads groups as messages show them. */
public final class GroupViews {

  private static final String SELECT = select("g.id = ANY($1)");

  private static final String SELECT_OF_STEPS =
      select("g.id IN (SELECT s.group_id FROM alerting.escalation_step s WHERE s.id = ANY($1))");

  private GroupViews() {}

  private static String select(String which) {
    return """
    SELECT g.id AS group_id, g.state AS group_state, g.template_id, c.alert_count, a.*
    FROM alerting.alert_group g
    CROSS JOIN LATERAL (SELECT count(*) AS alert_count FROM alerting.alert x
      WHERE x.tenant_id = g.tenant_id AND x.group_id = g.id) c
    LEFT JOIN LATERAL (SELECT x.id, x.title, x.severity, x.source, x.state, x.labels, x.annotations,
        x.source_url, x.started_at, x.occurrence_count
      FROM alerting.alert x WHERE x.tenant_id = g.tenant_id AND x.group_id = g.id
      ORDER BY x.state = 'resolved', x.severity, x.id LIMIT 10) a ON true
    WHERE %s
    ORDER BY g.id, a.state = 'resolved', a.severity, a.id\
    """
        .formatted(which);
  }

  /** Those of the groups that exist, by id. */
  public static Uni<Map<UUID, GroupView>> load(SqlConnection tx, Collection<UUID> groups) {
    return load(tx, SELECT, groups);
  }

  /** The groups that these steps belong to, by their own ids. */
  public static Uni<Map<UUID, GroupView>> ofSteps(SqlConnection tx, Collection<UUID> steps) {
    return load(tx, SELECT_OF_STEPS, steps);
  }

  private static Uni<Map<UUID, GroupView>> load(
      SqlConnection tx, String select, Collection<UUID> ids) {
    return tx.preparedQuery(select)
        .execute(Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)))
        .map(GroupViews::views);
  }

  private static Map<UUID, GroupView> views(RowSet<Row> rows) {
    Map<UUID, List<AlertView>> alerts = new HashMap<>();
    Map<UUID, GroupView> views = new HashMap<>();
    for (Row row : rows) {
      UUID id = row.getUUID("group_id");
      List<AlertView> seen = alerts.computeIfAbsent(id, _ -> new ArrayList<>());
      if (row.getUUID("id") != null) {
        seen.add(alert(row));
      }
      views.put(
          id,
          new GroupView(
              id,
              AlertState.of(row.getString("group_state")),
              Optional.ofNullable(row.getUUID("template_id")),
              row.getLong("alert_count"),
              seen));
    }
    return views;
  }

  private static AlertView alert(Row row) {
    return new AlertView(
        row.getUUID("id"),
        row.getString("title"),
        Severity.of(row.getShort("severity")),
        row.getString("source"),
        AlertState.of(row.getString("state")),
        row.getJsonObject("labels").getMap(),
        row.getJsonObject("annotations").getMap(),
        row.getString("source_url"),
        row.getOffsetDateTime("started_at").toInstant(),
        row.getLong("occurrence_count"));
  }
}
