package dev.tocsin.alerting.escalation;

import dev.tocsin.alerting.escalation.StepAttempt.Tried;
import dev.tocsin.alerting.escalation.StepCommit.Effect;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.fault.Failpoint;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.platform.queue.Outcome;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Fires due steps, many at once: reads them together, reaches the people of each, and commits them
 * together with what follows. Nothing is lost by a crash at any point, and nobody is paged twice by
 * a step: until the commit the rows stay due, and notification-service knows a repeated page by its
 * key.
 */
@Singleton
class EscalationWorker {

  private static final Logger LOG = Logger.getLogger(EscalationWorker.class);

  /** Somebody's commit came between: no reason to wait for the backoff. */
  private static final Duration UNDECIDED = Duration.ofMillis(200);

  private final Database database;
  private final FirstSteps first;
  private final StepAttempt attempts;
  private final EscalationMetrics metrics;
  private final Wakes wakes;

  EscalationWorker(
      @ServiceDatabase("alerting") Database database,
      FirstSteps first,
      StepAttempt attempts,
      EscalationMetrics metrics,
      Wakes wakes) {
    this.database = database;
    this.first = first;
    this.attempts = attempts;
    this.metrics = metrics;
    this.wakes = wakes;
  }

  /** Tries the steps; a step without an outcome of its own stays due. */
  Uni<Map<Job, Outcome>> handle(UUID tenant, List<Job> jobs) {
    Failpoint.hit("step.after_claim");
    Instant now = database.clock().now();
    return due(tenant, jobs, now)
        .chain(
            steps ->
                Multi.createFrom()
                    .iterable(steps)
                    .select()
                    .where(step -> step.hold().isEmpty())
                    .onItem()
                    .transformToUni(step -> attempts.attempt(tenant, step, now))
                    .merge(jobs.size())
                    .collect()
                    .asList()
                    .chain(tried -> commit(tenant, jobs, tried, now))
                    .chain(outcomes -> hold(tenant, steps, outcomes, now)));
  }

  /** Those that are known begin as they are; the others are read. */
  private Uni<List<DueStep>> due(UUID tenant, List<Job> jobs, Instant now) {
    List<DueStep> known = new ArrayList<>(jobs.size());
    List<Job> unknown = new ArrayList<>(0);
    for (Job job : jobs) {
      first.take(job).ifPresentOrElse(known::add, () -> unknown.add(job));
    }
    return unknown.isEmpty()
        ? Uni.createFrom().item(known)
        : database
            .inTenantByKeys(
                tenant,
                tx ->
                    StepStore.load(tx, unknown, now)
                        .chain(steps -> HeldSteps.free(tx, tenant, steps, now)))
            .map(read -> Stream.concat(known.stream(), read.stream()).toList());
  }

  private Uni<Map<Job, Outcome>> hold(
      UUID tenant, List<DueStep> steps, Map<Job, Outcome> outcomes, Instant now) {
    List<DueStep> silenced = steps.stream().filter(step -> step.hold().isPresent()).toList();
    if (silenced.isEmpty()) {
      return Uni.createFrom().item(outcomes);
    }
    return database
        .inTenantByKeys(tenant, tx -> HeldSteps.hold(tx, tenant, silenced, now))
        .onFailure()
        .invoke(failure -> LOG.warnf(failure, "event=steps_not_held tenant=%s", tenant))
        .onFailure()
        .recoverWithItem(new HeldSteps.Held(List.of(), silenced, false))
        .invoke(result -> held(tenant, result, outcomes))
        .replaceWith(outcomes);
  }

  private void held(UUID tenant, HeldSteps.Held result, Map<Job, Outcome> outcomes) {
    result
        .undecided()
        .forEach(
            step ->
                outcomes.put(
                    step.job(),
                    new Outcome.Retry("a silence or its group has changed meanwhile", UNDECIDED)));
    result.held().stream()
        .map(step -> step.hold().orElseThrow().until())
        .distinct()
        .forEach(wakes::stepsAt);
    List<DueStep> news = result.held().stream().filter(HeldSteps::isNews).toList();
    if (!news.isEmpty()) {
      metrics.held(tenant, news);
    }
    if (result.told()) {
      wakes.timeline(tenant);
    }
  }

  private Uni<Map<Job, Outcome>> commit(
      UUID tenant, List<Job> jobs, List<Tried> tried, Instant now) {
    Map<Job, Outcome> outcomes = new HashMap<>();
    // Whatever is not pending any more was cancelled or fired by somebody else.
    jobs.forEach(job -> outcomes.put(job, new Outcome.Handled()));
    List<StepResult> results =
        tried.stream()
            .flatMap(
                t -> {
                  if (t instanceof Tried.Later later) {
                    outcomes.put(later.step().job(), new Outcome.Retry(later.error()));
                  }
                  return t instanceof Tried.Ready ready
                      ? Stream.of(ready.result())
                      : Stream.empty();
                })
            .toList();
    logWaiting(tenant, tried);
    if (results.isEmpty()) {
      return Uni.createFrom().item(outcomes);
    }
    return commit(tenant, results, now)
        .onFailure()
        .recoverWithUni(failure -> oneByOne(tenant, results, outcomes, failure, now))
        .replaceWith(outcomes);
  }

  private static void logWaiting(UUID tenant, List<Tried> tried) {
    List<Tried.Later> waiting =
        tried.stream()
            .flatMap(t -> t instanceof Tried.Later later ? Stream.of(later) : Stream.empty())
            .toList();
    if (!waiting.isEmpty()) {
      LOG.warnf(
          "event=steps_wait tenant=%s steps=%d first=%s error=%s",
          tenant, waiting.size(), waiting.getFirst().step().id(), waiting.getFirst().error());
    }
  }

  private Uni<Void> commit(UUID tenant, List<StepResult> results, Instant now) {
    return database
        .inTenantByKeys(
            tenant,
            tx ->
                new StepCommit(tx, tenant, now)
                    .apply(results)
                    .invoke(() -> Failpoint.hit("step.before_commit")))
        .invoke(effect -> committed(tenant, effect))
        .replaceWithVoid();
  }

  /** One step that cannot be committed must not keep the others from it. */
  private Uni<Void> oneByOne(
      UUID tenant,
      List<StepResult> results,
      Map<Job, Outcome> outcomes,
      Throwable failure,
      Instant now) {
    if (results.size() == 1) {
      LOG.warnf(
          failure,
          "event=step_not_committed tenant=%s step=%s",
          tenant,
          results.get(0).step().id());
      outcomes.put(
          results.get(0).step().job(), new Outcome.Retry(failure.getClass().getSimpleName()));
      return Uni.createFrom().voidItem();
    }
    Uni<Void> all = Uni.createFrom().voidItem();
    for (StepResult result : results) {
      all =
          all.chain(() -> commit(tenant, List.of(result), now))
              .onFailure()
              .recoverWithUni(own -> oneByOne(tenant, List.of(result), outcomes, own, now));
    }
    return all;
  }

  private void committed(UUID tenant, Effect effect) {
    Failpoint.hit("step.after_commit");
    metrics.committed(tenant, effect.effective(), database.clock().now());
    effect.effective().stream()
        .flatMap(result -> result.next().stream())
        .map(Planned::at)
        .distinct()
        .forEach(wakes::stepsAt);
    if (effect.outbox()) {
      wakes.outbox();
    }
    wakes.timeline(tenant);
  }
}
