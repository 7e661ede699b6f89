package dev.tocsin.identity.swap;

import dev.tocsin.identity.schedule.Roster;
import dev.tocsin.identity.schedule.Rosters;
import dev.tocsin.identity.user.Seniority;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Denied;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.proto.identity.v1.ScheduleOverride;
import dev.tocsin.proto.platform.v1.Role;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Accepts swaps: what changes hands in both directions does so in one transaction. */
@Singleton
class Acceptance {

  /** A swap that was accepted, or would be. */
  record Accepted(SwapRecord swap, List<ScheduleOverride> overrides, List<Conflict> conflicts) {}

  /** What changes hands, as things are now. */
  private record Deal(Roster roster, List<Roster.Part> shift, List<Roster.Part> back) {}

  private final Database database;
  private final SwapStore store;
  private final Rosters rosters;
  private final Conflicts conflicts;
  private final Parties parties;

  Acceptance(
      @ServiceDatabase("identity") Database database,
      SwapStore store,
      Rosters rosters,
      Conflicts conflicts,
      Parties parties) {
    this.database = database;
    this.store = store;
    this.rosters = rosters;
    this.conflicts = conflicts;
    this.parties = parties;
  }

  /**
   * Accepts.
   *
   * @param taker who takes the shift
   * @param only whether nothing is changed
   */
  Uni<Accepted> accept(Caller caller, UUID id, UUID taker, boolean only) {
    Instant now = database.clock().now();
    return database
        .entities(
            caller.tenantId(),
            tx ->
                store
                    .lock(tx, id)
                    .invoke(swap -> Seniority.mayActFor(caller, taker, "requests"))
                    .invoke(swap -> Swaps.mustBeOpen(swap, now))
                    .call(() -> parties.mustBeActive(tx, "user_id", taker))
                    .flatMap(swap -> accept(tx, caller, swap, taker, only, now)))
        .invoke(parties::wake);
  }

  private Uni<Accepted> accept(
      Mutiny.Session tx, Caller caller, SwapRecord swap, UUID taker, boolean only, Instant now) {
    return deal(tx, swap)
        .invoke(deal -> mayTake(caller, swap, taker, deal))
        .flatMap(
            deal ->
                conflicts
                    .of(tx, deal.roster(), taker, deal.shift(), deal.back())
                    .flatMap(
                        first ->
                            conflicts
                                .of(tx, deal.roster(), swap.userId, deal.back(), deal.shift())
                                .map(
                                    second -> {
                                      List<Conflict> all = new ArrayList<>(first);
                                      all.addAll(second);
                                      return all;
                                    }))
                    .flatMap(
                        against ->
                            (only
                                    ? wouldBe(swap, taker, deal)
                                    : make(tx, caller, swap, taker, deal, now))
                                .map(made -> new Accepted(swap, made, against))));
  }

  /** Holds the schedule, so that no other swap hands over the same meanwhile. */
  private Uni<Deal> deal(Mutiny.Session tx, SwapRecord swap) {
    return rosters
        .held(tx, swap.scheduleId, swap.startTime, swap.endTime)
        .invoke(roster -> mustStillHave(roster, swap.userId, swap))
        .flatMap(
            roster ->
                swap.inReturn()
                    .map(
                        back ->
                            rosters
                                .over(tx, swap.scheduleId, back.start(), back.end())
                                .invoke(found -> mustStillHave(found, back.person(), swap))
                                .map(found -> found.of(back.person())))
                    .orElseGet(() -> Uni.createFrom().item(List.of()))
                    .map(back -> new Deal(roster, roster.of(swap.userId), back)));
  }

  private static void mustStillHave(Roster roster, UUID person, SwapRecord swap) {
    if (roster.of(person).isEmpty()) {
      throw new Precondition(
          "user %s is not on call on schedule '%s' any more in what swap %s hands over: make a new one"
              .formatted(person, roster.name(), swap.id));
    }
  }

  private static void mayTake(Caller caller, SwapRecord swap, UUID taker, Deal deal) {
    if (taker.equals(swap.userId)) {
      throw new Precondition("swap " + swap.id + " is about a shift of user " + taker + " itself");
    }
    boolean asked =
        swap.asked().map(taker::equals).orElseGet(() -> deal.roster().people().contains(taker));
    boolean managed = swap.asked().isEmpty() && Seniority.isAtLeast(caller, Role.ROLE_MANAGER);
    if (!asked && !managed) {
      throw new Denied(
          swap.asked().isPresent()
              ? "swap %s asks user %s: nobody else can accept it"
                  .formatted(swap.id, swap.asked().get())
              : "swap %s asks the people of schedule '%s', and user %s is none of them"
                  .formatted(swap.id, deal.roster().name(), taker));
    }
  }

  private static Uni<List<ScheduleOverride>> wouldBe(SwapRecord swap, UUID taker, Deal deal) {
    List<ScheduleOverride> overrides = new ArrayList<>();
    deal.shift().forEach(part -> overrides.add(Rosters.wouldBe(swap.scheduleId, part, taker)));
    deal.back().forEach(part -> overrides.add(Rosters.wouldBe(swap.scheduleId, part, swap.userId)));
    return Uni.createFrom().item(overrides);
  }

  private Uni<List<ScheduleOverride>> make(
      Mutiny.Session tx, Caller caller, SwapRecord swap, UUID taker, Deal deal, Instant now) {
    swap.end(SwapRecord.ACCEPTED, now);
    swap.takenBy = taker;
    return replace(tx, caller, swap, deal.shift(), taker)
        .flatMap(
            first ->
                replace(tx, caller, swap, deal.back(), swap.userId)
                    .map(
                        second -> {
                          List<ScheduleOverride> all = new ArrayList<>(first);
                          all.addAll(second);
                          return all;
                        }))
        .call(tx::flush)
        .call(
            () ->
                parties.tell(
                    tx,
                    swap.tenantId,
                    deal.roster(),
                    Set.of(swap.userId, taker),
                    words -> words.accepted(swap, taker)))
        .call(
            () ->
                parties.record(
                    tx,
                    caller,
                    "swap.accept",
                    "swaps/" + swap.id,
                    Map.of("taken_by_user_id", taker.toString())));
  }

  private Uni<List<ScheduleOverride>> replace(
      Mutiny.Session tx, Caller caller, SwapRecord swap, List<Roster.Part> parts, UUID by) {
    return Multi.createFrom()
        .iterable(parts)
        .onItem()
        .transformToUniAndConcatenate(
            part -> rosters.replace(tx, caller, swap.scheduleId, part, by, Optional.of(swap.id)))
        .collect()
        .asList();
  }
}
