package dev.tocsin.platform.time;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/**
 * The metric {@code tocsin_clock_skew_seconds}: how far the machine's clock is from the database's,
 * which Tocsin goes by. Beyond minutes, providers refuse what we sign, and we what they sign.
 */
@Singleton
class ClockMetrics {

  void atStart(@Observes StartupEvent start, TocsinClock clock, MeterRegistry registry) {
    Gauge.builder("tocsin.clock.skew", clock, ClockMetrics::skew)
        .description("How far the machine's clock is from the database's, either way")
        .baseUnit("seconds")
        .strongReference(true)
        .register(registry);
  }

  private static double skew(TocsinClock clock) {
    Instant database = clock.now().minus(clock.offset());
    return Duration.between(database, Instant.now()).abs().toMillis() / 1000.0;
  }
}
