package dev.tocsin.alerting.action;

import dev.tocsin.alerting.timeline.Actor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;

/** What operators see of actions. */
@Singleton
class ActionMetrics {

  private static final Logger LOG = Logger.getLogger("dev.tocsin.alerting.action");

  private static final Duration[] ANSWERS = {
    Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15),
    Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(4)
  };

  private final MeterRegistry registry;

  ActionMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** An action was committed. */
  void changed(UUID tenant, Group group, Change.Effective effect, Actor by, Instant now) {
    boolean reopened = effect.to() instanceof Standing.Open;
    String event = reopened ? "reopened" : effect.to().state().word();
    registry.counter("tocsin_alerts_" + event, "by", by.kind()).increment(effect.alerts().size());
    boolean answered =
        !reopened && effect.group().isPresent() && group.standing() instanceof Standing.Open;
    if (answered) {
      Timer.builder("tocsin_escalation_response_time")
          .description("Time from the first alert of a group until somebody answered")
          .tag("answer", event)
          .serviceLevelObjectives(ANSWERS)
          .register(registry)
          .record(Duration.between(group.createdAt(), now).abs());
    }
    LOG.infof(
        "event=%s tenant=%s group=%s alerts=%d by=%s:%s",
        event, tenant, group.id(), effect.alerts().size(), by.kind(), by.id());
  }
}
