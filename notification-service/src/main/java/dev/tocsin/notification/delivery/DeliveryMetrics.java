package dev.tocsin.notification.delivery;

import dev.tocsin.platform.time.TocsinClock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;

/**
 * Metrics of deliveries: {@code tocsin_notification_attempts_total} by kind of channel and what
 * came of the attempt, {@code tocsin_notification_held_total} by kind of channel for messages that
 * had to wait, {@code tocsin_notification_pauses_total} by kind of channel for circuits that
 * opened, {@code tocsin_notification_paused_channels} for those that are open on this replica, and
 * {@code tocsin_notification_page_time_seconds} by kind of channel for the time from the wish to
 * page somebody to the provider's word that it took the page.
 */
@Singleton
class DeliveryMetrics {

  private static final Duration[] PAGE_TIMES = {
    Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5),
    Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(2),
    Duration.ofMinutes(5), Duration.ofMinutes(15)
  };

  private final MeterRegistry registry;

  DeliveryMetrics(MeterRegistry registry, ChannelGates gates, TocsinClock clock) {
    this.registry = registry;
    Gauge.builder("tocsin.notification.paused.channels", gates, each -> each.paused(clock.now()))
        .strongReference(true)
        .register(registry);
  }

  /** A page was taken by its provider, this long after somebody was to be paged. */
  void paged(String channel, Duration time) {
    Timer.builder("tocsin.notification.page.time")
        .description("Time from the wish to page somebody until the provider took the page")
        .tag("channel", channel)
        .serviceLevelObjectives(PAGE_TIMES)
        .register(registry)
        .record(time.isNegative() ? Duration.ZERO : time);
  }

  /** A message had to wait for the rate of its channel, or for its provider. */
  void held(String channel) {
    registry.counter("tocsin.notification.held", "channel", channel).increment();
  }

  /** A channel is left alone for a while. */
  void paused(String channel) {
    registry.counter("tocsin.notification.pauses", "channel", channel).increment();
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
