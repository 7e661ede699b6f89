package dev.tocsin.alerting.ingest;

import static dev.tocsin.alerting.ingest.AlertRows.time;

import dev.tocsin.alerting.grouping.Chain;
import dev.tocsin.alerting.grouping.GroupPlan;
import dev.tocsin.alerting.routing.Route;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.queue.Reservation;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * New groups as rows, with the first step of each of their escalations and the tickets that their
 * routes open.
 */
final class GroupRows {

  /** Filled in: which of the groups, which of the steps. */
  private static final String ROWS =
      """
      WITH made AS (
        INSERT INTO alerting.alert_group (tenant_id, id, route_id, policy_id, template_id, ticket_provider_id, created_at)
        SELECT $1, g.*, $2
        FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[]) AS g %1$s)
      INSERT INTO alerting.escalation_step
        (tenant_id, id, group_id, policy_id, route_id, template_id, fires_at, due_at, lease_until, fence, attempts,
          created_at, step_order, traceparent, held_by, why)
      SELECT $1, s.id, s.group_id, s.policy_id, s.route_id, s.template_id, s.fires_at, s.due_at,
        CASE WHEN s.claims > 0 THEN s.due_at END, s.claims, s.claims, $2, 0, s.traceparent,
        CASE WHEN s.silence IS NOT NULL THEN ARRAY[s.silence] END, CASE WHEN s.asked THEN 'assigned' ELSE 'first' END
      FROM unnest($8::uuid[], $9::uuid[], $10::uuid[], $11::uuid[], $12::uuid[], $13::timestamptz[], $14::timestamptz[],
        $15::int[], $16::text[], $17::uuid[], $18::bool[])
        AS s (id, group_id, policy_id, route_id, template_id, fires_at, due_at, claims, traceparent, silence, asked)
      %1$s
      """;

  private static final String GROUPS_AND_STEPS = ROWS.formatted("");

  /** Those of an alert that this very transaction has made. */
  private static final String GROUPS_AND_STEPS_OF_NEW = ROWS.formatted("WHERE " + isNew("$19"));

  /** Filled in: which of them. */
  private static final String TICKET_ROWS =
      """
      INSERT INTO alerting.outbox (tenant_id, id, queue, due_at, created_at, idempotency_key, group_id, kind, payload)
      SELECT $1, t.id, 'ticket', $2, $2, 'ticket:' || t.group_id || ':open:' || t.provider_id, t.group_id, 'open_ticket',
        jsonb_build_object('kind', 'open_ticket', 'provider_id', t.provider_id)
      FROM unnest($3::uuid[], $4::uuid[], $5::uuid[]) AS t (id, group_id, provider_id)
      %1$s
      ON CONFLICT (tenant_id, idempotency_key) DO NOTHING
      """;

  private static final String TICKETS = TICKET_ROWS.formatted("");

  private static final String TICKETS_OF_NEW = TICKET_ROWS.formatted("WHERE " + isNew("$6"));

  private static String isNew(String alert) {
    return "(SELECT true FROM alerting.alert n WHERE n.tenant_id = $1 AND n.id = "
        + alert
        + " AND n.xid = pg_current_xact_id()::text::bigint)";
  }

  private GroupRows() {}

  /**
   * Writes new groups that are for one alert each.
   *
   * @param plans without keys
   * @param places for first steps that are due at once: those that get one are inserted as claimed
   */
  static Uni<Void> store(
      SqlConnection tx, UUID tenant, List<GroupPlan> plans, Reservation places, Instant now) {
    return store(tx, tenant, plans, places, now, true, Optional.empty());
  }

  /**
   * The same for one alert whose own statement is under way: writes nothing unless that makes it.
   * Whoever learns that it did not gives the places of its steps back.
   */
  static Uni<Void> storeIfNew(
      SqlConnection tx, UUID tenant, UUID alert, GroupPlan plan, Reservation places, Instant now) {
    return store(tx, tenant, List.of(plan), places, now, true, Optional.of(alert));
  }

  /** Writes the first steps of groups that exist already as rows. */
  static Uni<Void> storeSteps(
      SqlConnection tx, UUID tenant, List<GroupPlan> plans, Reservation places, Instant now) {
    return store(tx, tenant, plans, places, now, false, Optional.empty());
  }

  /** The statements do not wait for one another. */
  private static Uni<Void> store(
      SqlConnection tx,
      UUID tenant,
      List<GroupPlan> plans,
      Reservation places,
      Instant now,
      boolean groupsToo,
      Optional<UUID> ifNew) {
    Tuple groups = groupsAndSteps(tenant, plans, places, now, groupsToo);
    ifNew.ifPresent(groups::addUUID);
    return Uni.combine()
        .all()
        .unis(
            tx.preparedQuery(ifNew.isPresent() ? GROUPS_AND_STEPS_OF_NEW : GROUPS_AND_STEPS)
                .execute(groups),
            tickets(tx, tenant, plans, now, ifNew))
        .discardItems();
  }

