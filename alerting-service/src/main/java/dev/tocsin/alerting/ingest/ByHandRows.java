package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.escalation.EscalationConfig;
import dev.tocsin.alerting.policy.Assignment;
import dev.tocsin.alerting.policy.DirectPolicies;
import dev.tocsin.alerting.timeline.Timeline;
import dev.tocsin.platform.audit.AuditTrail;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What an alert that a person opens needs besides its own rows: whom to page, the audit log, and a
 * word on the timeline when the problem was known already.
 */
@Singleton
class ByHandRows {

  private final AuditTrail audit;
  private final EscalationConfig config;

  ByHandRows(AuditTrail audit, EscalationConfig config) {
    this.audit = audit;
    this.config = config;
  }

  /** Writes it in the transaction of the alert. */
  Uni<Void> store(SqlConnection tx, Arrival arrival, ByHand byHand, Answer answer, Instant now) {
    JsonObject alert = new JsonObject(answer.json()).getJsonArray("alerts").getJsonObject(0);
    UUID id = UUID.fromString(alert.getString("id"));
    UUID group = UUID.fromString(alert.getString("group_id"));
    Uni<Void> rows =
        answer.outcomes().containsKey(Outcome.Kind.OPENED)
            ? byHand
                .assignment()
                .map(
                    to ->
                        DirectPolicies.store(
                            tx,
                            arrival.tenant(),
                            group,
                            to,
                            config.directRepeat(),
                            byHand.actor(),
                            now))
                .orElseGet(() -> Uni.createFrom().voidItem())
            : Timeline.add(
                tx,
                arrival.tenant(),
                now,
                List.of(
                    Timeline.ofAlert(
                        now,
                        group,
                        id,
                        byHand.actor(),
                        IngestReasons.openedAgain(byHand.actor()))));
    return rows.chain(() -> tx.query("SET LOCAL search_path = alerting").execute())
        .chain(
            () ->
                audit.record(
                    tx,
                    byHand.by(),
                    "alert.create",
                    "alert/" + id,
                    detail(byHand, alert.getString("outcome"))));
  }

  private static Map<String, Object> detail(ByHand byHand, String outcome) {
    Map<String, Object> detail = byHand.assignment().map(Assignment::facts).orElseGet(HashMap::new);
    detail.put("outcome", outcome);
    return detail;
  }
}
