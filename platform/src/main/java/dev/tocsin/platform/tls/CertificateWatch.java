package dev.tocsin.platform.tls;

import dev.tocsin.platform.time.TocsinClock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Reads the certificates anew from time to time, so that renewed ones take effect without a
 * restart, and says when the one that is shown ends: in {@code /readyz} and in the metric {@code
 * tocsin_tls_certificate_expiry_timestamp_seconds}. One that is over leaves the process ready: what
 * comes from outside does not need it.
 */
@Readiness
@Singleton
class CertificateWatch implements AsyncHealthCheck {
  private static final Logger LOG = Logger.getLogger(CertificateWatch.class);

  private final InternalTls tls;
  private final TocsinClock clock;
  private final Vertx vertx;
  private final Duration every;

  CertificateWatch(
      InternalTls tls,
      TocsinClock clock,
      Vertx vertx,
      MeterRegistry metrics,
      @ConfigProperty(name = "tocsin.tls.reload", defaultValue = "PT10M") Duration every) {
    this.tls = tls;
    this.clock = clock;
    this.vertx = vertx;
    this.every = every;
    Gauge.builder("tocsin.tls.certificate.expiry.timestamp", tls, CertificateWatch::seconds)
        .baseUnit("seconds")
        .description("When the certificate between services ends, in seconds since 1970")
        .register(metrics);
  }

  void atStart(@Observes StartupEvent start) {
    if (tls.isOn()) {
      vertx.setPeriodic(every.toMillis(), timer -> vertx.executeBlocking(this::readAgain, false));
    }
  }

  /** Empty; a failure is logged, as what was read before holds on. */
  private @org.jspecify.annotations.Nullable Void readAgain() {
    try {
      tls.readAgain();
    } catch (RuntimeException e) {
      LOG.errorf("the certificates between services are not read anew: %s", e.getMessage());
    }
    return null;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    var response = HealthCheckResponse.named("certificates").up();
    tls.expiry()
        .ifPresent(
            end ->
                response.withData(
                    "certificate",
                    (end.isAfter(clock.now()) ? "good until " : "over since ") + end));
    return Uni.createFrom().item(response.build());
  }

  private static double seconds(InternalTls tls) {
    return tls.expiry().map(Instant::getEpochSecond).map(Long::doubleValue).orElse(Double.NaN);
  }
}
