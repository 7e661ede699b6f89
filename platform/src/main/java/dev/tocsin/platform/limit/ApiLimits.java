package dev.tocsin.platform.limit;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Exhausted;
import dev.tocsin.platform.error.TocsinException;
import dev.tocsin.platform.usage.UsageCounters;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Holds people and keys of a tenant to the calls that it may make: over all methods, and of each
 * method. One tenant's script that runs wild is told to wait; the others notice nothing.
 */
@Singleton
public class ApiLimits {

  private static final Optional<TocsinException> NOTHING = Optional.empty();

  private final RateLimits limits;
  private final LimitConfig config;
  private final TenantRates rates;
  private final UsageCounters usage;
  private final MeterRegistry metrics;

  ApiLimits(
      RateLimits limits,
      LimitConfig config,
      TenantRates rates,
      UsageCounters usage,
      MeterRegistry metrics) {
    this.limits = limits;
    this.config = config;
    this.rates = rates;
    this.usage = usage;
    this.metrics = metrics;
  }

  /**
   * Counts a call. Never fails.
   *
   * @param method full name of the RPC
   * @return why it must wait; empty when it may go on
   */
  public Uni<Optional<TocsinException>> refusal(Caller caller, String method) {
    if (!isCounted(caller)) {
      return Uni.createFrom().item(Optional.empty());
    }
    UUID tenant = caller.tenantId();
    return (config.enabled() ? taken(tenant, method) : Uni.createFrom().item(NOTHING))
        .invoke(
            refusal -> {
              if (refusal.isEmpty()) {
                usage.add(tenant, UsageCounters.API_CALLS, 1);
              }
            });
  }

  private Uni<Optional<TocsinException>> taken(UUID tenant, String method) {
    String name = "api:" + tenant;
    Rate calls = rates.calls(tenant);
    Rate ofMethod = rates.methodCalls(tenant);
    return limits
        .take(List.of(new Bucket(name, calls), new Bucket(name + ":" + method, ofMethod)))
        .map(wait -> wait.map(pause -> tooMany(method, calls, ofMethod, pause)));
  }

  private static boolean isCounted(Caller caller) {
    return caller.tenant() != null
        && (caller.kind() == Caller.Kind.USER || caller.kind() == Caller.Kind.KEY);
  }

  private Exhausted tooMany(String method, Rate calls, Rate ofMethod, Duration wait) {
    metrics.counter("tocsin_api_calls_limited_total", "method", method).increment();
    return new Exhausted(
        "too many calls: a tenant may make %s a second and %s of one method; wait %d ms"
            .formatted(words(calls.perSecond()), words(ofMethod.perSecond()), wait.toMillis()),
        wait);
  }

  private static String words(double rate) {
    return rate == Math.rint(rate) ? Long.toString((long) rate) : Double.toString(rate);
  }
}
