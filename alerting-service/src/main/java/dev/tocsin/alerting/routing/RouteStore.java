package dev.tocsin.alerting.routing;

import dev.tocsin.alerting.ConfigTable;
import dev.tocsin.alerting.SqlViolations;
import dev.tocsin.platform.audit.AuditTrail;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Conflict;
import dev.tocsin.platform.error.Exhausted;
import dev.tocsin.platform.error.Invalid;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Routes in the database; every change is audited in its transaction. */
@Singleton
class RouteStore {

  private static final String WRITE =
      """
      INSERT INTO route AS r (tenant_id, id, name, position, condition, goes_on, group_by, group_wait_ms,
        suppress_hours, policy_id, template_id, ticket_provider_id, disabled, created_at, updated_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
      ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, position = excluded.position,
        condition = excluded.condition, goes_on = excluded.goes_on, group_by = excluded.group_by,
        group_wait_ms = excluded.group_wait_ms,
        suppress_hours = excluded.suppress_hours, policy_id = excluded.policy_id, template_id = excluded.template_id,
        ticket_provider_id = excluded.ticket_provider_id, disabled = excluded.disabled, updated_at = excluded.updated_at
      """;

  private static final ConfigTable<Route> TABLE =
      new ConfigTable<>("route", "route", RouteRows.COLUMNS, RouteRows::read);

  private final Database database;
  private final AuditTrail audit;
  private final RoutingLimits limits;

  RouteStore(
      @ServiceDatabase("alerting") Database database, AuditTrail audit, RoutingLimits limits) {
    this.database = database;
    this.audit = audit;
    this.limits = limits;
  }

  /** Where a list goes on: after this route. */
  record Place(int position, Instant createdAt, UUID id) {}

  /** Stores a new route, at the end if its position is 0. */
  Uni<Route> create(Caller caller, Route route) {
    UUID tenant = caller.tenantId();
    return explained(
        route,
        database.inTenant(
            tenant,
            tx ->
                tx.preparedQuery(
                        "SELECT count(*), coalesce(max(position), 0) FROM route WHERE tenant_id ="
                            + " $1")
                    .execute(Tuple.of(tenant))
                    .map(rows -> rows.iterator().next())
                    .map(
                        counted -> {
                          if (counted.getLong(0) >= limits.routesPerTenant()) {
                            throw new Exhausted(
                                "a tenant has at most "
                                    + limits.routesPerTenant()
                                    + " routes; delete some first",
                                Duration.ZERO);
                          }
                          return route.position() > 0 ? route : route.at(counted.getInteger(1) + 1);
                        })
                    .call(placed -> write(tx, tenant, placed))
                    .call(placed -> record(tx, caller, "create", placed))));
  }

  Uni<Route> get(UUID tenant, UUID id) {
    return database.inTenant(tenant, tx -> TABLE.find(tx, tenant, id));
  }

  Uni<List<Route>> list(UUID tenant, Place after, int most) {
    return database.inTenant(
        tenant,
        tx ->
            TABLE.select(
                tx,
                "tenant_id = $1 AND (position, created_at, id) > ($2, $3, $4)"
                    + " ORDER BY position, created_at, id LIMIT $5",
                Tuple.of(
                    tenant,
                    after.position(),
                    after.createdAt().atOffset(ZoneOffset.UTC),
                    after.id(),
                    most)));
  }

  /** Changes a route as it is now, locked until the change is committed. */
  Uni<Route> update(Caller caller, UUID id, Route asked, UnaryOperator<Route> change) {
    UUID tenant = caller.tenantId();
    return explained(
        asked,
        database.inTenant(
            tenant,
            tx ->
                TABLE
                    .change(tx, tenant, id, change, (in, changed) -> write(in, tenant, changed))
                    .call(changed -> record(tx, caller, "update", changed))));
  }

  Uni<Void> delete(Caller caller, UUID id) {
    UUID tenant = caller.tenantId();
    return database.inTenant(
        tenant,
        tx ->
            TABLE
                .delete(tx, tenant, id, (in, route) -> Uni.createFrom().voidItem())
                .call(route -> record(tx, caller, "delete", route))
                .replaceWithVoid());
  }

  private static Uni<Void> write(SqlConnection tx, UUID tenant, Route route) {
    return tx.preparedQuery(WRITE)
        .execute(
            Tuple.from(
                new Object[] {
                  tenant,
                  route.id(),
                  route.name(),
                  route.position(),
                  route.condition(),
                  route.goesOn(),
                  route.groupBy().toArray(String[]::new),
                  route.groupWait().toMillis(),
                  QuietHoursMessages.stored(route.quietHours()),
                  route.policy(),
                  route.template().orElse(null),
                  route.ticketProvider().orElse(null),
                  route.disabled(),
                  route.createdAt().atOffset(ZoneOffset.UTC),
                  route.updatedAt().atOffset(ZoneOffset.UTC)
                }))
        .replaceWithVoid();
  }

  private static Uni<Route> explained(Route asked, Uni<Route> work) {
    return work.onFailure(SqlViolations.taken("route_tenant_id_name_key"))
        .transform(
            failure ->
                new Conflict(
                    "a route is called '" + asked.name() + "' already; choose another name"))
        .onFailure(SqlViolations.reference("route_policy"))
        .transform(
            failure ->
                Invalid.field(
                    "route.policy_id", "escalation policy " + asked.policy() + " does not exist"));
  }

  private Uni<Void> record(SqlConnection tx, Caller caller, String verb, Route route) {
    return audit.record(
        tx,
        caller,
        "route." + verb,
        "route/" + route.id(),
        Map.of(
            "name", route.name(),
            "position", route.position(),
            "condition", route.condition(),
            "policy_id", route.policy().toString(),
            "disabled", route.disabled()));
  }
}
