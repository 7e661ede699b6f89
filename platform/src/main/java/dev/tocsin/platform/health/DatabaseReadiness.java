package dev.tocsin.platform.health;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.SchemaScripts;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * Whether every service of this process reaches its database and finds its schema there, no older
 * than it needs. The metric {@code tocsin_database_up} says what was found last.
 */
@Readiness
@Singleton
class DatabaseReadiness implements AsyncHealthCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String NO_SUCH_SCHEMA = "3F000";
  private static final String NO_SUCH_TABLE = "42P01";
  private final Instance<Database> databases;
  private final AtomicInteger up = new AtomicInteger();
  private final Map<String, OptionalInt> needed = new ConcurrentHashMap<>();

  DatabaseReadiness(@Any Instance<Database> databases, MeterRegistry metrics) {
    this.databases = databases;
    metrics.gauge("tocsin.database.up", up);
  }

  void atStart(@Observes StartupEvent start) {
    call().subscribe().with(ignored -> {}, ignored -> {});
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    List<Uni<Map.Entry<String, SchemaState>>> checks = new ArrayList<>();
    for (Database database : databases) {
      checks.add(check(database));
    }
    return checks.isEmpty()
        ? Uni.createFrom().item(HealthCheckResponse.up("postgresql"))
        : Uni.join()
            .all(checks)
            .andFailFast()
            .map(DatabaseReadiness::response)
            .invoke(found -> up.set(found.getStatus() == HealthCheckResponse.Status.UP ? 1 : 0));
  }

  private Uni<Map.Entry<String, SchemaState>> check(Database database) {
    String schema = database.schema();
    OptionalInt ours = needed.computeIfAbsent(schema, SchemaScripts::newest);
    return database
        .pool()
        .query(
            "select max(version::int) from "
                + schema
                + ".flyway_schema_history where success and version ~ '^[0-9]{1,6}$'")
        .execute()
        .map(rows -> SchemaState.of(ours, version(rows.iterator().next().getInteger(0))))
        .ifNoItem()
        .after(PATIENCE)
        .recoverWithItem(new SchemaState(false, "no answer within " + PATIENCE.toSeconds() + " s"))
        .onFailure()
        .recoverWithItem(failure -> failed(ours, failure))
        .map(state -> Map.entry(schema, state));
  }

  private static OptionalInt version(@Nullable Integer found) {
    return found == null ? OptionalInt.empty() : OptionalInt.of(found);
  }

  private static SchemaState failed(OptionalInt ours, Throwable failure) {
    return failure instanceof PgException refused
            && Set.of(NO_SUCH_SCHEMA, NO_SUCH_TABLE).contains(refused.getSqlState())
        ? SchemaState.of(ours, OptionalInt.empty())
        : new SchemaState(false, "down: " + failure.getClass().getSimpleName());
  }

  private static HealthCheckResponse response(List<Map.Entry<String, SchemaState>> states) {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("postgresql");
    states.forEach(state -> response.withData(state.getKey(), state.getValue().words()));
    return response.status(states.stream().allMatch(s -> s.getValue().fits())).build();
  }
}
