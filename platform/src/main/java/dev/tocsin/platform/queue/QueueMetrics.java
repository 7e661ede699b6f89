package dev.tocsin.platform.queue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;

/** What one queue tells about itself; {@code docs/storage.md} says what to watch. */
final class QueueMetrics {

  private final String name;
  private final Counter claims;
  private final Counter failures;
  private final Counter deaths;
  private final Counter lost;
  private final Counter abandoned;
  private volatile double depth;
  private volatile double oldestSeconds;
  private volatile double dead;

  QueueMetrics(MeterRegistry registry, QueueSpec spec) {
    this.name = spec.qualifiedTable() + "/" + spec.queue();
    Tags tags = Tags.of("service", spec.schema(), "table", spec.table(), "queue", spec.queue());
    gauge(registry, tags, "depth", "Jobs that are due and unclaimed", () -> depth);
    gauge(
        registry,
        tags,
        "oldest.seconds",
        "How long the oldest of them is due",
        () -> oldestSeconds);
    gauge(registry, tags, "dead", "Dead letters kept", () -> dead);
    claims = counter(registry, tags, "claims", "Attempts begun");
    failures = counter(registry, tags, "failures", "Attempts that failed");
    deaths = counter(registry, tags, "deaths", "Jobs given up");
    lost = counter(registry, tags, "leases.lost", "Attempts whose row was no longer theirs");
    abandoned =
        counter(
            registry, tags, "leases.abandoned", "Leases that ended without a word of the worker");
  }

  String name() {
    return name;
  }

  void claimed(int count) {
    claims.increment(count);
  }

  void ended(Settlement settlement) {
    if (settlement.error() != null) {
      failures.increment();
    }
    if (Settlement.DEAD.equals(settlement.state())) {
      deaths.increment();
    }
  }

  void abandoned(int count) {
    abandoned.increment(count);
  }

  void lost(int count) {
    lost.increment(count);
  }

  void seen(QueueTable.Stats stats, Instant now) {
    Instant oldest = stats.oldest();
    depth = stats.due();
    dead = stats.dead();
    oldestSeconds = oldest == null ? 0 : Duration.between(oldest, now).toMillis() / 1000.0;
  }

  private static Counter counter(
      MeterRegistry registry, Tags tags, String name, String description) {
    return Counter.builder("tocsin.queue." + name)
        .tags(tags)
        .description(description)
        .register(registry);
  }

  private static void gauge(
      MeterRegistry registry,
      Tags tags,
      String name,
      String description,
      java.util.function.Supplier<Number> value) {
    Gauge.builder("tocsin.queue." + name, value)
        .tags(tags)
        .description(description)
        .register(registry);
  }
}
