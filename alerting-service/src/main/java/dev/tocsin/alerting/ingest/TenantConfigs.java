package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.integration.Integration;
import dev.tocsin.alerting.integration.IntegrationRows;
import dev.tocsin.alerting.muting.SilenceRows;
import dev.tocsin.alerting.muting.Silences;
import dev.tocsin.alerting.policy.PolicyRows;
import dev.tocsin.alerting.routing.Conditions;
import dev.tocsin.alerting.routing.Route;
import dev.tocsin.alerting.routing.RouteRows;
import dev.tocsin.alerting.routing.Routes;
import dev.tocsin.alerting.routing.RoutingLimits;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The configuration of tenants, compiled and kept until its version has moved on. */
@Singleton
class TenantConfigs {

  private final Database database;
  private final Conditions language;
  private final RoutingLimits limits;
  private final Map<UUID, TenantConfig> kept = new ConcurrentHashMap<>();

  /** Loads under way, so that a hundred requests after a change compile the rules once. */
  private final Map<UUID, Uni<TenantConfig>> loading = new ConcurrentHashMap<>();

  TenantConfigs(
      @ServiceDatabase("alerting") Database database, Conditions language, RoutingLimits limits) {
    this.database = database;
    this.language = language;
    this.limits = limits;
  }

  /**
   * The configuration as this process knows it; the transaction checks whether it is the latest.
   */
  Uni<TenantConfig> get(UUID tenant) {
    TenantConfig config = kept.get(tenant);
    return config != null ? Uni.createFrom().item(config) : reload(tenant);
  }

  /** The configuration as the database has it now. */
  Uni<TenantConfig> latest(UUID tenant) {
    TenantConfig config = kept.get(tenant);
    return config == null
        ? reload(tenant)
        : database
            .inTenant(tenant, TenantConfigs::version)
            .flatMap(
                version ->
                    version == config.version() ? Uni.createFrom().item(config) : reload(tenant));
  }

  /** Loads and compiles; whoever asks meanwhile gets the same answer. */
  Uni<TenantConfig> reload(UUID tenant) {
    return loading.computeIfAbsent(
        tenant,
        id ->
            database
                .inTenant(id, this::rows)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> compile(id, rows))
                .invoke(config -> kept.put(id, config))
                .onTermination()
                .invoke(() -> loading.remove(id))
                .memoize()
                .indefinitely());
  }

  private record Rows(
      long version,
      List<Integration> integrations,
      List<Route> routes,
      PolicyRows.Policies policies,
      Silences silences) {}

  private Uni<Rows> rows(SqlConnection tx) {
    // The version first: a change that commits in between is then found by the next check.
    return version(tx)
        .flatMap(
            version ->
                Uni.combine()
                    .all()
                    .unis(
                        list(tx, "SELECT " + IntegrationRows.COLUMNS + " FROM integration"),
                        RouteRows.all(tx),
                        PolicyRows.all(tx),
                        SilenceRows.unfinished(tx, database.clock().now()))
                    .asTuple()
                    .map(
                        all ->
                            new Rows(
                                version,
                                all.getItem1().stream().map(IntegrationRows::read).toList(),
                                all.getItem2(),
                                all.getItem3(),
                                all.getItem4())));
  }

  private TenantConfig compile(UUID tenant, Rows rows) {
    Map<UUID, Integration> integrations = new HashMap<>();
    integrations.put(Integration.BY_HAND, Integration.byHand());
    rows.integrations().forEach(one -> integrations.put(one.id(), one));
    return new TenantConfig(
        tenant,
        rows.version(),
        integrations,
        Routes.compile(rows.routes(), language, limits.perAlert()),
        rows.policies().byId(),
        rows.policies().standard(),
        rows.silences());
  }

  private static Uni<Long> version(SqlConnection tx) {
    return tx.query("SELECT coalesce(max(config_version), 0) FROM tenant_config")
        .execute()
        .map(rows -> rows.iterator().next().getLong(0));
  }

  private static Uni<List<Row>> list(SqlConnection tx, String sql) {
    return tx.query(sql)
        .execute()
        .map(
            rows -> {
              List<Row> list = new ArrayList<>(rows.size());
              rows.forEach(list::add);
              return list;
            });
  }
}
