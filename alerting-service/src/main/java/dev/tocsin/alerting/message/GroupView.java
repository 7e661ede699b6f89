package dev.tocsin.alerting.message;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.alert.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A group as messages show it.
 *
 * @param alertCount all of its alerts, resolved ones included
 * @param alerts the first ten: open before resolved, then the worst, then the oldest
 */
public record GroupView(
    UUID id, AlertState state, Optional<UUID> template, long alertCount, List<AlertView> alerts) {

  /** Copies the alerts. */
  public GroupView {
    alerts = List.copyOf(alerts);
  }

  /** One line for a ticket. */
  public String title() {
    if (alerts.isEmpty()) {
      return "Alert group " + id;
    }
    String first = alerts.getFirst().title();
    return alertCount > 1 ? first + " (and " + (alertCount - 1) + " more)" : first;
  }

  /** An alert as messages show it. */
  public record AlertView(
      UUID id,
      String title,
      Severity severity,
      String source,
      AlertState state,
      Map<String, Object> labels,
      Map<String, Object> annotations,
      String sourceUrl,
      Instant startedAt,
      long occurrences) {}
}
