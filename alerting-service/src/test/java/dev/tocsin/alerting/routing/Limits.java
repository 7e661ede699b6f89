package dev.tocsin.alerting.routing;

import java.time.Duration;

/** The limits that the documentation names. */
record Limits(
    int routesPerTenant,
    int conditionLength,
    int iterations,
    int regexSize,
    Duration perCondition,
    Duration perAlert)
    implements RoutingLimits {

  static final Limits USUAL =
      new Limits(2000, 10_000, 10_000, 1_000, Duration.ofMillis(20), Duration.ofMillis(200));
}
