package dev.tocsin.bench;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Alerts per second at one size of request; medians of the run's rounds.
 *
 * @param tocsin taken in durably over HTTP
 * @param pgbench PostgreSQL alone, alert after alert; empty where it was not measured
 * @param bulk PostgreSQL alone, all alerts of a transaction in one statement; empty for one alert
 * @param alertmanager Alertmanager, in memory; empty where it was not measured
 */
record Rates(
    double tocsin, OptionalDouble pgbench, OptionalDouble bulk, OptionalDouble alertmanager) {
  /** How near Tocsin comes to PostgreSQL alone. */
  OptionalDouble ratio() {
    return ratioTo(pgbench);
  }

  /** How near it comes to what PostgreSQL does with rows that nobody has to send. */
  OptionalDouble bulkRatio() {
    return ratioTo(bulk);
  }

  private OptionalDouble ratioTo(OptionalDouble peer) {
    return peer.isPresent()
        ? OptionalDouble.of(tocsin / peer.getAsDouble())
        : OptionalDouble.empty();
  }

  static OptionalDouble median(List<Double> values) {
    if (values.isEmpty()) {
      return OptionalDouble.empty();
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return OptionalDouble.of(sorted[sorted.length / 2]);
  }
}
