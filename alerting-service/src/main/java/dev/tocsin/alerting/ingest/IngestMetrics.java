package dev.tocsin.alerting.ingest;

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
          .counter(
              "tocsin.ingest.signals",
              "source",
              source,
              "outcome",
              AnswerText.word(outcome.getKey()))
          .increment(outcome.getValue());
    }
  }

  /** Counts a request that was refused, by its HTTP status. */
  void refused(int status) {
    registry.counter("tocsin.ingest.refused", "status", Integer.toString(status)).increment();
  }
}