  private static Tuple groupsAndSteps(
      UUID tenant, List<GroupPlan> plans, Reservation places, Instant now, boolean groupsToo) {
    int n = groupsToo ? plans.size() : 0;
    UUID[] ids = new UUID[n];
    UUID[] routes = new UUID[n];
    UUID[] policies = new UUID[n];
    UUID[] templates = new UUID[n];
    UUID[] providers = new UUID[n];
    for (int i = 0; i < n; i++) {
      GroupPlan plan = plans.get(i);
      ids[i] = plan.id();
      routes[i] = plan.route().map(Route::id).orElse(null);
      policies[i] = plan.policy().orElse(null);
      templates[i] = plan.route().flatMap(Route::template).orElse(null);
      providers[i] = plan.route().flatMap(Route::ticketProvider).orElse(null);
    }
    Object[] groups = {tenant, time(now), ids, routes, policies, templates, providers};
    Object[] steps = steps(tenant, plans, places, now);
    Object[] parameters = Arrays.copyOf(groups, groups.length + steps.length);
    System.arraycopy(steps, 0, parameters, groups.length, steps.length);
    return Tuple.from(parameters);
  }

  private static Object[] steps(
      UUID tenant, List<GroupPlan> plans, Reservation places, Instant now) {
    int n = plans.stream().mapToInt(plan -> plan.chains().size()).sum();
    UUID[] ids = new UUID[n];
    UUID[] groups = new UUID[n];
    UUID[] policies = new UUID[n];
    UUID[] routes = new UUID[n];
    UUID[] templates = new UUID[n];
    OffsetDateTime[] fires = new OffsetDateTime[n];
    OffsetDateTime[] due = new OffsetDateTime[n];
    Integer[] claims = new Integer[n];
    // Shorter columns are filled up with NULL: without any trace there is nothing to send.
    String[] traces = new String[places.isTraced() ? n : 0];
    boolean silenced = plans.stream().anyMatch(plan -> plan.silence().isPresent());
    UUID[] silences = new UUID[silenced ? n : 0];
    boolean anyAsked = plans.stream().anyMatch(GroupPlan::asked);
    Boolean[] asked = new Boolean[anyAsked ? n : 0];
    int i = 0;
    for (GroupPlan plan : plans) {
      for (Chain chain : plan.chains()) {
        ids[i] = chain.step();
        groups[i] = plan.id();
        policies[i] = chain.policy();
        routes[i] = chain.route().map(Route::id).orElse(null);
        templates[i] = chain.route().flatMap(Route::template).orElse(null);
        boolean claimed =
            !chain.due().isAfter(now) && places.place(tenant, chain.step()).isPresent();
        fires[i] = time(chain.due());
        due[i] = claimed ? time(places.until()) : fires[i];
        claims[i] = claimed ? Reservation.FIRST : 0;
        if (i < traces.length) {
          traces[i] = places.traceparent(chain.step());
        }
        // One that waits for something else is asked when its time has come.
        if (i < silences.length && !chain.due().isAfter(now)) {
          silences[i] = plan.silence().orElse(null);
        }
        if (i < asked.length) {
          asked[i] = plan.asked();
        }
        i++;
      }
    }
    return new Object[] {
      ids, groups, policies, routes, templates, fires, due, claims, traces, silences, asked
    };
  }

  private static Uni<Void> tickets(
      SqlConnection tx, UUID tenant, List<GroupPlan> plans, Instant now, Optional<UUID> ifNew) {
    List<UUID[]> wanted = new ArrayList<>(0);
    for (GroupPlan plan : plans) {
      for (Chain chain : plan.chains()) {
        chain
            .route()
            .flatMap(Route::ticketProvider)
            .ifPresent(provider -> wanted.add(new UUID[] {Ids.next(now), plan.id(), provider}));
      }
    }
    if (wanted.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Tuple tickets =
        Tuple.of(tenant, time(now), column(wanted, 0), column(wanted, 1), column(wanted, 2));
    ifNew.ifPresent(tickets::addUUID);
    return tx.preparedQuery(ifNew.isPresent() ? TICKETS_OF_NEW : TICKETS)
        .execute(tickets)
        .replaceWithVoid();
  }

  private static UUID[] column(List<UUID[]> rows, int column) {
    return rows.stream().map(row -> row[column]).toArray(UUID[]::new);
  }
}
