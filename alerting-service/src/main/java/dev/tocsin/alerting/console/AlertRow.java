package dev.tocsin.alerting.console;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.muting.Mute;
import dev.tocsin.alerting.muting.Muter;
import dev.tocsin.alerting.muting.Subject;
import dev.tocsin.alerting.timeline.Actor;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** An alert as it is listed. */
record AlertRow(
    UUID id,
    UUID group,
    UUID integration,
    String source,
    String fingerprint,
    String title,
    Severity severity,
    AlertState state,
    Map<String, Object> labels,
    Map<String, Object> annotations,
    String sourceUrl,
    long occurrences,
    Instant startedAt,
    Instant createdAt,
    Instant lastFiredAt,
    Optional<Instant> acknowledgedAt,
    Optional<Actor> acknowledgedBy,
    Optional<Instant> resolvedAt,
    Optional<Actor> resolvedBy,
    Optional<UUID> route,
    Optional<UUID> policy,
    Optional<Instant> snoozedUntil) {

  static final String COLUMNS =
      """
      id, group_id, integration_id, source, fingerprint, title, severity, state, labels, annotations, source_url,
      occurrence_count, started_at, created_at, last_fired_at, acknowledged_at, acknowledged_by_kind,
      acknowledged_by_id, resolved_at, resolved_by_kind, resolved_by_id, route_id, policy_id, snoozed_until\
      """;

  /** What silences look at. */
  Subject subject() {
    return new Subject(labels, severity, source, title, fingerprint);
  }

  /** What holds its pages; nothing when it is resolved. */
  Optional<Mute> mutedBy(Muter muter, Instant now) {
    return state == AlertState.RESOLVED ? Optional.empty() : muter.mutes(subject(), now);
  }

  static AlertRow of(Row row) {
    return new AlertRow(
        row.getUUID("id"),
        row.getUUID("group_id"),
        row.getUUID("integration_id"),
        row.getString("source"),
        row.getString("fingerprint"),
        row.getString("title"),
        Severity.of(row.getShort("severity")),
        AlertState.of(row.getString("state")),
        row.getJsonObject("labels").getMap(),
        row.getJsonObject("annotations").getMap(),
        row.getString("source_url"),
        row.getLong("occurrence_count"),
        row.getOffsetDateTime("started_at").toInstant(),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("last_fired_at").toInstant(),
        instant(row, "acknowledged_at"),
        actor(row, "acknowledged_by"),
        instant(row, "resolved_at"),
        actor(row, "resolved_by"),
        Optional.ofNullable(row.getUUID("route_id")),
        Optional.ofNullable(row.getUUID("policy_id")),
        instant(row, "snoozed_until").filter(_ -> row.getString("state").equals("acknowledged")));
  }

  private static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  private static Optional<Actor> actor(Row row, String column) {
    return Optional.ofNullable(row.getString(column + "_kind"))
        .map(kind -> new Actor(kind, row.getString(column + "_id")));
  }
}
