package dev.tocsin.alerting.handoff;

import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.platform.queue.Job;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Settings of hand-offs, and what is due at them, as rows; in the caller's transaction. */
final class HandoffRows {

  private static final String COLUMNS =
      "id, notices, notice_before, drills, answer_within, updated_by_kind, updated_by_id,"
          + " updated_at";

  private static final String WRITE =
      """
      INSERT INTO alerting.handoff_setting AS s (tenant_id, id, state, due_at, created_at, notices, notice_before, drills,
        answer_within, updated_by_kind, updated_by_id, updated_at)
      VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $10, $4)
      ON CONFLICT (tenant_id, id) DO UPDATE SET state = excluded.state, due_at = excluded.due_at, attempts = 0,
        fence = s.fence + 1, lease_until = NULL, finished_at = NULL, notices = excluded.notices,
        notice_before = excluded.notice_before, drills = excluded.drills, answer_within = excluded.answer_within,
        updated_by_kind = excluded.updated_by_kind, updated_by_id = excluded.updated_by_id,
        updated_at = excluded.updated_at\
      """;

  private static final String ADD =
      """
      INSERT INTO alerting.handoff (tenant_id, id, due_at, created_at, schedule_id, changes_at, user_id, kind)
      SELECT $1, h.id, h.due_at, $2, h.schedule_id, h.changes_at, h.user_id, h.kind
      FROM unnest($3::uuid[], $4::timestamptz[], $5::uuid[], $6::timestamptz[], $7::uuid[], $8::text[])
        AS h (id, due_at, schedule_id, changes_at, user_id, kind)
      ON CONFLICT (tenant_id, id) DO NOTHING\
      """;

  private static final String AGAIN =
      """
      UPDATE alerting.handoff_setting s SET due_at = $3, attempts = 0, lease_until = NULL
      FROM unnest($2::uuid[], $4::bigint[]) AS j (id, fence)
      WHERE s.tenant_id = $1 AND s.id = j.id AND s.fence = j.fence AND s.state = 'pending'\
      """;

  private HandoffRows() {}

  /** Those that somebody has set, by schedule. */
  static Uni<Map<UUID, HandoffRules>> rules(
      SqlConnection tx, UUID tenant, Collection<UUID> schedules) {
    return tx.preparedQuery(
            "SELECT "
                + COLUMNS
                + " FROM alerting.handoff_setting WHERE tenant_id = $1 AND id = ANY($2)")
        .execute(Tuple.of(tenant, schedules.toArray(UUID[]::new)))
        .map(
            rows -> {
              Map<UUID, HandoffRules> found = new HashMap<>();
              rows.forEach(row -> found.put(row.getUUID("id"), rules(row)));
              return found;
            });
  }

  /** Those of one schedule, locked; the usual ones when nobody has set any. */
  static Uni<HandoffRules> lock(SqlConnection tx, UUID tenant, UUID schedule) {
    return tx.preparedQuery(
            "SELECT "
                + COLUMNS
                + " FROM alerting.handoff_setting WHERE tenant_id = $1 AND id = $2 FOR UPDATE")
        .execute(Tuple.of(tenant, schedule))
        .map(
            rows -> rows.size() == 0 ? HandoffRules.none(schedule) : rules(rows.iterator().next()));
  }

  /** Stores them; what was due by the ones before is found anew. */
  static Uni<Void> write(SqlConnection tx, UUID tenant, HandoffRules rules, Actor by) {
    Tuple row =
        Tuple.tuple()
            .addUUID(tenant)
            .addUUID(rules.schedule())
            .addString(rules.isOn() ? "pending" : "off")
            .addOffsetDateTime(utc(rules.updatedAt()))
            .addBoolean(rules.notices())
            .addInteger((int) rules.before().toSeconds())
            .addBoolean(rules.drills())
            .addInteger((int) rules.within().toSeconds())
            .addString(by.kind())
            .addString(by.id());
    return tx.preparedQuery(WRITE).execute(row).chain(() -> drop(tx, tenant, rules.schedule()));
  }

