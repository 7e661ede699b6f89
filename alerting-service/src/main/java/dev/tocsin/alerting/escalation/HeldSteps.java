package dev.tocsin.alerting.escalation;

import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.alerting.timeline.Entry;
import dev.tocsin.alerting.timeline.Timeline;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Steps that a silence holds. A step that is due is held, with its reason, until the silence may be
 * over; it is looked at again then, and at once when the silence changes, an alert joins, or one
 * becomes worse. Whatever else may happen to its alerts, it is looked at once in a while.
 */
public final class HeldSteps {

  /** Before all steps. */
  public static final UUID FIRST = new UUID(0, 0);

  /** How long a held step goes unlooked at. */
  static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private static final String LOCK_GROUPS =
      "SELECT id FROM alerting.alert_group WHERE id = ANY($1) ORDER BY id FOR UPDATE";

  private static final String LOCK_VERSION =
      "SELECT config_version FROM alerting.tenant_config WHERE tenant_id = $1 FOR SHARE";

  private static final String COUNT =
      "SELECT group_id, count(*) FROM alerting.alert WHERE group_id = ANY($1) GROUP BY group_id";

  /** What somebody has asked for meanwhile is not held. */
  private static final String HOLD =
      """
      UPDATE alerting.escalation_step s SET due_at = least(h.until, $5), fires_at = h.until, lease_until = NULL, attempts = 0,
        last_error = NULL, held_by = string_to_array(h.held_by, ',')::uuid[]
      FROM unnest($1::uuid[], $2::bigint[], $3::timestamptz[], $4::text[]) AS h (id, fence, until, held_by)
      WHERE s.id = h.id AND s.fence = h.fence AND s.state || '' = 'pending' AND NOT s.requested
      RETURNING s.id\
      """;

  /** Those under way are looked at already, and find out by themselves that something changed. */
  private static final String LOOK_AGAIN =
      """
      UPDATE alerting.escalation_step SET due_at = $2, fires_at = least(fires_at, $2)
      WHERE tenant_id = $1 AND id IN (SELECT id FROM alerting.escalation_step
        WHERE tenant_id = $1 AND state = 'pending' AND held_by IS NOT NULL AND lease_until IS NULL AND due_at > $2
          AND %s ORDER BY id %s FOR UPDATE)\
      """;

  /** More are let go in further transactions: whoever answers one of them does not wait for all. */
  private static final int BATCH = 500;

  private static final String RELEASE =
      LOOK_AGAIN.formatted("$3 = ANY (held_by) AND id > $4", "LIMIT " + BATCH) + " RETURNING id";
  private static final String OF_GROUPS = LOOK_AGAIN.formatted("group_id = ANY ($3)", "");

  /** They fire before the time that was foreseen. */
  private static final String FREE =
      """
      UPDATE alerting.escalation_step SET fires_at = $3
      WHERE tenant_id = $1 AND id IN (SELECT id FROM alerting.escalation_step
        WHERE tenant_id = $1 AND id = ANY ($2) AND state || '' = 'pending' AND fires_at > $3 ORDER BY id FOR UPDATE)\
      """;

  private HeldSteps() {}

  /**
   * What became of steps that were to be held.
   *
   * @param held they wait now
   * @param undecided something has changed since it was decided: to be tried again
   * @param told the timeline has new entries
   */
  record Held(List<DueStep> held, List<DueStep> undecided, boolean told) {}

  /** Holds steps. A change of the configuration or of the group comes wholly before or after. */
  static Uni<Held> hold(SqlConnection tx, UUID tenant, List<DueStep> steps, Instant now) {
    UUID[] groups = steps.stream().map(step -> step.group().id()).distinct().toArray(UUID[]::new);
    return tx.preparedQuery(LOCK_GROUPS)
        .execute(Tuple.tuple().addArrayOfUUID(groups))
        .chain(() -> tx.preparedQuery(LOCK_VERSION).execute(Tuple.of(tenant)))
        .map(rows -> rows.iterator().hasNext() ? rows.iterator().next().getLong(0) : 0L)
        .chain(
            version ->
                tx.preparedQuery(COUNT)
                    .execute(Tuple.tuple().addArrayOfUUID(groups))
                    .map(
                        rows -> {
                          Map<UUID, Long> counts = new HashMap<>();
                          rows.forEach(row -> counts.put(row.getUUID(0), row.getLong(1)));
                          return steps.stream().filter(s -> holds(s, version, counts)).toList();
                        }))
        .chain(sure -> write(tx, tenant, sure, now).map(held -> held(steps, sure, held)));
  }

