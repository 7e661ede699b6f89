package dev.tocsin.alerting.retention;

import dev.tocsin.platform.retention.Expiring;
import dev.tocsin.platform.retention.ExpiringRows;
import dev.tocsin.platform.retention.ExpiringWalk;
import dev.tocsin.platform.retention.Keeping;
import dev.tocsin.platform.retention.RetainedTables;
import java.util.List;

/** Until when this service keeps alerts and what belongs to them. */
public final class RetainedAlerts implements RetainedTables {

  static final String KEPT = "tocsin.alert.retention.kept";

  /** Groups that are over, counted by their alerts. */
  static final ExpiringWalk ALERTS =
      new ExpiringWalk("alert", "forget_alerts", KEPT, Keeping.ALERTS);

  /** What was told of groups that are gone. */
  static final ExpiringWalk MESSAGES =
      new ExpiringWalk("outbox", "forget_messages", KEPT, Keeping.ALERTS);

  /** Payloads of which no alert is left: their bodies tell what the alerts said. */
  static final ExpiringRows PAYLOADS =
      ExpiringRows.of(
          "integration_payload",
          "received_at",
          "NOT EXISTS (SELECT FROM alerting.alert a WHERE a.tenant_id = $1 AND a.id = ANY"
              + " (r.alert_ids))",
          KEPT,
          Keeping.ALERTS);

  @Override
  public String schema() {
    return "alerting";
  }

  @Override
  public List<Expiring> tables() {
    return List.of(ALERTS, MESSAGES, PAYLOADS);
  }
}
