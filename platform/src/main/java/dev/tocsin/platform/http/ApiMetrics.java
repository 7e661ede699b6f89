package dev.tocsin.platform.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The metric {@code tocsin_api_request_duration_seconds} of all requests under {@code /api}, by
 * method, path as the contract writes it, and status.
 */
@Singleton
public class ApiMetrics {
  private static final String ROUTE = "tocsin.route";
  private static final int FIRST = -100;
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25),
    Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
    Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10)
  };

  private final MeterRegistry registry;
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

  private record Key(String method, String path, int status) {}

  ApiMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Names the path that a request is counted under, for paths with variables in them. */
  public static void route(RoutingContext http, String template) {
    http.put(ROUTE, template);
  }

  void routes(@Observes Router router) {
    router.route("/api/*").order(FIRST).handler(this::measure);
  }

  private void measure(RoutingContext http) {
    long begun = System.nanoTime();
    http.addEndHandler(
        ended -> {
          Key key =
              new Key(http.request().method().name(), path(http), http.response().getStatusCode());
          timers
              .computeIfAbsent(key, this::timer)
              .record(Duration.ofNanos(System.nanoTime() - begun));
        });
    http.next();
  }

  /** Anybody can make up a method: those count as one. */
  private static String method(RoutingContext http) {
    String method = http.request().method().name();
    return METHODS.contains(method) ? method : "other";
  }

  private static String path(RoutingContext http) {
    String named = http.get(ROUTE);
    if (named != null) {
      return named;
    }
    Route route = http.currentRoute();
    String path = route == null ? null : route.getPath();
    return path == null || path.equals("/api/") || http.response().getStatusCode() == 404
        ? "other"
        : path;
  }

  private Timer timer(Key key) {
    return Timer.builder("tocsin.api.request.duration")
        .description("Time from the request's arrival to the end of its answer")
        .tag("method", key.method)
        .tag("path", key.path)
        .tag("status", Integer.toString(key.status))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
