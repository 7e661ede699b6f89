package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.timeline.Reason;
import dev.tocsin.platform.usage.UsageCounters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;

/** Counts what comes in. */
@Singleton
class IngestMetrics {

  private final MeterRegistry registry;
  private final Counter routeFailures;
  private final Counter notRouted;
  private final UsageCounters usage;

  IngestMetrics(MeterRegistry registry, UsageCounters usage) {
    this.registry = registry;
    this.usage = usage;
    // Here and not at their first time: an alert rule sees no rise of a counter that just appeared.
    this.routeFailures = registry.counter("tocsin.route.failures");
    this.notRouted = registry.counter("tocsin.ingest.not.routed");
  }

  /**
   * Counts the signals of a request by source and outcome, and for the tenant; those of a request
   * that was answered before are not counted again.
   */
  void count(UUID tenant, String source, Answer answer) {
    usage.add(
        tenant,
        UsageCounters.ALERTS,
        answer.outcomes().values().stream().mapToLong(Integer::longValue).sum());
    for (Map.Entry<Outcome.Kind, Integer> outcome : answer.outcomes().entrySet()) {
      registry
          .counter("tocsin.ingest.signals", "source", source, "outcome", outcome.getKey().word())
          .increment(outcome.getValue());
    }
  }

  /** Counts conditions of routes that failed, and alerts that nobody is paged for. */
  void judged(Arrival arrival) {
    int failures = 0;
    int unrouted = 0;
    for (Verdict verdict : arrival.verdicts()) {
      if (verdict instanceof Verdict.Firing firing) {
        for (Reason reason : firing.reasons()) {
          failures += reason.code().equals("route_failed") ? 1 : 0;
          unrouted += reason.code().equals("not_routed") ? 1 : 0;
        }
      }
    }
    if (failures > 0) {
      routeFailures.increment(failures);
    }
    if (unrouted > 0) {
      notRouted.increment(unrouted);
    }
  }

  /** Counts a request that was refused, by its HTTP status. */
  void refused(int status) {
    registry.counter("tocsin.ingest.refused", "status", Integer.toString(status)).increment();
  }
}
