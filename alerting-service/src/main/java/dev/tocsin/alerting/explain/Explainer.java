package dev.tocsin.alerting.explain;

import dev.tocsin.alerting.alert.Gone;
import dev.tocsin.alerting.timeline.Entry;
import dev.tocsin.alerting.timeline.TimelineStore;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Tells why an alert paged whom it paged, or nobody. */
@Singleton
public class Explainer {

  private static final UUID BEGINNING = new UUID(0, 0);
  private static final int MOST_DECISIONS = 2000;

  private static final String STEPS =
      """
      SELECT s.id, s.policy_id, s.step_order, s.round, s.fires_at, s.state
      FROM alerting.escalation_step s
      JOIN alerting.alert a ON a.tenant_id = s.tenant_id AND a.group_id = s.group_id
      WHERE a.id = $1 ORDER BY s.fires_at, s.id\
      """;

  private final Database database;
  private final Names names;

  Explainer(@ServiceDatabase("alerting") Database database, Names names) {
    this.database = database;
    this.names = names;
  }

  /**
   * The answer.
   *
   * @param summary one sentence
   * @param decisions every decision, oldest first
   * @param steps past ones and those to come, by time
   */
  public record Explained(String summary, List<Entry> decisions, List<PlannedStep> steps) {}

  /** Explains an alert. Fails with {@code NotFound}. */
  public Uni<Explained> explain(UUID tenant, UUID alert) {
    return database
        .inTenant(
            tenant,
            tx ->
                TimelineStore.ofAlert(tx, alert, BEGINNING, MOST_DECISIONS)
                    .map(
                        found -> found.orElseThrow(() -> Gone.alert(alert, database.clock().now())))
                    .chain(
                        entries ->
                            steps(tx, alert).map(steps -> new Explained("", entries, steps))))
        .chain(
            found ->
                names
                    .in(tenant, found.decisions())
                    .map(
                        entries ->
                            new Explained(
                                Summary.of(entries, found.steps()), entries, found.steps())));
  }

  private static Uni<List<PlannedStep>> steps(SqlConnection tx, UUID alert) {
    return tx.preparedQuery(STEPS)
        .execute(Tuple.of(alert))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(
                        row ->
                            new PlannedStep(
                                row.getUUID("id"),
                                row.getUUID("policy_id"),
                                row.getInteger("step_order"),
                                row.getInteger("round"),
                                row.getOffsetDateTime("fires_at").toInstant(),
                                row.getString("state")))
                    .toList());
  }
}
