package dev.tocsin.alerting.analytics;

import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.platform.id.Ids;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** A group of the past and what came of it, as ingest and escalation leave them. */
final class Course {

  private final TestTenant tenant;
  private final UUID group;
  private final Instant opened;

  Course(TestTenant tenant, Instant opened) {
    this.tenant = tenant;
    this.opened = opened;
    this.group = id(opened);
    tenant.run(
        "INSERT INTO alerting.alert_group (tenant_id, id, created_at) VALUES ($1, $2, $3)",
        tenant.id,
        group,
        opened.atOffset(ZoneOffset.UTC));
  }

  /** An id of that time. */
  private static UUID id(Instant at) {
    UUID random = UUID.randomUUID();
    return new UUID(
        Ids.first(at).getMostSignificantBits() | 0x7000L, random.getLeastSignificantBits());
  }

  Course alert(String fingerprint, int severity) {
    tenant.run(
        "INSERT INTO alerting.alert (tenant_id, id, group_id, integration_id, source, fingerprint,"
            + " title, severity, labels, annotations, started_at, last_started_at, created_at,"
            + " last_fired_at, decisions, state) VALUES ($1, $2, $3, $4, 'alertmanager', $5, $6,"
            + " $7, '{}', '{}', $8, $8, $8, $8, '[]', 'resolved')",
        tenant.id,
        id(opened),
        group,
        new UUID(1, 1),
        fingerprint,
        "Title of " + fingerprint,
        severity,
        opened.atOffset(ZoneOffset.UTC));
    return this;
  }

  /** It was begun for somebody who was named: in a drill, or by another person. */
  Course named(boolean drill) {
    tenant.run(
        "INSERT INTO alerting.direct_policy (tenant_id, id, group_id, steps, repeat, created_at,"
            + " alone) VALUES ($1, $2, $3, '[]', 0, $4, $5)",
        tenant.id,
        id(opened),
        group,
        opened.atOffset(ZoneOffset.UTC),
        drill);
    return this;
  }

  Course paged(Instant at, UUID user) {
    return event(at, "paged", new JsonObject().put("user_id", user.toString()));
  }

  Course acknowledged(Instant at, UUID user) {
    return event(at, "acknowledged", new JsonObject().put("user_id", user.toString()));
  }

  Course escalated(Instant at, int step, int round) {
    return event(at, "escalated", new JsonObject().put("step_order", step).put("round", round));
  }

  Course over(Instant at) {
    tenant.run(
        "UPDATE alerting.alert_group SET state = 'resolved', resolved_at = $2 WHERE id = $1",
        group,
        at.atOffset(ZoneOffset.UTC));
    return this;
  }

  Course resolvedBySource(String fingerprint, Instant at) {
    tenant.run(
        "UPDATE alerting.alert SET resolved_at = $3, resolved_by_kind = 'source' WHERE group_id ="
            + " $1 AND fingerprint = $2",
        group,
        fingerprint,
        at.atOffset(ZoneOffset.UTC));
    return this;
  }

  private Course event(Instant at, String code, JsonObject facts) {
    tenant.run(
        "INSERT INTO alerting.timeline_event (tenant_id, id, at, group_id, actor_kind, actor_id,"
            + " code, summary, facts) VALUES ($1, $2, $3, $4, 'system', 'tocsin', $5, $5, $6)",
        tenant.id,
        id(at),
        at.atOffset(ZoneOffset.UTC),
        group,
        code,
        facts);
    return this;
  }
}
