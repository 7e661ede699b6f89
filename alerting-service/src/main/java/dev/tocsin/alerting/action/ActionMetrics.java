package dev.tocsin.alerting.action;

import dev.tocsin.alerting.timeline.Actor;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;

/** What operators see of actions. */
@ApplicationScoped
class ActionMetrics {

  private static final Logger LOG = Logger.getLogger("dev.tocsin.alerting.action");

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
      registry
          .timer("tocsin_escalation_response_time", "answer", event)
          .record(Duration.between(group.createdAt(), now).abs());
    }
    LOG.infof(
        "event=%s tenant=%s group=%s alerts=%d by=%s:%s",
        event, tenant, group.id(), effect.alerts().size(), by.kind(), by.id());
  }
}
