package dev.tocsin.alerting.message;

import dev.tocsin.alerting.message.GroupView.AlertView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The keys that templates and tickets may use; docs/templates.md lists them. */
public final class MessageContext {

  private final Map<String, Object> context = new HashMap<>();

  private MessageContext() {}

  /**
   * What is known of every message.
   *
   * @param event {@code page}, {@code acknowledged}, {@code reassigned} or {@code resolved}
   * @param publicUrl where people reach Tocsin, without a slash at the end
   */
  public static MessageContext of(String event, UUID tenant, GroupView group, String publicUrl) {
    MessageContext built = new MessageContext();
    List<Map<String, Object>> alerts = group.alerts().stream().map(MessageContext::alert).toList();
    built.context.put("event", event);
    built.context.put("tenant", Map.of("id", tenant.toString()));
    built.context.put(
        "group",
        Map.of(
            "id", group.id().toString(),
            "alert_count", group.alertCount(),
            "state", group.state().word()));
    built.context.put("alerts", alerts);
    if (!alerts.isEmpty()) {
      built.context.put("alert", alerts.getFirst());
      built.context.put(
          "links", Map.of("alert", publicUrl + "/alerts/" + group.alerts().getFirst().id()));
    }
    return built;
  }

  /**
   * Adds where in its policy the escalation stands.
   *
   * @param step counted from 1; 0 is the fallback
   * @param round counted from 1
   * @param repeat whether the steps were gone through before
   */
  public MessageContext policy(String name, int step, int round, boolean repeat) {
    context.put("policy", Map.of("name", name, "step", step, "round", round, "repeat", repeat));
    return this;
  }

  /** Adds whom the message is for. */
  public MessageContext user(UUID id, String name, String timeZone) {
    context.put("user", Map.of("id", id.toString(), "name", name, "time_zone", timeZone));
    return this;
  }

  /** Adds who did what the message tells of. */
  public MessageContext actor(String kind, String name) {
    context.put("actor", Map.of("kind", kind, "name", name));
    return this;
  }

  /** Adds why the message is sent. */
  public MessageContext reason(String words) {
    context.put("reason", words);
    return this;
  }

  /** The keys so far. */
  public Map<String, Object> toMap() {
    return Map.copyOf(context);
  }

  private static Map<String, Object> alert(AlertView alert) {
    Map<String, Object> keys = new HashMap<>();
    keys.put("id", alert.id().toString());
    keys.put("title", alert.title());
    keys.put("severity", alert.severity().word());
    keys.put("state", alert.state().word());
    keys.put("source", alert.source());
    keys.put("source_url", alert.sourceUrl());
    keys.put("start_time", alert.startedAt().toString());
    keys.put("occurrence_count", alert.occurrences());
    keys.put("labels", alert.labels());
    keys.put("annotations", alert.annotations());
    keys.put(
        "label_list",
        alert.labels().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(label -> Map.of("name", label.getKey(), "value", label.getValue()))
            .toList());
    return keys;
  }
}
