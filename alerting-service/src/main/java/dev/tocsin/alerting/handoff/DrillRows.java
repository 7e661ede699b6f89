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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Drills as rows; in the caller's transaction. */
final class DrillRows {

  private static final String SELECT =
      "SELECT id, schedule_id, user_id, answer_within, created_at, alert_id, group_id, answer_by,"
          + " result, detail, answered_at FROM alerting.drill WHERE tenant_id = $1 AND ";

  private static final String OPENED =
      """
      UPDATE alerting.drill d SET alert_id = $4, group_id = a.group_id, answer_by = $5, due_at = $6, attempts = 0,
        lease_until = NULL
      FROM alerting.alert a
      WHERE d.tenant_id = $1 AND d.id = $2 AND d.fence = $3 AND d.state = 'pending'
        AND a.tenant_id = $1 AND a.id = $4\
      """;

  private static final String ENDED =
      """
      UPDATE alerting.drill SET result = $4, detail = $5, answered_at = $6
      WHERE tenant_id = $1 AND id = $2 AND fence = $3 AND state = 'pending'\
      """;

  private static final String LATER =
      """
      UPDATE alerting.drill SET due_at = $4, attempts = 0, lease_until = NULL
      WHERE tenant_id = $1 AND id = $2 AND fence = $3 AND state = 'pending'\
      """;

  private static final String EVIDENCE =
      """
      SELECT g.state, g.acknowledged_at, g.acknowledged_by_kind, g.acknowledged_by_id,
        g.resolved_at, g.resolved_by_kind, g.resolved_by_id, e.*
      FROM alerting.alert_group g CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE t.code = 'paged') AS paged,
          count(*) FILTER (WHERE t.code = 'paged' AND t.facts -> 'delivery_ids' IS NULL) AS paged_before,
          coalesce(sum(jsonb_array_length(t.facts -> 'delivery_ids')) FILTER (WHERE t.code = 'paged'), 0) AS deliveries,
          count(DISTINCT t.facts ->> 'delivery_id') FILTER (WHERE t.code = 'page_failed') AS failed,
          coalesce(string_agg(t.summary, '; ' ORDER BY t.id)
            FILTER (WHERE t.code = 'page_failed' OR t.code LIKE 'not\\_paged.%'), '') AS trouble
        FROM alerting.timeline_event t WHERE t.tenant_id = $1 AND t.group_id = g.id) e
      WHERE g.tenant_id = $1 AND g.id = $2\
      """;

  private DrillRows() {}

  /** Begins it, unless one of the person is running; whether it did. */
  static Uni<Boolean> add(SqlConnection tx, UUID tenant, Drill drill) {
    return tx.preparedQuery(
            "INSERT INTO alerting.drill (tenant_id, id, due_at, created_at, schedule_id, user_id,"
                + " answer_within) VALUES ($1, $2, $3, $3, $4, $5, $6) ON CONFLICT DO NOTHING")
        .execute(
            Tuple.tuple()
                .addUUID(tenant)
                .addUUID(drill.id())
                .addOffsetDateTime(HandoffRows.utc(drill.createdAt()))
                .addUUID(drill.schedule().orElse(null))
                .addUUID(drill.person())
                .addInteger((int) drill.within().toSeconds()))
        .map(rows -> rows.rowCount() > 0);
  }

  static Uni<Optional<Drill>> find(SqlConnection tx, UUID tenant, UUID id) {
    return tx.preparedQuery(SELECT + "id = $2")
        .execute(Tuple.of(tenant, id))
        .map(
            rows ->
                rows.size() == 0 ? Optional.empty() : Optional.of(drill(rows.iterator().next())));
  }

