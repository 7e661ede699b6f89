package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.timeline.Reason;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The reasons of ingest. */
final class IngestReasons {

  private IngestReasons() {}

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
