package dev.tocsin.alerting.escalation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** What operators see of escalations. */
@Singleton
class EscalationMetrics {

  private static final Logger LOG = Logger.getLogger("dev.tocsin.alerting.escalation");

  private static final int EACH_LOGGED = 50;

  private final MeterRegistry registry;
  private final Timer delay;
  private final Counter exhausted;
  private final Counter patienceOver;

  EscalationMetrics(MeterRegistry registry) {
    this.registry = registry;
    // Here and not at their first time: an alert rule sees no rise of a counter that just appeared.
    this.delay =
        Timer.builder("tocsin_escalation_step_delay")
            .description("Time from the moment that a step was due until its pages were handed on")
            .serviceLevelObjectives(
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                Duration.ofMinutes(1),
                Duration.ofMinutes(5))
            .register(registry);
    this.exhausted =
        Counter.builder("tocsin_escalation_exhausted")
            .description("Escalations whose last step has fired: nobody is paged after it")
            .register(registry);
    this.patienceOver =
        Counter.builder("tocsin_escalation_identity_patience_over")
            .description("Steps whose fallback was paged because identity-service was silent")
            .register(registry);
    for (String tier : List.of("1", "2", "3", "fallback")) {
      unreached(tier);
    }
  }

  /**
   * Steps have fired, or were not needed, and that is committed. In a storm the log tells only
   * those that reached nobody.
   */
  void committed(UUID tenant, List<StepResult> results, Instant now) {
    long reached = 0;
    for (StepResult result : results) {
      if (result.fired()) {
        count(tenant, result, results.size() > EACH_LOGGED);
        delay.record(late(result.step(), now));
        if (result.next().isEmpty()) {
          exhausted.increment();
        }
        reached += result.reached() ? 1 : 0;
      }
    }
    if (results.size() > EACH_LOGGED) {
      LOG.infof(
          "event=escalated_many tenant=%s steps=%d reached=%d", tenant, results.size(), reached);
    }
  }

  private Counter unreached(String tier) {
    return registry.counter("tocsin_escalation_steps_unreached", "tier", tier);
  }

  private static Duration late(DueStep step, Instant now) {
    return now.isAfter(step.firesAt()) ? Duration.between(step.firesAt(), now) : Duration.ZERO;
  }

  private void count(UUID tenant, StepResult result, boolean storm) {
    String tier =
        result.position().isFallback()
            ? "fallback"
            : Integer.toString(result.position().order() + 1);
    registry.counter("tocsin_alerts_escalated", "tier", tier).increment();
    if (!result.reached()) {
      unreached(tier).increment();
    }
    Logger.Level level = result.reached() ? Logger.Level.INFO : Logger.Level.WARN;
    LOG.logf(
        storm && result.reached() ? Logger.Level.DEBUG : level,
        "event=escalated tenant=%s group=%s policy=%s step=%s tier=%s round=%s reached=%s",
        tenant,
        result.step().group().id(),
        result.step().policyId(),
        result.step().id(),
        tier,
        result.position().round() + 1,
        result.reached());
  }

  /** Steps wait for the end of a silence, and that is committed. */
  void held(UUID tenant, List<DueStep> steps) {
    registry.counter("tocsin_escalation_steps_held").increment(steps.size());
    LOG.infof(
        "event=steps_held tenant=%s steps=%d first=%s",
        tenant, steps.size(), steps.getFirst().id());
  }

  /** The fallback was paged because identity-service was silent. */
  void patienceOver(UUID tenant, DueStep step) {
    patienceOver.increment();
    LOG.warnf(
        "event=identity_unreachable tenant=%s group=%s policy=%s step=%s",
        tenant, step.group().id(), step.policyId(), step.id());
  }
}
