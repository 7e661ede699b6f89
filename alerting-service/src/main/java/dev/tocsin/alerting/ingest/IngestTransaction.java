package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.escalation.EscalationQueue;
import dev.tocsin.alerting.escalation.FirstSteps;
import dev.tocsin.alerting.escalation.FirstSteps.FirstStep;
import dev.tocsin.alerting.grouping.Chain;
import dev.tocsin.alerting.ingest.Fold.Wave;
import dev.tocsin.alerting.paging.Directory;
import dev.tocsin.alerting.policy.Policy;
import dev.tocsin.platform.fault.Failpoint;
import dev.tocsin.platform.queue.Reservation;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Writes several requests in one transaction: tenant after tenant, each seeing its own rows only.
 * Everything that one request has to say is durable, or nothing of it.
 */
@Singleton
class IngestTransaction {

  private static final Logger LOG = Logger.getLogger(IngestTransaction.class);

  private final SharedTransaction transactions;
  private final WaveRows rows;
  private final IngestConfig config;
  private final EscalationQueue steps;
  private final ByHandRows byHand;
  private final FirstSteps first;
  private final Directory directory;

  IngestTransaction(
      SharedTransaction transactions,
      WaveRows rows,
      IngestConfig config,
      EscalationQueue steps,
      ByHandRows byHand,
      FirstSteps first,
      Directory directory) {
    this.transactions = transactions;
    this.rows = rows;
    this.config = config;
    this.steps = steps;
    this.byHand = byHand;
    this.first = first;
    this.directory = directory;
  }

  /**
   * Commits the arrivals. One with an Idempotency-Key comes alone, and so does one by hand. Steps
   * that are due at once are inserted as claimed while there are workers for them, and begin at the
   * commit.
   *
   * @return the answers, in the order of the arrivals; fails with {@link StaleConfig} when a
   *     tenant's configuration has changed since the verdicts were made
   */
  Uni<List<Answer>> commit(List<Arrival> arrivals, Instant now) {
    Reservation places = steps.reserve();
    arrivals.forEach(arrival -> trace(arrival, places));
    Uni<List<Answer>> committed =
        store(arrivals, places, now)
            .invoke(answers -> first.begin(places, known(arrivals, places, now)))
            .onFailure()
            .invoke(places::giveBack);
    // To its end, whether or not somebody still waits for it: the places must be given back.
    return Uni.createFrom()
        .emitter(
            answer -> {
              committed.subscribe().with(answer::complete, answer::fail);
              if (arrivals.size() == 1) {
                foresee(arrivals.getFirst(), now);
              }
            });
  }

  /** After the commit nothing may fail: what cannot be told is read again. */
  private static List<FirstStep> known(List<Arrival> arrivals, Reservation places, Instant now) {
    try {
      return FreshSteps.of(arrivals, places, now);
    } catch (RuntimeException e) {
      LOG.warnf(e, "event=first_steps_read_again");
      return List.of();
    }
  }

  /** Each escalation goes on with the trace of its own request, whoever shares the commit. */
  private static void trace(Arrival arrival, Reservation places) {
    String traceparent = arrival.traceparent();
    if (traceparent == null) {
      return;
    }
    for (Verdict verdict : arrival.verdicts()) {
      if (verdict instanceof Verdict.Firing firing) {
        firing.group().chains().forEach(chain -> places.goOn(chain.step(), traceparent));
      }
    }
  }

  /**
   * Asks whom a first step pages while the alert that begins it is being written, so that the page
   * does not wait for the answer afterwards: the step asks the same, and shares it. Not under load,
   * where there is no time to spare and one answer serves many.
   */
  private void foresee(Arrival arrival, Instant now) {
    if (arrival.verdicts().size() == 1
        && arrival.verdicts().getFirst() instanceof Verdict.Firing firing
        && firing.group().silence().isEmpty()) {
      for (Chain chain : firing.group().chains()) {
        Policy policy = arrival.config().policies().get(chain.policy());
        if (policy != null && !chain.direct() && !chain.due().isAfter(now)) {
          // Whether it fails matters to nobody here: the step meets the failure itself.
          Uni.createFrom()
              .deferred(() -> directory.ask(arrival.tenant(), policy.steps().getFirst(), now))
              .subscribe()
              .with(answers -> {}, failure -> {});
        }
      }
    }
  }

