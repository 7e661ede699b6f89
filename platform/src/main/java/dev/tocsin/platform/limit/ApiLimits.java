package dev.tocsin.platform.limit;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Exhausted;
import dev.tocsin.platform.error.TocsinException;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Holds people and keys of a tenant to the calls that it may make: over all methods, and of each
 * method. One tenant's script that runs wild is told to wait; the others notice nothing.
 */
@ApplicationScoped
public class ApiLimits {

  private final RateLimits limits;
  private final LimitConfig config;
  private final MeterRegistry metrics;

  ApiLimits(RateLimits limits, LimitConfig config, MeterRegistry metrics) {
    this.limits = limits;
    this.config = config;
    this.metrics = metrics;
  }

  /**
   * Counts a call. Never fails.
   *
   * @param method full name of the RPC
   * @return why it must wait; empty when it may go on
   */
  public Uni<Optional<TocsinException>> refusal(Caller caller, String method) {
    if (!config.enabled() || !isCounted(caller)) {
      return Uni.createFrom().item(Optional.empty());
    }
    String tenant = "api:" + caller.tenantId();
    return limits
        .take(
            List.of(
                new Bucket(tenant, new Rate(config.tenantPerSecond(), config.tenantBurst())),
                new Bucket(
                    tenant + ":" + method,
                    new Rate(config.methodPerSecond(), config.methodBurst()))))
        .map(wait -> wait.map(pause -> tooMany(method, pause)));
  }

  private static boolean isCounted(Caller caller) {
    return caller.tenant() != null
        && (caller.kind() == Caller.Kind.USER || caller.kind() == Caller.Kind.KEY);
  }

  private Exhausted tooMany(String method, Duration wait) {
    metrics.counter("tocsin_api_calls_limited_total", "method", method).increment();
    return new Exhausted(
        "too many calls: a tenant may make %s a second and %s of one method; wait %d ms"
            .formatted(
                words(config.tenantPerSecond()), words(config.methodPerSecond()), wait.toMillis()),
        wait);
  }

  private static String words(double rate) {
    return rate == Math.rint(rate) ? Long.toString((long) rate) : Double.toString(rate);
  }
}
