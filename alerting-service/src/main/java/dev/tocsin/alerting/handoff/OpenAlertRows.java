package dev.tocsin.alerting.handoff;

import dev.tocsin.alerting.alert.Severity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The alerts that are a schedule's: not resolved, and a policy of their group pages the schedule.
 */
final class OpenAlertRows {

  /** As many stand in a notice. */
  private static final int MOST = 5;

  private static final String SELECT =
      """
      WITH named AS MATERIALIZED (
        SELECT p.id FROM alerting.escalation_policy p
        WHERE p.tenant_id = $1 AND p.steps::text LIKE '%' || $2 || '%')
      SELECT a.id, a.title, a.severity, a.state, count(*) OVER () AS total FROM alerting.alert a
      WHERE a.tenant_id = $1 AND a.state <> 'resolved' AND EXISTS (
        SELECT 1 FROM alerting.escalation_step s WHERE s.tenant_id = $1 AND s.group_id = a.group_id
          AND NOT s.superseded AND (s.policy_id IN (SELECT id FROM named) OR EXISTS (
            SELECT 1 FROM alerting.direct_policy d WHERE d.tenant_id = $1 AND d.id = s.policy_id
              AND d.steps::text LIKE '%' || $2 || '%')))
      ORDER BY a.severity, a.id LIMIT $3\
      """;

  private OpenAlertRows() {}

  static Uni<HandoffWords.Open> of(SqlConnection tx, UUID tenant, UUID schedule) {
    return tx.preparedQuery(SELECT)
        .execute(Tuple.of(tenant, schedule.toString(), MOST))
        .map(
            rows -> {
              List<HandoffWords.OpenAlert> first = new ArrayList<>();
              long count = 0;
              for (Row row : rows) {
                count = row.getLong("total");
                first.add(
                    new HandoffWords.OpenAlert(
                        row.getUUID("id"),
                        row.getString("title"),
                        Severity.of(row.getInteger("severity")).word(),
                        row.getString("state").equals("acknowledged")));
              }
              return new HandoffWords.Open(count, List.copyOf(first));
            });
  }
}
