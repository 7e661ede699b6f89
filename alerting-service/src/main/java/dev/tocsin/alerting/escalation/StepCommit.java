package dev.tocsin.alerting.escalation;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.outbox.Message;
import dev.tocsin.alerting.outbox.Outbox;
import dev.tocsin.alerting.paging.NightPages;
import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.alerting.timeline.Entry;
import dev.tocsin.alerting.timeline.Reason;
import dev.tocsin.alerting.timeline.Timeline;
import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Makes what became of due steps true, in one transaction: the groups are locked first, in the
 * order of their ids, as every action does, so that an acknowledgement comes wholly before or
 * wholly after. A step whose lease was lost changes nothing; where that was because another
 * escalation of the group began, the page that it has handed over is withdrawn.
 */
final class StepCommit {

  private static final String LOCK =
      """
      SELECT id, state, coalesce(resolved_by_kind, acknowledged_by_kind, 'system') AS actor_kind,
        coalesce(resolved_by_id, acknowledged_by_id, 'tocsin') AS actor_id
      FROM alerting.alert_group WHERE id = ANY($1) ORDER BY id FOR UPDATE\
      """;

  static final String FINISH =
      """
      UPDATE alerting.escalation_step s
      SET state = u.state, step_order = u.step_order, round = u.round, reached = u.reached, finished_at = $1,
        fires_at = CASE WHEN u.state = 'fired' THEN $1 ELSE s.fires_at END, last_error = NULL
      FROM unnest($2::uuid[], $3::bigint[], $4::text[], $5::int[], $6::int[], $7::boolean[])
        AS u (id, fence, state, step_order, round, reached)
      WHERE s.id = u.id AND s.fence = u.fence AND s.state || '' = 'pending'
      RETURNING s.id\
      """;

  private static final String OVERTAKEN =
      "SELECT id FROM alerting.escalation_step WHERE id = ANY($1) AND superseded AND state ="
          + " 'cancelled'";

  private static final String PLAN =
      """
      INSERT INTO alerting.escalation_step
        (tenant_id, id, due_at, created_at, group_id, policy_id, route_id, step_order, round, fires_at, why)
      SELECT $1, n.id, n.at, $2, n.group_id, n.policy_id, n.route_id, n.step_order, n.round, n.at, n.why
      FROM unnest($3::uuid[], $4::timestamptz[], $5::uuid[], $6::uuid[], $7::uuid[], $8::int[], $9::int[], $10::text[])
        AS n (id, at, group_id, policy_id, route_id, step_order, round, why)\
      """;

  private final SqlConnection tx;
  private final UUID tenant;
  private final Instant now;
  private final Map<UUID, Lock> locks = new HashMap<>();
  private final Set<UUID> overtaken = new HashSet<>();
  private final List<Entry> entries = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private final List<StepResult> followed = new ArrayList<>();

  private record Lock(AlertState state, Actor actor) {}

  StepCommit(SqlConnection tx, UUID tenant, Instant now) {
    this.tx = tx;
    this.tenant = tenant;
    this.now = now;
  }

  /**
   * What was committed: the results that took effect, and whether other services are to be told
   * something.
   */
  record Effect(List<StepResult> effective, boolean outbox) {}

  Uni<Effect> apply(List<StepResult> results) {
    UUID[] groups =
        results.stream().map(r -> r.step().group().id()).distinct().toArray(UUID[]::new);
    return tx.preparedQuery(LOCK)
        .execute(Tuple.tuple().addArrayOfUUID(groups))
        .invoke(rows -> rows.forEach(this::lock))
        .chain(() -> finish(results))
        .call(finished -> overtaken(results, finished))
        .chain(
            finished -> {
              List<StepResult> effective = new ArrayList<>();
              results.forEach(result -> weigh(result, finished, effective));
              return plan()
                  .chain(() -> Timeline.add(tx, tenant, now, entries))
                  .chain(() -> Outbox.add(tx, tenant, now, messages))
                  .chain(() -> NightPages.add(tx, tenant, woken(results), now))
                  .replaceWith(new Effect(effective, !messages.isEmpty()));
            });
  }

  /** Whoever was paged was woken, also when somebody answered meanwhile. */
  private static List<NightPages.Woken> woken(List<StepResult> results) {
    return results.stream()
        .flatMap(
            result ->
                result.woken().stream()
                    .map(person -> new NightPages.Woken(person, result.step().group().id())))
        .toList();
  }

  private void lock(Row row) {
    locks.put(
        row.getUUID("id"),
        new Lock(
            AlertState.of(row.getString("state")),
            new Actor(row.getString("actor_kind"), row.getString("actor_id"))));
  }