  private static boolean holds(DueStep step, long version, Map<UUID, Long> counts) {
    Hold hold = step.hold().orElseThrow();
    return hold.configVersion() == version
        && Objects.equals(counts.get(step.group().id()), hold.alertCount());
  }

  private static Held held(List<DueStep> steps, List<DueStep> sure, List<DueStep> held) {
    Set<UUID> decided = new HashSet<>();
    sure.forEach(step -> decided.add(step.id()));
    return new Held(
        held,
        steps.stream().filter(step -> !decided.contains(step.id())).toList(),
        held.stream().anyMatch(HeldSteps::isNews));
  }

  private static Uni<List<DueStep>> write(
      SqlConnection tx, UUID tenant, List<DueStep> steps, Instant now) {
    if (steps.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    List<Hold> holds = steps.stream().map(step -> step.hold().orElseThrow()).toList();
    Tuple values =
        Tuple.tuple()
            .addArrayOfUUID(steps.stream().map(DueStep::id).toArray(UUID[]::new))
            .addArrayOfLong(steps.stream().map(s -> s.job().fence()).toArray(Long[]::new))
            .addArrayOfOffsetDateTime(
                holds.stream().map(h -> utc(h.until())).toArray(OffsetDateTime[]::new))
            .addArrayOfString(
                holds.stream()
                    .map(h -> String.join(",", h.by().stream().map(UUID::toString).toList()))
                    .toArray(String[]::new))
            .addOffsetDateTime(utc(now.plus(LOOK_EVERY)));
    return tx.preparedQuery(HOLD)
        .execute(values)
        .map(
            rows -> {
              Set<UUID> written = new HashSet<>();
              for (Row row : rows) {
                written.add(row.getUUID(0));
              }
              return steps.stream().filter(step -> written.contains(step.id())).toList();
            })
        .call(held -> Timeline.add(tx, tenant, now, entries(held, now)));
  }

  private static List<Entry> entries(List<DueStep> held, Instant now) {
    List<Entry> entries = new ArrayList<>();
    for (DueStep step : held) {
      if (isNews(step)) {
        Hold hold = step.hold().orElseThrow();
        hold.reasons()
            .forEach(
                reason ->
                    entries.add(
                        Timeline.ofGroup(
                            now,
                            step.group().id(),
                            Actor.SYSTEM,
                            EscalationReasons.held(step, hold, reason))));
      }
    }
    return entries;
  }

  /** Is it held by other silences than the timeline has told? */
  static boolean isNews(DueStep step) {
    return !step.hold().orElseThrow().by().equals(step.heldBy());
  }

  /**
   * A silence has changed or was ended: steps that it holds are looked at again, not too many at
   * once. To be called after the change in its transaction, and, while there are more, in one after
   * the other behind it. Those that no call reaches, because the process died, are looked at within
   * a minute like all that are held.
   *
   * @param after the last one of the batch before; {@link #FIRST} for the first batch. What was let
   *     go and is held anew meanwhile is not met again
   * @return the last one when there may be more
   */
  public static Uni<Optional<UUID>> release(
      SqlConnection tx, UUID tenant, UUID silence, UUID after, Instant now) {
    return tx.preparedQuery(RELEASE)
        .execute(Tuple.of(tenant, utc(now), silence, after))
        .map(
            rows ->
                rows.rowCount() < BATCH
                    ? Optional.empty()
                    : StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID(0))
                        // As the database orders them, by their bytes.
                        .max(Comparator.comparing(UUID::toString)));
  }

  /** Alerts have joined these groups, or are not what they were. */
  public static Uni<Void> lookAgain(SqlConnection tx, UUID tenant, UUID[] groups, Instant now) {
    return tx.preparedQuery(OF_GROUPS)
        .execute(Tuple.tuple().addUUID(tenant).addOffsetDateTime(utc(now)).addArrayOfUUID(groups))
        .replaceWithVoid();
  }

  /**
   * Steps that were held and are not any more, though the silence is not over: from now on they
   * fire. How long they may wait for other services counts from here.
   */
  static Uni<List<DueStep>> free(SqlConnection tx, UUID tenant, List<DueStep> steps, Instant now) {
    List<DueStep> early =
        steps.stream()
            .filter(step -> step.hold().isEmpty() && step.firesAt().isAfter(now))
            .toList();
    return early.isEmpty()
        ? Uni.createFrom().item(steps)
        : tx.preparedQuery(FREE)
            .execute(
                Tuple.tuple()
                    .addUUID(tenant)
                    .addArrayOfUUID(early.stream().map(DueStep::id).toArray(UUID[]::new))
                    .addOffsetDateTime(utc(now)))
            .map(_ -> steps.stream().map(s -> early.contains(s) ? s.firingAt(now) : s).toList());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
