package dev.tocsin.platform.health;

import dev.tocsin.platform.db.Database;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Every service of this process reaches its database and finds its schema there. */
@Readiness
@ApplicationScoped
class DatabaseReadiness implements AsyncHealthCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String UP = "up";
  private final Instance<Database> databases;

  DatabaseReadiness(@Any Instance<Database> databases) {
    this.databases = databases;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    List<Uni<Map.Entry<String, String>>> checks = new ArrayList<>();
    for (Database database : databases) {
      checks.add(check(database));
    }
    return checks.isEmpty()
        ? Uni.createFrom().item(HealthCheckResponse.up("postgresql"))
        : Uni.join().all(checks).andFailFast().map(DatabaseReadiness::response);
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
