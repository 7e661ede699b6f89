package dev.tocsin.platform.health;

import dev.tocsin.platform.http.HttpError;
import dev.tocsin.platform.http.Problems;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where a proxy stands in front ({@code tocsin.rest.trusted-hops}), what comes through it sees
 * nothing of what is for tools inside: metrics, state and version. Probes and Prometheus come
 * without a proxy, so without its header.
 */
@Singleton
class InsideOnly {
  private static final int EARLY = 10_000;
  private static final List<String> INSIDE = List.of("/metrics", "/readyz", "/status", "/q");

  private final int trustedHops;

  InsideOnly(
      @ConfigProperty(name = "tocsin.rest.trusted-hops", defaultValue = "0") int trustedHops) {
    this.trustedHops = trustedHops;
  }

  void filter(@Observes Filters filters) {
    if (trustedHops > 0) {
      filters.register(InsideOnly::look, EARLY);
    }
  }

  private static void look(RoutingContext http) {
    if (http.request().getHeader("X-Forwarded-For") != null && isInside(http.normalizedPath())) {
      Problems.write(http, HttpError.noSuchPath(http.request().path()));
    } else {
      http.next();
    }
  }

  static boolean isInside(String path) {
    return INSIDE.stream().anyMatch(inside -> path.equals(inside) || path.startsWith(inside + "/"));
  }
}
