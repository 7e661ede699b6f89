package dev.tocsin.platform.health;

import dev.tocsin.platform.db.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether every service of this process reaches its database and finds its schema there. The metric
 * {@code tocsin_database_up} says what was found last.
 */
@Readiness
@ApplicationScoped
class DatabaseReadiness implements AsyncHealthCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String UP = "up";
  private final Instance<Database> databases;
  private final AtomicInteger up = new AtomicInteger();

  DatabaseReadiness(@Any Instance<Database> databases, MeterRegistry metrics) {
    this.databases = databases;
    metrics.gauge("tocsin.database.up", up);
  }

  void atStart(@Observes StartupEvent start) {
    call().subscribe().with(ignored -> {}, ignored -> {});
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    List<Uni<Map.Entry<String, String>>> checks = new ArrayList<>();
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

  private static Uni<Map.Entry<String, String>> check(Database database) {
    String schema = database.schema();
    return database
        .pool()
        .query("select 1 from pg_namespace where nspname = '" + schema + "'")
        .execute()
        .map(rows -> rows.size() == 1 ? UP : "the schema is missing: run the migrations")
        .ifNoItem()
        .after(PATIENCE)
        .recoverWithItem("no answer within " + PATIENCE.toSeconds() + " s")
        .onFailure()
        .recoverWithItem(failure -> "down: " + failure.getClass().getSimpleName())
        .map(state -> Map.entry(schema, state));
  }

  private static HealthCheckResponse response(List<Map.Entry<String, String>> states) {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("postgresql");
    states.forEach(state -> response.withData(state.getKey(), state.getValue()));
    return response.status(states.stream().allMatch(s -> s.getValue().equals(UP))).build();
  }
}
