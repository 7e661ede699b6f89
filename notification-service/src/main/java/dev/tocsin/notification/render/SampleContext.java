package dev.tocsin.notification.render;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Built-in sample data, for previews and test messages. */
public final class SampleContext {

  private SampleContext() {}

  /**
   * What a message of this event might tell: the alert of {@link #alert} in the state that fits.
   */
  public static Map<String, Object> of(EventKind event, Instant now) {
    if (event == EventKind.PAGE) {
      return alert(now);
    }
    if (event == EventKind.NOTICE) {
      return notice();
    }
    Map<String, Object> context = new LinkedHashMap<>(alert(now));
    Map<String, Object> alert = new LinkedHashMap<>();
    ((Map<?, ?>) Objects.requireNonNull(alert(now).get("alert")))
        .forEach((key, value) -> alert.put(key.toString(), value));
    alert.put("state", event.code());
    context.put("alert", alert);
    context.put("alerts", List.of(alert));
    if (event == EventKind.RESOLVED) {
      context.put("actor", Map.of("kind", "source", "name", ""));
      context.put("reason", "The monitoring tool says that it is over");
    }
    return context;
  }

  private static Map<String, Object> notice() {
    return Map.of(
        "notice",
        Map.of(
            "kind",
            "swap_requested",
            "title",
            "Ben Ito asks you to take a shift on Database",
            "text",
            "From Mon 3 Mar 2025, 09:00 CET until Tue 4 Mar 2025, 09:00 CET.",
            "link",
            "https://tocsin.example.org/schedules/019a0000-0000-7000-8000-000000000005"),
        "user",
        Map.of("id", "019a0000-0000-7000-8000-000000000003", "name", "Ada Okafor"),
        "tenant",
        Map.of("id", "019a0000-0000-7000-8000-000000000004"));
  }

  /** An alert as it might come from Prometheus. */
  public static Map<String, Object> alert(Instant now) {
    Map<String, Object> labels =
        Map.of(
            "alertname", "DiskAlmostFull",
            "severity", "critical",
            "instance", "db-1.example.org:9100",
            "service", "payments",
            "mountpoint", "/var/lib/postgresql");
    Map<String, Object> alert =
        Map.of(
            "id", "019a0000-0000-7000-8000-000000000001",
            "title", "Disk almost full on db-1",
            "severity", "critical",
            "source", "alertmanager",
            "state", "open",
            "labels", labels,
            "annotations",
                Map.of(
                    "description",
                    "Only 4 % of /var/lib/postgresql are free; at this rate it is full in 40"
                        + " minutes."),
            "source_url",
                "https://prometheus.example.org/graph?g0.expr=node_filesystem_avail_bytes&g0.tab=1",
            "start_time", now.minus(Duration.ofMinutes(7)).toString(),
            "occurrence_count", 3L);
    return Map.of(
        "alert", alert,
        "group", Map.of("id", "019a0000-0000-7000-8000-000000000002", "alert_count", 2L),
        "alerts", List.of(alert),
        "policy", Map.of("name", "Database on-call", "step", 1L, "round", 0L),
        "user", Map.of("id", "019a0000-0000-7000-8000-000000000003", "name", "Ada Okafor"),
        "tenant", Map.of("id", "019a0000-0000-7000-8000-000000000004"),
        "links",
            Map.of(
                "alert", "https://tocsin.example.org/alerts/019a0000-0000-7000-8000-000000000001",
                "ack", "https://tocsin.example.org/respond/sample"),
        "actor", Map.of("kind", "user", "name", "Ada Okafor"));
  }

  /**
   * A message that says that it is only a test; it has no buttons, as there is nothing to answer.
   */
  public static Map<String, Object> test(Instant now) {
    return Map.of(
        "alert",
        Map.of(
            "title", "Test message from Tocsin",
            "severity", "info",
            "labels", Map.of(),
            "annotations", Map.of("description", "This channel works. Nothing is on fire."),
            "start_time", now.toString()));
  }
}
