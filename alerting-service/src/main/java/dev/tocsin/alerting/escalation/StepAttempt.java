package dev.tocsin.alerting.escalation;

import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.alerting.timeline.Timeline;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.TocsinException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Tries one due step. While identity-service does not answer the step stays due, and after a while
 * the policy's fallback is paged in place of the people, once; while notification-service does not
 * answer the step stays due.
 */
@Singleton
class StepAttempt {

  private static final String PATIENCE_OVER =
      """
      UPDATE alerting.escalation_step SET patience_over_at = $1
      WHERE id = $2 AND fence = $3 AND state || '' = 'pending' AND patience_over_at IS NULL\
      """;

  private final Database database;
  private final StepRunner runner;
  private final EscalationConfig config;
  private final EscalationMetrics metrics;

  StepAttempt(
      @ServiceDatabase("alerting") Database database,
      StepRunner runner,
      EscalationConfig config,
      EscalationMetrics metrics) {
    this.database = database;
    this.runner = runner;
    this.config = config;
    this.metrics = metrics;
  }

  /** How an attempt ended. */
  sealed interface Tried {

    /** To be committed. */
    record Ready(StepResult result) implements Tried {}

    /** To be tried again. */
    record Later(DueStep step, String error) implements Tried {}
  }

  /** Tries the step; never fails. */
  Uni<Tried> attempt(UUID tenant, DueStep step, Instant now) {
    return Uni.createFrom()
        .deferred(() -> runner.ask(tenant, step, now))
        .map(answers -> runner.fire(tenant, step, answers, now).<Tried>map(Tried.Ready::new))
        .onFailure()
        .recoverWithItem(failure -> waitForIdentity(tenant, step, failure, now))
        .chain(tried -> tried)
        .onFailure()
        .recoverWithItem(failure -> new Tried.Later(step, words("notification", failure)));
  }

  private Uni<Tried> waitForIdentity(UUID tenant, DueStep step, Throwable failure, Instant now) {
    Uni<Tried> later = Uni.createFrom().item(new Tried.Later(step, words("identity", failure)));
    if (step.patienceOver() || now.isBefore(step.firesAt().plus(config.identityPatience()))) {
      return later;
    }
    return runner
        .pageInstead(tenant, step, now)
        .chain(instead -> record(tenant, step, instead, now))
        .invoke(() -> metrics.patienceOver(tenant, step))
        .chain(() -> later);
  }

  private Uni<Void> record(UUID tenant, DueStep step, StepRunner.Instead instead, Instant now) {
    return database.inTenantByKeys(
        tenant,
        tx ->
            tx.preparedQuery(PATIENCE_OVER)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), step.id(), step.job().fence()))
                .chain(
                    rows ->
                        rows.rowCount() == 0
                            ? Uni.createFrom().voidItem()
                            : Timeline.add(
                                tx,
                                tenant,
                                now,
                                instead.reasons().stream()
                                    .map(
                                        reason ->
                                            Timeline.ofGroup(
                                                now, step.group().id(), Actor.SYSTEM, reason))
                                    .toList())));
  }

  private static String words(String service, Throwable failure) {
    return service
        + "-service: "
        + (failure instanceof TocsinException known
            ? known.explanation()
            : failure.getClass().getSimpleName());
  }
}
