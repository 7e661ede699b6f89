package dev.tocsin.alerting.action;

import dev.tocsin.alerting.action.Standing.Acknowledged;
import dev.tocsin.alerting.action.Standing.Open;
import dev.tocsin.alerting.action.Standing.Resolved;
import dev.tocsin.alerting.timeline.Actor;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Locks, reads and writes groups and their alerts: always the group first, then its alerts in
 * order.
 */
final class GroupStore {

  private static final String STANDING =
      """
      state, acknowledged_at, acknowledged_by_kind, acknowledged_by_id, snoozed_until, resolved_at, resolved_by_kind,
      resolved_by_id\
      """;

  private static final String LOCK_GROUP =
      "SELECT id, created_at, policy_id, route_id, "
          + STANDING
          + " FROM alerting.alert_group WHERE id = $1 FOR UPDATE";

  private static final String LOCK_ALERTS =
      "SELECT id, " + STANDING + " FROM alerting.alert WHERE group_id = $1 ORDER BY id FOR UPDATE";

  private static final String ACKNOWLEDGE =
      " SET state = 'acknowledged', acknowledged_at = $2, acknowledged_by_kind = $3,"
          + " acknowledged_by_id = $4, snoozed_until = $5 WHERE id = ANY($1)";

  private static final String REOPEN =
      " SET state = 'open', acknowledged_at = NULL, acknowledged_by_kind = NULL, acknowledged_by_id"
          + " = NULL, snoozed_until = NULL WHERE id = ANY($1)";

  private static final String RESOLVE =
      " SET state = 'resolved', resolved_at = $2, resolved_by_kind = $3, resolved_by_id = $4,"
          + " snoozed_until = NULL WHERE id = ANY($1)";

  private static final String CANCEL =
      """
      UPDATE alerting.escalation_step SET state = 'cancelled', finished_at = $2, fence = fence + 1
      WHERE group_id = $1 AND state = 'pending'\
      """;

  private GroupStore() {}

  /** The group of an alert. */
  static Uni<Optional<UUID>> groupOf(SqlConnection tx, UUID alert) {
    return tx.preparedQuery("SELECT group_id FROM alerting.alert WHERE id = $1")
        .execute(Tuple.of(alert))
        .map(
            rows ->
                rows.iterator().hasNext()
                    ? Optional.of(rows.iterator().next().getUUID("group_id"))
                    : Optional.empty());
  }

  /** The group and its alerts, locked until the transaction ends. */
  static Uni<Optional<Group>> lock(SqlConnection tx, UUID group) {
    return tx.preparedQuery(LOCK_GROUP)
        .execute(Tuple.of(group))
        .chain(
            found -> {
              if (!found.iterator().hasNext()) {
                return Uni.createFrom().item(Optional.empty());
              }
              Row row = found.iterator().next();
              return tx.preparedQuery(LOCK_ALERTS)
                  .execute(Tuple.of(group))
                  .map(
                      rows -> {
                        Map<UUID, Standing> alerts = new LinkedHashMap<>();
                        rows.forEach(alert -> alerts.put(alert.getUUID("id"), standing(alert)));
                        return Optional.of(
                            new Group(
                                group,
                                standing(row),
                                alerts,
                                row.getOffsetDateTime("created_at").toInstant(),
                                Optional.ofNullable(row.getUUID("policy_id")),
                                Optional.ofNullable(row.getUUID("route_id"))));
                      });
            });
  }

  /** Locks the group alone, for a word on its timeline; false when there is none. */
  static Uni<Boolean> lockAlone(SqlConnection tx, UUID group) {
    return tx.preparedQuery("SELECT 1 FROM alerting.alert_group WHERE id = $1 FOR UPDATE")
        .execute(Tuple.of(group))
        .map(rows -> rows.size() > 0);
  }

  static Uni<Void> changeGroup(SqlConnection tx, UUID group, Standing to) {
    return change(tx, "alerting.alert_group", List.of(group), to);
  }

  static Uni<Void> changeAlerts(SqlConnection tx, List<UUID> alerts, Standing to) {
    return alerts.isEmpty()
        ? Uni.createFrom().voidItem()
        : change(tx, "alerting.alert", alerts, to);
  }

  /** From now on the group is paged by this policy; by none of the list when empty. */
  static Uni<Void> changePolicy(SqlConnection tx, Group group, Optional<UUID> policy) {
    Tuple groupTo = Tuple.of(group.id(), policy.orElse(null));
    List<UUID> alerts = List.copyOf(group.alerts().keySet());
    return tx.preparedQuery("UPDATE alerting.alert_group SET policy_id = $2 WHERE id = $1")
        .execute(groupTo)
        .chain(
            () ->
                tx.preparedQuery("UPDATE alerting.alert SET policy_id = $2 WHERE id = ANY($1)")
                    .execute(
                        Tuple.tuple().addArrayOfUUID(array(alerts)).addUUID(policy.orElse(null))))
        .replaceWithVoid();
  }

  /** Nobody further is paged for the group. A worker that has a step under way loses it. */
  static Uni<Integer> cancelSteps(SqlConnection tx, UUID group, Instant now) {
    return tx.preparedQuery(CANCEL)
        .execute(Tuple.of(group, now.atOffset(ZoneOffset.UTC)))
        .map(rows -> rows.rowCount());
  }

  private static Uni<Void> change(SqlConnection tx, String table, List<UUID> ids, Standing to) {
    return switch (to) {
      case Open _ -> update(tx, table + REOPEN, Tuple.tuple().addArrayOfUUID(array(ids)));
      case Acknowledged(Actor by, Instant at, Optional<Instant> until) ->
          update(
              tx,
              table + ACKNOWLEDGE,
              by(ids, by, at).addOffsetDateTime(until.map(GroupStore::utc).orElse(null)));
      case Resolved(Actor by, Instant at) -> update(tx, table + RESOLVE, by(ids, by, at));
    };
  }

  private static Uni<Void> update(SqlConnection tx, String change, Tuple values) {
    return tx.preparedQuery("UPDATE " + change).execute(values).replaceWithVoid();
  }

  private static Tuple by(List<UUID> ids, Actor by, Instant at) {
    return Tuple.tuple()
        .addArrayOfUUID(array(ids))
        .addOffsetDateTime(utc(at))
        .addString(by.kind())
        .addString(by.id());
  }

  private static UUID[] array(List<UUID> ids) {
    return ids.toArray(UUID[]::new);
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static Standing standing(Row row) {
    return switch (row.getString("state")) {
      case "open" -> new Open();
      case "acknowledged" ->
          new Acknowledged(
              actor(row, "acknowledged_by"),
              row.getOffsetDateTime("acknowledged_at").toInstant(),
              Optional.ofNullable(row.getOffsetDateTime("snoozed_until"))
                  .map(OffsetDateTime::toInstant));
      case "resolved" ->
          new Resolved(actor(row, "resolved_by"), row.getOffsetDateTime("resolved_at").toInstant());
      default -> throw new IllegalStateException("unknown state " + row.getString("state"));
    };
  }

  private static Actor actor(Row row, String column) {
    String kind = row.getString(column + "_kind");
    return kind == null ? Actor.SYSTEM : new Actor(kind, row.getString(column + "_id"));
  }
}