  private AlertState state(StepResult result) {
    Lock lock = locks.get(result.step().group().id());
    return lock == null ? AlertState.RESOLVED : lock.state();
  }

  private boolean fires(StepResult result) {
    return result.fired() && result.step().mayFire(state(result));
  }

  private Uni<Set<UUID>> finish(List<StepResult> results) {
    Tuple values =
        Tuple.tuple()
            .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
            .addArrayOfUUID(results.stream().map(r -> r.step().id()).toArray(UUID[]::new))
            .addArrayOfLong(results.stream().map(r -> r.step().job().fence()).toArray(Long[]::new))
            .addArrayOfString(
                results.stream().map(r -> fires(r) ? "fired" : "cancelled").toArray(String[]::new))
            .addArrayOfInteger(
                results.stream().map(r -> r.position().order()).toArray(Integer[]::new))
            .addArrayOfInteger(
                results.stream().map(r -> r.position().round()).toArray(Integer[]::new))
            .addArrayOfBoolean(
                results.stream().map(r -> fires(r) && r.reached()).toArray(Boolean[]::new));
    return tx.preparedQuery(FINISH)
        .execute(values)
        .map(
            rows -> {
              Set<UUID> finished = new HashSet<>();
              rows.forEach(row -> finished.add(row.getUUID("id")));
              return finished;
            });
  }

  /** Finds the steps that somebody has put another escalation in place of. */
  private Uni<Void> overtaken(List<StepResult> results, Set<UUID> finished) {
    UUID[] lost =
        results.stream()
            .map(result -> result.step().id())
            .filter(step -> !finished.contains(step))
            .toArray(UUID[]::new);
    return lost.length == 0
        ? Uni.createFrom().voidItem()
        : tx.preparedQuery(OVERTAKEN)
            .execute(Tuple.tuple().addArrayOfUUID(lost))
            .invoke(rows -> rows.forEach(row -> overtaken.add(row.getUUID("id"))))
            .replaceWithVoid();
  }

  /** Decides under the lock what the step means for the timeline and for other services. */
  private void weigh(StepResult result, Set<UUID> finished, List<StepResult> effective) {
    DueStep step = result.step();
    boolean ours = finished.contains(step.id());
    if (result.fired() && !step.mayFire(state(result))) {
      if (result.reached()) {
        result.reasons().forEach(enter(step));
        enter(step).accept(EscalationReasons.withdrawn(step, state(result)));
        Lock lock = locks.get(step.group().id());
        Actor actor = lock == null ? Actor.SYSTEM : lock.actor();
        messages.add(Message.late(step.group().id(), state(result), actor, step.id()));
      } else if (ours) {
        enter(step).accept(EscalationReasons.answered(step, state(result)));
      }
      return;
    }
    if (!ours) {
      if (result.reached() && overtaken.contains(step.id())) {
        result.reasons().forEach(enter(step));
        enter(step).accept(EscalationReasons.overtaken(step));
        messages.add(Message.overtaken(step.group().id(), Actor.SYSTEM, step.id()));
      }
      return;
    }
    effective.add(result);
    result.reasons().forEach(enter(step));
    result.ticket().ifPresent(p -> messages.add(Message.openTicket(step.group().id(), p)));
    if (result.next().isPresent() && state(result) == AlertState.OPEN) {
      followed.add(result);
    }
  }

  private Consumer<Reason> enter(DueStep step) {
    return reason -> entries.add(Timeline.ofGroup(now, step.group().id(), Actor.SYSTEM, reason));
  }

  private Uni<Void> plan() {
    if (followed.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Planned> next = followed.stream().map(r -> r.next().orElseThrow()).toList();
    Tuple values =
        Tuple.tuple()
            .addUUID(tenant)
            .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
            .addArrayOfUUID(next.stream().map(_ -> Ids.next(now)).toArray(UUID[]::new))
            .addArrayOfOffsetDateTime(
                next.stream()
                    .map(n -> n.at().atOffset(ZoneOffset.UTC))
                    .toArray(OffsetDateTime[]::new))
            .addArrayOfUUID(followed.stream().map(r -> r.step().group().id()).toArray(UUID[]::new))
            .addArrayOfUUID(followed.stream().map(r -> r.step().policyId()).toArray(UUID[]::new))
            .addArrayOfUUID(
                followed.stream().map(r -> r.step().routeId().orElse(null)).toArray(UUID[]::new))
            .addArrayOfInteger(next.stream().map(n -> n.position().order()).toArray(Integer[]::new))
            .addArrayOfInteger(next.stream().map(n -> n.position().round()).toArray(Integer[]::new))
            .addArrayOfString(next.stream().map(Planned::why).toArray(String[]::new));
    return tx.preparedQuery(PLAN).execute(values).replaceWithVoid();
  }
}
