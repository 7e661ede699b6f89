package dev.tocsin.alerting.escalation;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.message.GroupView;
import dev.tocsin.alerting.muting.Judging;
import dev.tocsin.alerting.muting.Mute;
import dev.tocsin.alerting.muting.SilenceRows;
import dev.tocsin.alerting.muting.Subject;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds the groups whose steps wait. A group's alerts are read in parts: one that is not muted
 * settles it, so that only a group that is muted as a whole is read to its end. One that is too
 * large for that is not held.
 */
final class Holds {

  private static final int PART = 200;

  /** Twenty thousand open alerts. */
  private static final int MOST_PARTS = 100;

  private static final String OPEN =
      """
      SELECT g.id AS group_id, a.* FROM unnest($1::uuid[], $2::uuid[]) AS g (id, after)
      CROSS JOIN LATERAL (SELECT x.id, x.labels, x.severity, x.source, x.title, x.fingerprint
        FROM alerting.alert x WHERE x.group_id = g.id AND x.state = 'open' AND x.id > g.after
        ORDER BY x.id LIMIT $3) a\
      """;

  private static final UUID BEGINNING = new UUID(0, 0);

  private final SqlConnection tx;
  private final SilenceRows.Active active;
  private final Instant now;
  private final Map<UUID, List<Optional<Mute>>> mutes = new HashMap<>();

  private Holds(SqlConnection tx, SilenceRows.Active active, Instant now) {
    this.tx = tx;
    this.active = active;
    this.now = now;
  }

  /** Why steps of these groups wait, by group; nothing for a group whose steps may fire. */
  static Uni<Map<UUID, Hold>> of(
      SqlConnection tx, Map<UUID, GroupView> groups, SilenceRows.Active active, Instant now) {
    if (active.silences().isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    Map<UUID, UUID> after = new HashMap<>();
    groups.values().stream()
        .filter(group -> group.state() == AlertState.OPEN)
        .forEach(group -> after.put(group.id(), BEGINNING));
    Holds holds = new Holds(tx, active, now);
    return holds.read(after, MOST_PARTS).map(_ -> holds.of(groups.values()));
  }

  private Map<UUID, Hold> of(Collection<GroupView> groups) {
    Map<UUID, Hold> holds = new HashMap<>();
    groups.forEach(
        group ->
            Hold.of(mutes.getOrDefault(group.id(), List.of()), group.alertCount(), active.version())
                .ifPresent(hold -> holds.put(group.id(), hold)));
    return holds;
  }

  private Uni<Void> read(Map<UUID, UUID> after, int parts) {
    if (after.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    if (parts == 0) {
      after.keySet().forEach(group -> add(group, Optional.empty()));
      return Uni.createFrom().voidItem();
    }
    Tuple values =
        Tuple.tuple()
            .addArrayOfUUID(after.keySet().toArray(UUID[]::new))
            .addArrayOfUUID(after.values().toArray(UUID[]::new))
            .addInteger(PART);
    return tx.preparedQuery(OPEN)
        .execute(values)
        .chain(
            rows -> Judging.of((long) rows.size() * active.silences().cost(), () -> judged(rows)))
        .chain(last -> read(last, parts - 1));
  }

  /** Where to read on, by group; nothing of a group that is read to its end, or settled. */
  private Map<UUID, UUID> judged(RowSet<Row> rows) {
    Map<UUID, Integer> counts = new HashMap<>();
    Map<UUID, UUID> last = new HashMap<>();
    for (Row row : rows) {
      UUID group = row.getUUID("group_id");
      counts.merge(group, 1, Integer::sum);
      last.put(group, row.getUUID("id"));
      if (!isSettled(group)) {
        add(group, active.silences().mutes(subject(row), now));
      }
    }
    last.keySet().removeIf(group -> counts.getOrDefault(group, 0) < PART || isSettled(group));
    return last;
  }

  /** One for each silence, or that there is none: more is not needed of ten thousand alerts. */
  private void add(UUID group, Optional<Mute> mute) {
    List<Optional<Mute>> known = mutes.computeIfAbsent(group, _ -> new ArrayList<>(1));
    if (known.stream().noneMatch(other -> other.map(Mute::by).equals(mute.map(Mute::by)))) {
      known.add(mute);
    }
  }

  private boolean isSettled(UUID group) {
    return mutes.getOrDefault(group, List.of()).stream().anyMatch(Optional::isEmpty);
  }

  private static Subject subject(Row row) {
    return new Subject(
        row.getJsonObject("labels").getMap(),
        Severity.of(row.getShort("severity")),
        row.getString("source"),
        row.getString("title"),
        row.getString("fingerprint"));
  }
}
