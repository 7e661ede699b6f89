package dev.tocsin.notification.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/**
 * The metric {@code tocsin_notification_attempts_total}, by kind of channel and what came of the
 * attempt.
 */
@ApplicationScoped
class DeliveryMetrics {

  private final MeterRegistry registry;

  DeliveryMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void attempted(String channel, Verdict verdict) {
    String outcome =
        switch (verdict) {
          case Verdict.Sent sent -> "sent";
          case Verdict.Again again -> "failed";
          case Verdict.OutcomeUnknown unknown -> "unknown";
          case Verdict.Dead dead -> "dead";
        };
    registry
        .counter(
            "tocsin.notification.attempts",
            "channel",
            channel.toLowerCase(Locale.ROOT),
            "outcome",
            outcome)
        .increment();
  }
}
