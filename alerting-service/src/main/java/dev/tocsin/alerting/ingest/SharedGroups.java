package dev.tocsin.alerting.ingest;

import static dev.tocsin.alerting.ingest.AlertRows.time;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.escalation.HeldSteps;
import dev.tocsin.alerting.grouping.GroupPlan;
import dev.tocsin.alerting.routing.Route;
import dev.tocsin.alerting.timeline.Reason;
import dev.tocsin.platform.queue.Reservation;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * New alerts of routes with {@code group_by}: they join the open group of their key, or the first
 * of them makes it.
 */
final class SharedGroups {

  /**
   * The update changes nothing: it locks the group, so that nobody resolves it under the joining
   * alert.
   */
  private static final String JOIN =
      """
      INSERT INTO alerting.alert_group AS g
        (tenant_id, id, group_key, route_id, policy_id, template_id, ticket_provider_id, created_at)
      SELECT $1, p.*, $2
      FROM unnest($3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[]) AS p
      ON CONFLICT (tenant_id, group_key) WHERE group_key IS NOT NULL AND state <> 'resolved'
        DO UPDATE SET group_key = excluded.group_key
      RETURNING g.group_key, g.id, g.xmax = 0, g.state, g.acknowledged_at, g.acknowledged_by_kind, g.acknowledged_by_id,
        g.snoozed_until
      """;

  private static final String MOVE =
      """
      UPDATE alerting.alert a SET group_id = m.group_id, state = m.state, acknowledged_at = m.at,
        acknowledged_by_kind = m.kind, acknowledged_by_id = m.by, decisions = m.decisions::json,
        snoozed_until = m.until
      FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::text[],
          $9::timestamptz[])
        AS m (id, group_id, state, at, kind, by, decisions, until)
      WHERE a.tenant_id = $1 AND a.id = m.id
      """;

  /** A group as it is now. */
  private record Found(
      UUID id,
      boolean isNew,
      AlertState state,
      @Nullable OffsetDateTime at,
      @Nullable String kind,
      @Nullable String by,
      @Nullable OffsetDateTime until) {}

  private SharedGroups() {}

  /**
   * Puts new alerts into their groups.
   *
   * @param opened alerts that were inserted just now, in this transaction, each with a group key
   * @param places for first steps that are due at once
   * @return where alerts went that joined an older group, by alert
   */
  static Uni<Map<UUID, Outcome>> join(
      SqlConnection tx, UUID tenant, List<Verdict.Firing> opened, Reservation places, Instant now) {
    Map<String, GroupPlan> plans = new HashMap<>();
    opened.forEach(alert -> plans.putIfAbsent(alert.group().key().orElseThrow(), alert.group()));
    List<GroupPlan> ordered =
        plans.values().stream()
            .sorted(Comparator.comparing(plan -> plan.key().orElseThrow()))
            .toList();
    return tx.preparedQuery(JOIN)
        .execute(groups(tenant, ordered, now))
        .map(
            rows -> {
              Map<String, Found> found = new HashMap<>();
              for (Row row : rows) {
                found.put(row.getString(0), found(row));
              }
              return found;
            })
        .flatMap(
            found -> {
              List<GroupPlan> made =
                  ordered.stream().filter(plan -> of(plan, found).isNew()).toList();
              Uni<Void> steps =
                  made.isEmpty()
                      ? Uni.createFrom().voidItem()
                      : GroupRows.storeSteps(tx, tenant, made, places, now);
              return steps.chain(() -> move(tx, tenant, opened, found, now));
            });
  }

  private static Uni<Map<UUID, Outcome>> move(
      SqlConnection tx,
      UUID tenant,
      List<Verdict.Firing> opened,
      Map<String, Found> found,
      Instant now) {
    List<Verdict.Firing> joining =
        opened.stream().filter(alert -> !of(alert.group(), found).isNew()).toList();
    Map<UUID, Outcome> outcomes = new HashMap<>();
    if (joining.isEmpty()) {
      return Uni.createFrom().item(outcomes);
    }
    List<Object[]> rows = new ArrayList<>(joining.size());
    for (Verdict.Firing alert : joining) {
      Found group = of(alert.group(), found);
      rows.add(
          new Object[] {
            alert.alert(),
            group.id(),
            group.state().word(),
            group.at(),
            group.kind(),
            group.by(),
            JsonTexts.reasons(withJoining(alert.reasons(), group)),
            group.until()
          });
      outcomes.put(
          alert.alert(),
          new Outcome(Outcome.Kind.OPENED, alert.alert(), group.id(), group.state(), 1));
    }
    int n = rows.size();
    Uni<?> moved =
        tx.preparedQuery(MOVE)
            .execute(
                Tuple.from(
                    new Object[] {
                      tenant,
                      column(rows, 0, new UUID[n]),
                      column(rows, 1, new UUID[n]),
                      column(rows, 2, new String[n]),
                      column(rows, 3, new OffsetDateTime[n]),
                      column(rows, 4, new String[n]),
                      column(rows, 5, new String[n]),
                      column(rows, 6, new String[n]),
                      column(rows, 7, new OffsetDateTime[n])
                    }));
    // What holds the steps of a group may not hold the alert that joins it. Sent along.
    Uni<Void> lookedAgain = HeldSteps.lookAgain(tx, tenant, column(rows, 1, new UUID[n]), now);
    return Uni.combine().all().unis(moved, lookedAgain).with((_, _) -> outcomes);
  }

  private static Found of(GroupPlan plan, Map<String, Found> found) {
    return Objects.requireNonNull(found.get(plan.key().orElseThrow()));
  }

  private static List<Reason> withJoining(List<Reason> before, Found group) {
    List<Reason> all = new ArrayList<>(before);
    all.add(reason(group));
    return all;
  }

  private static Reason reason(Found group) {
    return group.state() == AlertState.ACKNOWLEDGED
        ? IngestReasons.joinedAcknowledged(
            group.id(), String.valueOf(group.kind()), String.valueOf(group.by()))
        : IngestReasons.joined(group.id());
  }

  @SuppressWarnings("unchecked")
  private static <T> T[] column(List<Object[]> rows, int column, T[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = (T) rows.get(i)[column];
    }
    return into;
  }

  private static Tuple groups(UUID tenant, List<GroupPlan> plans, Instant now) {
    int n = plans.size();
    UUID[] ids = new UUID[n];
    String[] keys = new String[n];
    UUID[] routes = new UUID[n];
    UUID[] policies = new UUID[n];
    UUID[] templates = new UUID[n];
    UUID[] providers = new UUID[n];
    for (int i = 0; i < n; i++) {
      GroupPlan plan = plans.get(i);
      Route route = plan.route().orElseThrow();
      ids[i] = plan.id();
      keys[i] = plan.key().orElseThrow();
      routes[i] = route.id();
      policies[i] = route.policy();
      templates[i] = route.template().orElse(null);
      providers[i] = route.ticketProvider().orElse(null);
    }
    return Tuple.from(
        new Object[] {tenant, time(now), ids, keys, routes, policies, templates, providers});
  }

  private static Found found(Row row) {
    return new Found(
        row.getUUID(1),
        row.getBoolean(2),
        AlertState.of(row.getString(3)),
        row.getOffsetDateTime(4),
        row.getString(5),
        row.getString(6),
        row.getOffsetDateTime(7));
  }
}
