package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.integration.Integration;
import dev.tocsin.alerting.integration.IntegrationKeys.KeyHash;
import dev.tocsin.alerting.policy.Policy;
import dev.tocsin.alerting.policy.PolicySteps;
import dev.tocsin.alerting.policy.Target;
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
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The configuration of tenants, compiled and kept until its version has moved on. */
@ApplicationScoped
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
      long version, List<Integration> integrations, List<Route> routes, List<Row> policies) {}

  private Uni<Rows> rows(SqlConnection tx) {
    // The version first: a change that commits in between is then found by the next check.
    return version(tx)
        .flatMap(
            version ->
                Uni.combine()
                    .all()
                    .unis(
                        list(tx, "SELECT id, name, source, disabled, key_hash FROM integration"),
                        RouteRows.all(tx),
                        list(
                            tx,
                            "SELECT id, name, steps::text, repeat, fallback_channel_id,"
                                + " fallback_address, is_default FROM escalation_policy"))
                    .asTuple()
                    .map(
                        all ->
                            new Rows(
                                version,
                                all.getItem1().stream().map(TenantConfigs::integration).toList(),
                                all.getItem2(),
                                all.getItem3())));
  }

  private TenantConfig compile(UUID tenant, Rows rows) {
    Map<UUID, Integration> integrations = new HashMap<>();
    rows.integrations().forEach(one -> integrations.put(one.id(), one));
    Map<UUID, Policy> policies = new HashMap<>();
    @Nullable UUID standard = null;
    for (Row row : rows.policies()) {
      policies.put(row.getUUID(0), policy(row));
      if (row.getBoolean(6)) {
        standard = row.getUUID(0);
      }
    }
    return new TenantConfig(
        tenant,
        rows.version(),
        integrations,
        Routes.compile(rows.routes(), language, limits.perAlert()),
        policies,
        Optional.ofNullable(standard));
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

  private static Integration integration(Row row) {
    return new Integration(
        row.getUUID(0),
        row.getString(1),
        row.getString(2),
        row.getBoolean(3),
        KeyHash.of(row.getBuffer(4).getBytes()));
  }

  private static Policy policy(Row row) {
    UUID channel = row.getUUID(4);
    String address = row.getString(5);
    return new Policy(
        row.getUUID(0),
        row.getString(1),
        PolicySteps.parse(row.getString(2)),
        row.getInteger(3),
        channel == null
            ? Optional.empty()
            : Optional.of(new Target.Channel(channel, address == null ? "" : address)));
  }
}
