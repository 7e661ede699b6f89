package dev.tocsin.alerting.source.generic;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Under which names the parts of an alert are found, the first that is there. */
enum Names {
  TITLE("title", "name", "alert_name", "alertName", "alertname", "summary", "subject"),
  /** What also makes a title, by its first line. */
  TEXT("message", "text", "description"),
  DESCRIPTION("description", "message", "details", "body", "text"),
  SEVERITY("severity", "priority", "urgency", "level"),
  KEY(
      "key",
      "fingerprint",
      "dedup_key",
      "dedupKey",
      "deduplication_key",
      "incident_key",
      "alert_uid",
      "alias"),
  STATE("state", "status", "event_action", "alert_status"),
  LINK("source_url", "url", "link", "link_to_upstream_details"),
  START("starts_at", "startsAt", "started_at", "startedAt", "start_time", "startTime"),
  LABELS("labels", "tags"),
  ANNOTATIONS("annotations");

  private static final Set<String> READ = new HashSet<>();

  static {
    for (Names part : values()) {
      if (part != TITLE && part != DESCRIPTION && part != TEXT) {
        READ.addAll(part.names);
      }
    }
    READ.addAll(Set.of("title", "description", "links"));
  }

  private final List<String> names;

  Names(String... names) {
    this.names = List.of(names);
  }

  List<String> names() {
    return names;
  }

  /**
   * Is a field of this name read for good? Others become annotations, and so do further names of
   * the title and the description.
   */
  static boolean known(String field) {
    return READ.contains(field);
  }
}
