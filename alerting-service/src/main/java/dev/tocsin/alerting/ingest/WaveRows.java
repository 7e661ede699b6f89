package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.grouping.GroupPlan;
import dev.tocsin.alerting.ingest.Fold.Folded;
import dev.tocsin.alerting.ingest.Fold.Wave;
import dev.tocsin.platform.queue.Reservation;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The rows of one {@link Wave} of a tenant's signals, in the transaction they share. */
@Singleton
class WaveRows {

  private final ResolveRows resolves;

  WaveRows(ResolveRows resolves) {
    this.resolves = resolves;
  }

  /**
   * Writes one wave. What is over goes first: it locks groups, which come before alerts.
   *
   * @param check fails when the wave must not be written; a failure rolls back what was written
   * @param outcomes where each signal's outcome goes: by arrival, then by signal
   */
  Uni<Void> store(
      SqlConnection tx,
      UUID tenant,
      Uni<Void> check,
      Wave wave,
      Outcome[][] outcomes,
      Reservation places,
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
      return check.chain(() -> over).chain(() -> firing(tx, tenant, wave, outcomes, places, now));
    }
    // The check and the first statements go to the database together; a failed check rolls all of
    // them back.
    Uni<Map<String, Outcome>> stored = AlertRows.store(tx, tenant, wave.firing(), now);
    Verdict.Firing first = (Verdict.Firing) wave.firing().getFirst().first();
    if (wave.firing().size() == 1 && first.group().key().isEmpty()) {
      return inOneGo(tx, tenant, check, stored, wave, first, outcomes, places, now);
    }
    return Uni.combine()
        .all()
        .unis(check, stored)
        .asTuple()
        .flatMap(both -> opened(tx, tenant, wave, both.getItem2(), outcomes, places, now));
  }

  /**
   * A single alert waits for no second round trip: what it needs is sent along, whether or not it
   * is a new one.
   */
  private static Uni<Void> inOneGo(
      SqlConnection tx,
      UUID tenant,
      Uni<Void> check,
      Uni<Map<String, Outcome>> stored,
      Wave wave,
      Verdict.Firing firing,
      Outcome[][] outcomes,
      Reservation places,
      Instant now) {
    GroupPlan group = firing.group();
    Uni<Void> opened =
        Uni.createFrom()
            .deferred(() -> GroupRows.storeIfNew(tx, tenant, firing.alert(), group, places, now));
    return Uni.combine()
        .all()
        .unis(check, stored, opened)
        .with(
            (checked, results, written) -> {
              spread(wave.firing(), results, outcomes);
              Outcome outcome = results.get(wave.firing().getFirst().fingerprint());
              if (outcome == null || outcome.kind() != Outcome.Kind.OPENED) {
                group.chains().forEach(chain -> places.giveBackPlaceOf(chain.step()));
              }
              return null;
            });
  }

  private static Uni<Void> firing(
      SqlConnection tx,
      UUID tenant,
      Wave wave,
      Outcome[][] outcomes,
      Reservation places,
      Instant now) {
    return AlertRows.store(tx, tenant, wave.firing(), now)
        .flatMap(results -> opened(tx, tenant, wave, results, outcomes, places, now));
  }

  /** What new alerts need besides their own rows: groups, and the first steps of escalations. */
  private static Uni<Void> opened(
      SqlConnection tx,
      UUID tenant,
      Wave wave,
      Map<String, Outcome> results,
      Outcome[][] outcomes,
      Reservation places,
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
        alone.isEmpty()
            ? Uni.createFrom().voidItem()
            : GroupRows.store(tx, tenant, alone, places, now);
    Uni<Map<UUID, Outcome>> joined =
        grouped.isEmpty()
            ? Uni.createFrom().item(Map.of())
            : SharedGroups.join(tx, tenant, grouped, places, now);
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
