package dev.tocsin.e2e.harness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One alert as a monitoring tool knows it.
 *
 * @param labels make it the same problem or another
 */
public record Alarm(Map<String, String> labels, String summary, Instant startsAt) {
  public Alarm {
    labels = Map.copyOf(labels);
  }

  public static Alarm of(String name, String severity, Instant startsAt) {
    return new Alarm(
        Map.of("alertname", name, "severity", severity), name + " wants you", startsAt);
  }

  public Alarm with(String label, String value) {
    var more = new HashMap<>(labels);
    more.put(label, value);
    return new Alarm(more, summary, startsAt);
  }

  public Alarm startingAt(Instant instant) {
    return new Alarm(labels, summary, instant);
  }

  public String name() {
    return labels.getOrDefault("alertname", "");
  }

  /** The notification that Alertmanager (webhook version 4) sends while these fire. */
  public static Map<String, Object> firing(List<Alarm> alarms) {
    return payload("firing", alarms.stream().map(alarm -> alarm.json("firing", null)).toList());
  }

  /** The notification that it sends once these are over. */
  public static Map<String, Object> resolved(List<Alarm> alarms, Instant endsAt) {
    return payload(
        "resolved", alarms.stream().map(alarm -> alarm.json("resolved", endsAt)).toList());
  }

  /** One notification that holds some of each, in this order. */
  public static Map<String, Object> mixed(List<Map<String, Object>> alerts) {
    return payload("firing", new ArrayList<>(alerts));
  }

  private static Map<String, Object> payload(String status, List<Map<String, Object>> alerts) {
    var payload = new HashMap<String, Object>();
    payload.put("version", "4");
    payload.put("groupKey", "{}:{}");
    payload.put("truncatedAlerts", 0);
    payload.put("status", status);
    payload.put("receiver", "tocsin");
    payload.put("groupLabels", Map.of());
    payload.put("commonLabels", Map.of());
    payload.put("commonAnnotations", Map.of());
    payload.put("externalURL", "http://alertmanager.example:9093");
    payload.put("alerts", alerts);
    return payload;
  }

  /** This alert inside a notification; endless while it fires. */
  public Map<String, Object> json(String status, @org.jspecify.annotations.Nullable Instant ends) {
    return Map.of(
        "status",
        status,
        "labels",
        labels,
        "annotations",
        Map.of("summary", summary),
        "startsAt",
        startsAt.toString(),
        "endsAt",
        ends == null ? "0001-01-01T00:00:00Z" : ends.toString(),
        "generatorURL",
        "http://prometheus.example:9090/graph",
        "fingerprint",
        "%016x".formatted(labels.hashCode() & 0xffffffffL));
  }
}
