package dev.tocsin.alerting.escalation;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/** What operators see of escalations. */
@ApplicationScoped
class EscalationMetrics {

  private static final Logger LOG = Logger.getLogger("dev.tocsin.alerting.escalation");

  private final MeterRegistry registry;

  EscalationMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A step has fired, or was not needed, and that is committed. */
  void committed(UUID tenant, StepResult result) {
    if (!result.fired()) {
      return;
    }
    String tier =
        result.position().isFallback()
            ? "fallback"
            : Integer.toString(result.position().order() + 1);
    registry.counter("tocsin_alerts_escalated", "tier", tier).increment();
    String line =
        "event=escalated tenant=%s group=%s policy=%s step=%s tier=%s round=%d reached=%b"
            .formatted(
                tenant,
                result.step().group().id(),
                result.step().policyId(),
                result.step().id(),
                tier,
                result.position().round() + 1,
                result.reached());
    if (result.reached()) {
      LOG.info(line);
    } else {
      registry.counter("tocsin_escalation_steps_unreached", "tier", tier).increment();
      LOG.warn(line);
    }
  }

  /** The fallback was paged because identity-service was silent. */
  void patienceOver(UUID tenant, DueStep step) {
    registry.counter("tocsin_escalation_identity_patience_over").increment();
    LOG.warnf(
        "event=identity_unreachable tenant=%s group=%s policy=%s step=%s",
        tenant, step.group().id(), step.policyId(), step.id());
  }
}
