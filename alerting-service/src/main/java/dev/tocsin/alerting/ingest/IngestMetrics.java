package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.timeline.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Counts what comes in. */
@ApplicationScoped
class IngestMetrics {

  private final MeterRegistry registry;

  IngestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Counts the signals of a request by source and outcome. */
  void count(String source, Answer answer) {
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
      registry.counter("tocsin.route.failures").increment(failures);
    }
    if (unrouted > 0) {
      registry.counter("tocsin.ingest.not.routed").increment(unrouted);
    }
  }

  /** Counts a request that was refused, by its HTTP status. */
  void refused(int status) {
    registry.counter("tocsin.ingest.refused", "status", Integer.toString(status)).increment();
  }
}