  /** Forgets everything about a schedule that is gone. */
  static Uni<Void> forget(SqlConnection tx, UUID tenant, UUID schedule) {
    return tx.preparedQuery("DELETE FROM alerting.handoff_setting WHERE tenant_id = $1 AND id = $2")
        .execute(Tuple.of(tenant, schedule))
        .chain(() -> drop(tx, tenant, schedule));
  }

  private static Uni<Void> drop(SqlConnection tx, UUID tenant, UUID schedule) {
    return tx.preparedQuery(
            "DELETE FROM alerting.handoff WHERE tenant_id = $1 AND schedule_id = $2 AND state ="
                + " 'pending'")
        .execute(Tuple.of(tenant, schedule))
        .replaceWithVoid();
  }

  /** Adds what is due; what is there already stays as it is. */
  static Uni<Void> add(SqlConnection tx, UUID tenant, List<Handoff> due, Instant now) {
    if (due.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Tuple rows =
        Tuple.tuple()
            .addUUID(tenant)
            .addOffsetDateTime(utc(now))
            .addArrayOfUUID(due.stream().map(Handoff::id).toArray(UUID[]::new))
            .addArrayOfOffsetDateTime(
                due.stream().map(each -> utc(each.due())).toArray(OffsetDateTime[]::new))
            .addArrayOfUUID(due.stream().map(Handoff::schedule).toArray(UUID[]::new))
            .addArrayOfOffsetDateTime(
                due.stream().map(each -> utc(each.at())).toArray(OffsetDateTime[]::new))
            .addArrayOfUUID(due.stream().map(Handoff::person).toArray(UUID[]::new))
            .addArrayOfString(due.stream().map(each -> each.kind().word()).toArray(String[]::new));
    return tx.preparedQuery(ADD).execute(rows).replaceWithVoid();
  }

  /** Has the schedules of these jobs looked at again then, unless they were changed meanwhile. */
  static Uni<Void> again(SqlConnection tx, UUID tenant, Collection<Job> jobs, Instant at) {
    return jobs.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.preparedQuery(AGAIN)
            .execute(
                Tuple.tuple()
                    .addUUID(tenant)
                    .addArrayOfUUID(jobs.stream().map(Job::id).toArray(UUID[]::new))
                    .addOffsetDateTime(utc(at))
                    .addArrayOfLong(jobs.stream().map(Job::fence).toArray(Long[]::new)))
            .replaceWithVoid();
  }

  /** What a job is about; empty when it is no longer wanted. */
  static Uni<Optional<Handoff>> find(SqlConnection tx, UUID tenant, UUID id) {
    return tx.preparedQuery(
            "SELECT schedule_id, changes_at, user_id, kind, due_at FROM alerting.handoff WHERE"
                + " tenant_id = $1 AND id = $2")
        .execute(Tuple.of(tenant, id))
        .map(
            rows ->
                rows.size() == 0 ? Optional.empty() : Optional.of(handoff(rows.iterator().next())));
  }

  private static Handoff handoff(Row row) {
    return new Handoff(
        row.getUUID("schedule_id"),
        row.getOffsetDateTime("changes_at").toInstant(),
        row.getUUID("user_id"),
        Handoff.Kind.of(row.getString("kind")),
        row.getOffsetDateTime("due_at").toInstant());
  }

  private static HandoffRules rules(Row row) {
    return new HandoffRules(
        row.getUUID("id"),
        row.getBoolean("notices"),
        Duration.ofSeconds(row.getInteger("notice_before")),
        row.getBoolean("drills"),
        Duration.ofSeconds(row.getInteger("answer_within")),
        Optional.of(new Actor(row.getString("updated_by_kind"), row.getString("updated_by_id"))),
        row.getOffsetDateTime("updated_at").toInstant());
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