  /**
   * Newest first.
   *
   * @param after the last one of the page before: its time and id
   */
  static Uni<List<Drill>> list(
      SqlConnection tx,
      UUID tenant,
      Optional<UUID> schedule,
      Optional<UUID> person,
      Optional<After> after,
      int most) {
    return tx.preparedQuery(
            SELECT
                + "($2::uuid IS NULL OR schedule_id = $2) AND ($3::uuid IS NULL OR user_id = $3)"
                + " AND ($4::timestamptz IS NULL OR (created_at, id) < ($4, $5::uuid))"
                + " ORDER BY created_at DESC, id DESC LIMIT $6")
        .execute(
            Tuple.tuple()
                .addUUID(tenant)
                .addUUID(schedule.orElse(null))
                .addUUID(person.orElse(null))
                .addOffsetDateTime(after.map(each -> HandoffRows.utc(each.at())).orElse(null))
                .addUUID(after.map(After::id).orElse(null))
                .addInteger(most))
        .map(
            rows -> StreamSupport.stream(rows.spliterator(), false).map(DrillRows::drill).toList());
  }

  /** A place in the list. */
  record After(Instant at, UUID id) {}

  /** Its alert is open; it is looked at again then. */
  static Uni<Void> opened(SqlConnection tx, Job job, UUID alert, Instant answerBy, Instant lookAt) {
    return tx.preparedQuery(OPENED)
        .execute(
            Tuple.of(
                job.tenant(),
                job.id(),
                job.fence(),
                alert,
                HandoffRows.utc(answerBy),
                HandoffRows.utc(lookAt)))
        .replaceWithVoid();
  }

  /** Its result; it stays in the queue until whoever must be told of it has been. */
  static Uni<Void> ended(SqlConnection tx, Job job, Drill drill) {
    return tx.preparedQuery(ENDED)
        .execute(
            Tuple.tuple()
                .addUUID(job.tenant())
                .addUUID(job.id())
                .addLong(job.fence())
                .addString(drill.result().word())
                .addString(drill.detail())
                .addOffsetDateTime(drill.answeredAt().map(HandoffRows::utc).orElse(null)))
        .replaceWithVoid();
  }

  /** It is looked at again then. */
  static Uni<Void> later(SqlConnection tx, Job job, Instant lookAt) {
    return tx.preparedQuery(LATER)
        .execute(Tuple.of(job.tenant(), job.id(), job.fence(), HandoffRows.utc(lookAt)))
        .replaceWithVoid();
  }

  /** What is known of the page for a group. */
  static Uni<DrillVerdict.Evidence> evidence(SqlConnection tx, UUID tenant, UUID group) {
    return tx.preparedQuery(EVIDENCE)
        .execute(Tuple.of(tenant, group))
        .map(
            rows ->
                rows.size() == 0
                    ? new DrillVerdict.Evidence(
                        Optional.empty(), false, 0, 0, "Its alert is not there any more")
                    : evidence(rows.iterator().next()));
  }

  private static DrillVerdict.Evidence evidence(Row row) {
    return new DrillVerdict.Evidence(
        answer(row, "acknowledged").or(() -> answer(row, "resolved")),
        row.getLong("paged") > 0,
        row.getLong("paged_before") > 0 ? 0 : row.getLong("deliveries").intValue(),
        row.getLong("failed").intValue(),
        row.getString("trouble"));
  }

  private static Optional<DrillVerdict.Answer> answer(Row row, String how) {
    @Nullable OffsetDateTime at = row.getOffsetDateTime(how + "_at");
    return at == null
        ? Optional.empty()
        : Optional.of(
            new DrillVerdict.Answer(
                new Actor(row.getString(how + "_by_kind"), row.getString(how + "_by_id")),
                at.toInstant()));
  }

  private static Drill drill(Row row) {
    @Nullable UUID alert = row.getUUID("alert_id");
    @Nullable OffsetDateTime answered = row.getOffsetDateTime("answered_at");
    return new Drill(
        row.getUUID("id"),
        Optional.ofNullable(row.getUUID("schedule_id")),
        row.getUUID("user_id"),
        Duration.ofSeconds(row.getInteger("answer_within")),
        row.getOffsetDateTime("created_at").toInstant(),
        alert == null
            ? Optional.empty()
            : Optional.of(
                new Drill.Page(
                    alert,
                    row.getUUID("group_id"),
                    row.getOffsetDateTime("answer_by").toInstant())),
        Drill.Result.of(row.getString("result")),
        row.getString("detail"),
        Optional.ofNullable(answered).map(OffsetDateTime::toInstant));
  }
}
