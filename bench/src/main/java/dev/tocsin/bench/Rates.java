package dev.tocsin.bench;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Alerts per second at one size of request; medians of the run's rounds.
 *
 * @param tocsin taken in durably over HTTP
 * @param pgbench PostgreSQL alone; empty where it was not measured
 * @param alertmanager Alertmanager, in memory; empty where it was not measured
 */
record Rates(double tocsin, OptionalDouble pgbench, OptionalDouble alertmanager) {
  /** How near Tocsin comes to PostgreSQL alone. */
  OptionalDouble ratio() {
    return pgbench.isPresent()
        ? OptionalDouble.of(tocsin / pgbench.getAsDouble())
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
