package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.escalation.Wakes;
import dev.tocsin.alerting.ingest.Arrival.Idempotency;
import dev.tocsin.alerting.ingest.Entrance.Admitted;
import dev.tocsin.alerting.integration.Integration;
import dev.tocsin.alerting.payload.PayloadLog;
import dev.tocsin.alerting.source.Heard;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.fault.Failpoint;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.platform.trace.TraceParent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The way of an alert through this service, step by step:
 *
 * <ol>
 *   <li>{@link Entrance}: whose key is it, may it come in; {@link RequestRates}: so often;
 *   <li>{@link Intake}: a large payload waits for its turn;
 *   <li>{@link Listener}: {@code source} reads, the tool's JSON becomes {@link Signal}s;
 *   <li>{@link Judge}: {@code routing} finds the routes, {@code grouping} the group and the
 *       escalations that begin;
 *   <li>{@link CommitSharing}: concurrent requests go into one transaction; {@link Fold} keeps
 *       their order;
 *   <li>{@link IngestTransaction}, wave by wave ({@link WaveRows}): {@link AlertRows} deduplicates
 *       and stores, {@link GroupRows} and {@link SharedGroups} make groups and first steps, {@link
 *       ResolveRows} ends what is over; one commit;
 *   <li>here again: the answer goes out, and the queue of steps is woken;
 *   <li>{@code escalation}: the step is due, {@code paging} finds the people and hands pages to
 *       notification-service;
 *   <li>{@code action}: somebody answers, and the escalation stops in the same transaction.
 * </ol>
 *
 * No other service is called before step 8: whatever else is down, an alert that was answered with
 * 200 is safe.
 */
@Singleton
class AlertFlow {

  /**
   * Routes and matchers of silences, times signals, that are evaluated on an event loop at most.
   */
  private static final int FEW_EVALUATIONS = 5_000;

  private static final Duration GIVING_WAY = Duration.ofMillis(2);

  private final Entrance entrance;
  private final RequestRates rates;
  private final Intake intake;
  private final CommitSharing commits;
  private final Listener listener;
  private final PayloadLog payloads;
  private final IngestMetrics metrics;
  private final Wakes wakes;
  private final TocsinClock clock;
  private final Vertx vertx;

  AlertFlow(
      Entrance entrance,
      RequestRates rates,
      Intake intake,
      CommitSharing commits,
      Listener listener,
      PayloadLog payloads,
      IngestMetrics metrics,
      Wakes wakes,
      TocsinClock clock,
      Vertx vertx) {
    this.entrance = entrance;
    this.rates = rates;
    this.intake = intake;
    this.commits = commits;
    this.listener = listener;
    this.payloads = payloads;
    this.metrics = metrics;
    this.wakes = wakes;
    this.clock = clock;
    this.vertx = vertx;
  }

  /**
   * Takes a webhook in. When the answer comes, everything in it is durable.
   *
   * @return fails with a {@code TocsinException}, or a {@code TooManyAlerts}
   */
  Uni<Answer> receive(Delivery delivery) {
    Instant now = clock.now();
    return entrance
        .admit(delivery.key(), delivery.source().name())
        .invoke(admitted -> rates.count(admitted.integration()))
        .flatMap(
            admitted -> intake.within(delivery.body().length, () -> take(delivery, admitted, now)));
  }

  /** The same for an integration that has been let in already. */
  Uni<Answer> receive(Delivery delivery, Admitted admitted) {
    Instant now = clock.now();
    return intake.within(delivery.body().length, () -> take(delivery, admitted, now));
  }

  /** The same for an alert that a person opens. */
  Uni<Answer> receive(Signal signal, ByHand byHand, Optional<Idempotency> idempotency) {
    Instant now = clock.now();
    String traceparent = TraceParent.current();
    return entrance
        .admit(byHand.by().tenantId(), Integration.BY_HAND)
        .flatMap(
            admitted ->
                Uni.createFrom()
                    .item(() -> judged(signal, byHand, idempotency, admitted, traceparent, now))
                    .runSubscriptionOn(whereToJudge(admitted.config(), 1)))
        .flatMap(
            arrival ->
                commits
                    .commit(arrival)
                    .invoke(answer -> committed(Integration.byHand().source(), arrival, answer)));
  }

