package dev.tocsin.alerting.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.escalation.Wakes;
import dev.tocsin.alerting.ingest.Arrival.Idempotency;
import dev.tocsin.alerting.ingest.Entrance.Admitted;
import dev.tocsin.alerting.source.SignalLimits;
import dev.tocsin.platform.fault.Failpoint;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The way of an alert through this service, step by step:
 *
 * <ol>
 *   <li>{@link Entrance}: whose key is it, may it come in;
 *   <li>{@code source}: the tool's JSON becomes {@link Signal}s;
 *   <li>{@link Judge}: {@code routing} finds the routes, {@code grouping} the group and the
 *       escalations that begin;
 *   <li>{@link CommitSharing}: concurrent requests go into one transaction; {@link Fold} keeps
 *       their order;
 *   <li>{@link IngestTransaction}: {@link AlertRows} deduplicates and stores, {@link GroupRows} and
 *       {@link SharedGroups} make groups and first steps, {@link ResolveRows} ends what is over;
 *       one commit;
 *   <li>here again: the answer goes out, and the queue of steps is woken;
 *   <li>{@code escalation}: the step is due, {@code paging} finds the people and hands pages to
 *       notification-service;
 *   <li>{@code action}: somebody answers, and the escalation stops in the same transaction.
 * </ol>
 *
 * No other service is called before step 7: whatever else is down, an alert that was answered with
 * 200 is safe.
 */
@ApplicationScoped
class AlertFlow {

  /** Routes times signals that are evaluated on an event loop at most. */
  private static final int FEW_EVALUATIONS = 5_000;

  private final Entrance entrance;
  private final CommitSharing commits;
  private final SignalLimits limits;
  private final IngestConfig config;
  private final IngestMetrics metrics;
  private final Wakes wakes;
  private final TocsinClock clock;

  AlertFlow(
      Entrance entrance,
      CommitSharing commits,
      SignalLimits limits,
      IngestConfig config,
      IngestMetrics metrics,
      Wakes wakes,
      TocsinClock clock) {
    this.entrance = entrance;
    this.commits = commits;
    this.limits = limits;
    this.config = config;
    this.metrics = metrics;
    this.wakes = wakes;
    this.clock = clock;
  }

  /**
   * Takes a webhook in. When the answer comes, everything in it is durable.
   *
   * @return fails with a {@code TocsinException}, a {@link BadJson} or a {@code TooManyAlerts}
   */
  Uni<Answer> receive(Delivery delivery) {
    Instant now = clock.now();
    return entrance
        .admit(delivery.key(), delivery.source().name())
        .flatMap(admitted -> read(delivery, admitted, now))
        .flatMap(
            arrival ->
                commits.commit(arrival).invoke(answer -> committed(delivery, arrival, answer)));
  }

  private Uni<Arrival> read(Delivery delivery, Admitted admitted, Instant now) {
    Uni<List<Signal>> signals = Uni.createFrom().item(() -> signals(delivery, now));
    if (delivery.body().length > config.workerAbove()) {
      signals = signals.runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
    return signals.flatMap(
        read ->
            Uni.createFrom()
                .item(() -> judged(delivery, admitted, read, now))
                .runSubscriptionOn(whereToJudge(admitted.config(), read.size())));
  }

  private List<Signal> signals(Delivery delivery, Instant now) {
    try (var json = WebhookJson.parser(delivery.body())) {
      return delivery.source().read(json, limits, now);
    } catch (JsonProcessingException e) {
      throw BadJson.of(e);
    } catch (IOException e) {
      throw BadJson.of(e);
    }
  }

  private static Executor whereToJudge(TenantConfig config, int signals) {
    boolean slow =
        config.routes().heavy() || (long) signals * config.routes().size() > FEW_EVALUATIONS;
    return slow ? Infrastructure.getDefaultWorkerPool() : Runnable::run;
  }

  private Arrival judged(Delivery delivery, Admitted admitted, List<Signal> signals, Instant now) {
    return new Arrival(
        admitted.config().tenant(),
        admitted.integration().id(),
        admitted.key(),
        signals,
        Judge.judge(signals, admitted.integration(), admitted.config(), now),
        admitted.config().version(),
        delivery
            .idempotencyKey()
            .map(key -> new Idempotency(key, WebhookJson.hash(delivery.body()))),
        now);
  }

  private void committed(Delivery delivery, Arrival arrival, Answer answer) {
    Failpoint.hit("ingest.after_commit");
    answer.earliest().ifPresent(wakes::stepsAt);
    if (answer.toldOthers()) {
      wakes.outbox();
    }
    if (answer.changedAnything()) {
      wakes.timeline(arrival.tenant());
    }
    metrics.count(delivery.source().name(), answer);
    metrics.judged(arrival);
  }
}
