package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.grouping.GroupPlan;
import dev.tocsin.alerting.ingest.Fold.Folded;
import dev.tocsin.alerting.ingest.Fold.Wave;
import dev.tocsin.platform.fault.Failpoint;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Writes several requests in one transaction: tenant after tenant, each seeing its own rows only.
 * Everything that one request has to say is durable, or nothing of it.
 */
@ApplicationScoped
class IngestTransaction {

  private final SharedTransaction transactions;
  private final ResolveRows resolves;
  private final IngestConfig config;

  IngestTransaction(SharedTransaction transactions, ResolveRows resolves, IngestConfig config) {
    this.transactions = transactions;
    this.resolves = resolves;
    this.config = config;
  }

  /**
   * Commits the arrivals. An arrival with an Idempotency-Key comes alone.
   *
   * @return the answers, in the order of the arrivals; fails with {@link StaleConfig} when a
   *     tenant's configuration has changed since the verdicts were made
   */
  Uni<List<Answer>> commit(List<Arrival> arrivals, Instant now) {
    Map<UUID, List<Integer>> byTenant = new TreeMap<>();
    for (int i = 0; i < arrivals.size(); i++) {
      byTenant.computeIfAbsent(arrivals.get(i).tenant(), tenant -> new ArrayList<>()).add(i);
    }
    UUID firstTenant = byTenant.keySet().iterator().next();
    Answer[] answers = new Answer[arrivals.size()];
    return transactions.run(
        firstTenant,
        (tx, firstVersion) -> {
          Uni<Void> all = Uni.createFrom().voidItem();
          for (Map.Entry<UUID, List<Integer>> one : byTenant.entrySet()) {
            UUID tenant = one.getKey();
            List<Integer> numbers = one.getValue();
            Uni<Long> version =
                tenant.equals(firstTenant) ? firstVersion : transactions.enter(tx, tenant);
            all = all.chain(() -> store(tx, tenant, version, numbers, arrivals, answers, now));
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
                          return storeWaves(tx, tenant, version, numbers, arrivals, answers, now)
                              .chain(
                                  () ->
                                      AnswerRows.keep(
                                          tx, first, wanted, answers[numbers.getFirst()]));
                        }))
        .orElseGet(() -> storeWaves(tx, tenant, version, numbers, arrivals, answers, now));
  }

  private Uni<Void> storeWaves(
      SqlConnection tx,
      UUID tenant,
      Uni<Long> version,
      List<Integer> numbers,
      List<Arrival> arrivals,
      Answer[] answers,
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
                          if (arrivals.get(number).configVersion() != current) {
                            throw new StaleConfig(tenant);
                          }
                        }))
            .replaceWithVoid();
    List<Wave> waves = fold.waves();
    for (int i = 0; i < waves.size(); i++) {
      Wave wave = waves.get(i);
      Uni<Void> check = i == 0 ? checked : Uni.createFrom().voidItem();
      all = all.chain(() -> storeWave(tx, tenant, check, wave, outcomes, now));
    }
    if (waves.isEmpty()) {
      all = checked;
    }
    return all.invoke(
        () ->
            numbers.forEach(
                number ->
                    answers[number] = Answer.of(arrivals.get(number), List.of(outcomes[number]))));
  }

  /** What is over goes first: it locks groups, which come before alerts. */
  private Uni<Void> storeWave(
      SqlConnection tx,
      UUID tenant,
      Uni<Void> check,
      Wave wave,
      Outcome[][] outcomes,
      Instant now) {
    Uni<Void> over =
        wave.over().isEmpty()
            ? Uni.createFrom().voidItem()
            : resolves
                .store(tx, tenant, wave.over(), now)
                .invoke(results -> spread(wave.over(), results, outcomes))
                .replaceWithVoid();
    if (wave.firing().isEmpty()) {
      return check.chain(() -> over);
    }
    if (!wave.over().isEmpty()) {
      return check.chain(() -> over).chain(() -> firing(tx, tenant, wave, outcomes, now));
    }
    // The check and the first statement go to the database together; a failed check rolls both
    // back.
    Uni<Map<String, Outcome>> stored = AlertRows.store(tx, tenant, wave.firing(), now);
    return Uni.combine()
        .all()
        .unis(check, stored)
        .asTuple()
        .flatMap(both -> opened(tx, tenant, wave, both.getItem2(), outcomes, now));
  }

  private static Uni<Void> firing(
      SqlConnection tx, UUID tenant, Wave wave, Outcome[][] outcomes, Instant now) {
    return AlertRows.store(tx, tenant, wave.firing(), now)
        .flatMap(results -> opened(tx, tenant, wave, results, outcomes, now));
  }

  /** What new alerts need besides their own rows: groups, and the first steps of escalations. */
  private static Uni<Void> opened(
      SqlConnection tx,
      UUID tenant,
      Wave wave,
      Map<String, Outcome> results,
      Outcome[][] outcomes,
      Instant now) {
    List<GroupPlan> alone = new ArrayList<>();
    List<Verdict.Firing> grouped = new ArrayList<>(0);
    for (Folded folded : wave.firing()) {
      Outcome outcome = results.get(folded.fingerprint());
      if (outcome != null && outcome.kind() == Outcome.Kind.OPENED) {
        Verdict.Firing firing = (Verdict.Firing) folded.first();
        if (firing.group().key().isPresent()) {
          grouped.add(firing);
        } else {
          alone.add(firing.group());
        }
      }
    }
    Uni<Void> groups =
        alone.isEmpty() ? Uni.createFrom().voidItem() : GroupRows.store(tx, tenant, alone, now);
    Uni<Map<UUID, Outcome>> joined =
        grouped.isEmpty()
            ? Uni.createFrom().item(Map.of())
            : SharedGroups.join(tx, tenant, grouped, now);
    return groups
        .chain(() -> joined)
        .invoke(
            moved -> {
              if (!moved.isEmpty()) {
                results.replaceAll(
                    (fingerprint, outcome) -> moved.getOrDefault(outcome.alert(), outcome));
              }
              spread(wave.firing(), results, outcomes);
            })
        .replaceWithVoid();
  }

  /** Gives each signal the outcome of what it was folded into. */
  private static void spread(
      List<Folded> folded, Map<String, Outcome> results, Outcome[][] outcomes) {
    for (Folded one : folded) {
      Outcome outcome =
          Optional.ofNullable(results.get(one.fingerprint())).orElseGet(Outcome::stale);
      for (int[] place : one.places()) {
        outcomes[place[0]][place[1]] = outcome;
        outcome = outcome.again();
      }
    }
  }
}