  private static Arrival judged(
      Signal signal,
      ByHand byHand,
      Optional<Idempotency> idempotency,
      Admitted admitted,
      @Nullable String traceparent,
      Instant now) {
    List<Signal> signals = List.of(signal);
    Integration door = admitted.integration();
    return new Arrival(
        admitted.config().tenant(),
        door.id(),
        admitted.key(),
        signals,
        Judge.judge(signals, door, admitted.config(), Optional.of(byHand), now),
        List.of(),
        new Arrival.Source(door.mapping(), _ -> new Heard(signals, List.of())),
        admitted.config(),
        idempotency,
        Optional.of(byHand),
        now,
        traceparent);
  }

  private Uni<Answer> take(Delivery delivery, Admitted admitted, Instant now) {
    return read(delivery, admitted, now)
        .onFailure(Invalid.class)
        .recoverWithUni(refused -> readByLatest(delivery, admitted, now, refused))
        .flatMap(
            arrival ->
                commits
                    .commit(arrival)
                    .invoke(
                        answer -> {
                          String source = delivery.source().name();
                          committed(source, arrival, answer);
                          payloads.accepted(
                              arrival.tenant(),
                              arrival.integration(),
                              source,
                              delivery.body(),
                              answer.alerts(),
                              arrival.receivedAt());
                        }));
  }

  private Uni<Arrival> read(Delivery delivery, Admitted admitted, Instant now) {
    String traceparent = TraceParent.current();
    return listener
        .hear(delivery, admitted, now)
        .flatMap(
            heard ->
                Uni.createFrom()
                    .item(() -> judged(delivery, admitted, heard, traceparent, now))
                    .runSubscriptionOn(whereToJudge(admitted.config(), heard.signals().size())));
  }

  /** No payload is refused by a mapping that has been changed since. */
  private Uni<Arrival> readByLatest(
      Delivery delivery, Admitted admitted, Instant now, Throwable refused) {
    return entrance
        .latest(admitted)
        .flatMap(
            latest ->
                latest.integration().mapping().equals(admitted.integration().mapping())
                    ? Uni.createFrom().failure(refused)
                    : read(delivery, latest, now));
  }

  private static Executor whereToJudge(TenantConfig config, int signals) {
    boolean slow =
        config.routes().heavy()
            || (long) signals * (config.routes().size() + config.silences().cost())
                > FEW_EVALUATIONS;
    return slow ? Infrastructure.getDefaultWorkerPool() : Runnable::run;
  }

  private Arrival judged(
      Delivery delivery,
      Admitted admitted,
      Heard heard,
      @Nullable String traceparent,
      Instant now) {
    return new Arrival(
        admitted.config().tenant(),
        admitted.integration().id(),
        admitted.key(),
        heard.signals(),
        Judge.judge(
            heard.signals(), admitted.integration(), admitted.config(), Optional.empty(), now),
        heard.passedOver(),
        new Arrival.Source(
            admitted.integration().mapping(),
            integration -> listener.read(delivery, integration, now)),
        admitted.config(),
        delivery.idempotencyKey().map(key -> new Idempotency(key, bodyHash(delivery.body()))),
        Optional.empty(),
        now,
        traceparent);
  }

  static byte[] bodyHash(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private void committed(String source, Arrival arrival, Answer answer) {
    Failpoint.hit("ingest.after_commit");
    answer.earliest().ifPresent(wakes::stepsAt);
    metrics.count(arrival.tenant(), source, answer);
    metrics.judged(arrival);
    if (answer.resolvedAny()) {
      wakes.outbox();
      wakes.timeline(arrival.tenant());
    } else if (answer.changedAnything()) {
      // Whoever is paged comes first.
      vertx.setTimer(GIVING_WAY.toMillis(), fired -> tell(arrival.tenant(), answer));
    }
  }

  private void tell(UUID tenant, Answer answer) {
    if (answer.opensTicket()) {
      wakes.outboxAfterSteps();
    }
    wakes.timeline(tenant);
  }
}
