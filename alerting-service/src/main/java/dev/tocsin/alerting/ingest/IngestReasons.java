package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.alerting.timeline.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The reasons of ingest. */
final class IngestReasons {

  private IngestReasons() {}

  static Reason opened(Actor by, String title) {
    return new Reason("received", "Opened by " + words(by) + ": " + title, who(by));
  }

  static Reason openedAgain(Actor by) {
    return new Reason(
        "received_again",
        words(by) + " opened the same by hand: it counts for this alert, and nobody is paged anew",
        who(by));
  }

  private static String words(Actor by) {
    return by.kind() + " " + by.id();
  }

  private static Map<String, Object> who(Actor by) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("actor_kind", by.kind());
    facts.put("actor_id", by.id());
    if (by.kind().equals("user")) {
      facts.put("user_id", by.id());
    }
    return facts;
  }

  static Reason adjusted(List<String> remarks) {
    return new Reason(
        "adjusted",
        "Taken with changes: " + String.join("; ", remarks.subList(0, Math.min(5, remarks.size()))),
        Map.of("remarks", remarks));
  }

  static Reason joined(UUID group) {
    return new Reason(
        "grouped.joined",
        "Joined an open group: its escalation goes on and covers this alert",
        Map.of("group_id", group.toString()));
  }

  static Reason joinedAcknowledged(UUID group, String kind, String id) {
    return new Reason(
        "not_paged.group_acknowledged",
        "Joined a group that " + kind + " " + id + " has acknowledged: nobody is paged again",
        Map.of("group_id", group.toString(), "acknowledged_by", kind + ":" + id));
  }

  static Reason resolvedBySource(String source) {
    return new Reason(
        "resolved.by_source", "The source says that it is over", Map.of("integration_id", source));
  }
}