  private Uni<List<Answer>> store(List<Arrival> arrivals, Reservation places, Instant now) {
    Map<UUID, List<Integer>> byTenant = new TreeMap<>();
    for (int i = 0; i < arrivals.size(); i++) {
      byTenant.computeIfAbsent(arrivals.get(i).tenant(), tenant -> new ArrayList<>()).add(i);
    }
    Map.Entry<UUID, List<Integer>> first = byTenant.entrySet().iterator().next();
    UUID firstTenant = first.getKey();
    Answer[] answers = new Answer[arrivals.size()];
    return transactions.run(
        firstTenant,
        arrivals.get(first.getValue().getFirst()).traceparent(),
        (tx, firstVersion) -> {
          Uni<Void> all = Uni.createFrom().voidItem();
          for (Map.Entry<UUID, List<Integer>> one : byTenant.entrySet()) {
            UUID tenant = one.getKey();
            List<Integer> numbers = one.getValue();
            Uni<Long> version =
                tenant.equals(firstTenant)
                    ? firstVersion
                    : transactions.enter(
                        tx, tenant, arrivals.get(numbers.getFirst()).traceparent());
            all =
                all.chain(
                    () -> store(tx, tenant, version, numbers, arrivals, answers, places, now));
          }
          return all.invoke(() -> Failpoint.hit("ingest.before_commit"))
              .map(done -> List.of(answers));
        });
  }

  private Uni<Void> store(
      SqlConnection tx,
      UUID tenant,
      Uni<Long> version,
      List<Integer> numbers,
      List<Arrival> arrivals,
      Answer[] answers,
      Reservation places,
      Instant now) {
    Arrival first = arrivals.get(numbers.getFirst());
    return first
        .idempotency()
        .map(
            wanted ->
                version
                    .chain(() -> AnswerRows.claim(tx, first, wanted, config.answersKept(), now))
                    .flatMap(
                        before -> {
                          if (before.isPresent()) {
                            answers[numbers.getFirst()] = Answer.replayed(before.get());
                            return Uni.createFrom().voidItem();
                          }
                          return storeWaves(
                                  tx, tenant, version, numbers, arrivals, answers, places, now)
                              .chain(() -> byHand(tx, first, answers[numbers.getFirst()], now))
                              .chain(
                                  () ->
                                      AnswerRows.keep(
                                          tx, first, wanted, answers[numbers.getFirst()]));
                        }))
        .orElseGet(
            () ->
                storeWaves(tx, tenant, version, numbers, arrivals, answers, places, now)
                    .chain(() -> byHand(tx, first, answers[numbers.getFirst()], now)));
  }

  private Uni<Void> byHand(SqlConnection tx, Arrival arrival, Answer answer, Instant now) {
    return arrival.byHand().isEmpty()
        ? Uni.createFrom().voidItem()
        : byHand.store(tx, arrival, arrival.byHand().get(), answer, now);
  }

  private Uni<Void> storeWaves(
      SqlConnection tx,
      UUID tenant,
      Uni<Long> version,
      List<Integer> numbers,
      List<Arrival> arrivals,
      Answer[] answers,
      Reservation places,
      Instant now) {
    Fold fold = new Fold();
    Outcome[][] outcomes = new Outcome[arrivals.size()][];
    numbers.forEach(
        number -> {
          fold.add(number, arrivals.get(number).verdicts());
          outcomes[number] = new Outcome[arrivals.get(number).verdicts().size()];
        });
    Uni<Void> all = Uni.createFrom().voidItem();
    Uni<Void> checked =
        version
            .invoke(
                current ->
                    numbers.forEach(
                        number -> {
                          if (arrivals.get(number).config().version() != current) {
                            throw new StaleConfig(tenant);
                          }
                        }))
            .replaceWithVoid();
    List<Wave> waves = fold.waves();
    for (int i = 0; i < waves.size(); i++) {
      Wave wave = waves.get(i);
      Uni<Void> check = i == 0 ? checked : Uni.createFrom().voidItem();
      all = all.chain(() -> rows.store(tx, tenant, check, wave, outcomes, places, now));
    }
    if (waves.isEmpty()) {
      all = checked;
    }
    return all.invoke(
        () ->
            numbers.forEach(
                number ->
                    answers[number] =
                        Answer.of(arrivals.get(number), List.of(outcomes[number]), places)));
  }
}
