package dev.tocsin.identity.swap;

import dev.tocsin.identity.schedule.Roster;
import dev.tocsin.identity.schedule.Rosters;
import dev.tocsin.identity.user.Seniority;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/** Asks for swaps, and ends them without any shift changing hands. */
@Singleton
class Swaps {

  /**
   * A swap, and what speaks against it.
   *
   * @param own whether the caller is one of the people of its schedule
   */
  record Asked(SwapRecord swap, List<Conflict> conflicts, boolean own) {}

  /**
   * A page of swaps, with the names of whom and what they name.
   *
   * @param own the schedules of whose people the caller is one
   */
  record Page(
      List<SwapRecord> swaps,
      Map<UUID, String> people,
      Map<UUID, String> schedules,
      Set<UUID> own) {}

  private final Database database;
  private final SwapStore store;
  private final Rosters rosters;
  private final Conflicts conflicts;
  private final Parties parties;

  Swaps(
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
   * Asks for a swap. Conflict when the owner asks for one of an overlapping shift already.
   *
   * @param only whether nothing is stored
   */
  Uni<Asked> create(Caller caller, SwapDraft draft, boolean only) {
    Seniority.mayActFor(caller, draft.owner(), "shifts");
    Instant now = database.clock().now();
    SwapRecord swap = new SwapRecord(caller.tenantId(), Ids.next(now), draft, caller.actor(), now);
    return database
        .entities(
            caller.tenantId(),
            tx ->
                (only
                        ? rosters.over(tx, draft.schedule(), draft.start(), draft.end())
                        : rosters.held(tx, draft.schedule(), draft.start(), draft.end()))
                    .flatMap(
                        roster ->
                            mayBe(tx, roster, draft)
                                .chain(() -> mustBeTheOnlyOne(tx, roster, draft, now))
                                .chain(() -> against(tx, roster, swap))
                                .call(
                                    _ ->
                                        only
                                            ? Uni.createFrom().voidItem()
                                            : add(tx, caller, swap, draft, roster)))
                    .map(against -> new Asked(swap, against, true)))
        .invoke(parties::wake);
  }

  private Uni<Void> mayBe(Mutiny.Session tx, Roster roster, SwapDraft draft) {
    mustHave(roster, draft.owner(), "swap.start_time", draft.start(), draft.end());
    if (draft.asked().isEmpty()) {
      return parties.mustBeActive(tx, "swap.user_id", draft.owner());
    }
    UUID asked = draft.asked().get();
    return parties
        .mustBeActive(tx, "swap.asked_user_id", asked)
        .chain(
            () ->
                draft.inReturn().isEmpty()
                    ? Uni.createFrom().voidItem()
                    : rosters
                        .over(
                            tx,
                            draft.schedule(),
                            draft.inReturn().get().start(),
                            draft.inReturn().get().end())
                        .invoke(
                            back ->
                                mustHave(
                                    back,
                                    asked,
                                    "swap.in_return.start_time",
                                    draft.inReturn().get().start(),
                                    draft.inReturn().get().end()))
                        .replaceWithVoid());
  }

  private Uni<Void> mustBeTheOnlyOne(
      Mutiny.Session tx, Roster roster, SwapDraft draft, Instant now) {
    return store
        .overlapping(tx, draft, now)
        .invoke(
            open -> {
              if (open.isPresent()) {
                throw new dev.tocsin.platform.error.Conflict(
                    "swap %s asks for user %s's shift on schedule '%s' already: cancel it first"
                        .formatted(open.get().id, draft.owner(), roster.name()));
              }
            })
        .replaceWithVoid();
  }

  private static void mustHave(
      Roster roster, UUID person, String field, Instant start, Instant end) {
    if (roster.of(person).isEmpty()) {
      throw Invalid.field(
          field,
          "user %s is not on call on schedule '%s' from %s until %s: choose a shift of that person"
              .formatted(person, roster.name(), start, end));
    }
  }

  private Uni<Void> add(
      Mutiny.Session tx, Caller caller, SwapRecord swap, SwapDraft draft, Roster roster) {
    Set<UUID> asked = asked(swap, roster);
    Set<UUID> named = new HashSet<>(asked);
    named.add(swap.userId);
    return store
        .add(tx, swap)
        .call(
            () ->
                parties.tell(
                    tx,
                    caller.tenantId(),
                    roster,
                    named,
                    words -> words.requested(swap, asked, Seniority.isSelf(caller, swap.userId))))
        .call(() -> parties.record(tx, caller, "swap.create", "swaps/" + swap.id, draft.detail()))
        .replaceWithVoid();
  }

  /** Those who are asked. */
  private static Set<UUID> asked(SwapRecord swap, Roster roster) {
    return swap.asked()
        .map(Set::of)
        .orElseGet(
            () ->
                roster.people().stream()
                    .filter(user -> !user.equals(swap.userId))
                    .collect(Collectors.toSet()));
  }

  Uni<Asked> get(Caller caller, UUID id) {
    Instant now = database.clock().now();
    return database.entities(
        caller.tenantId(),
        tx ->
            store
                .get(tx, id)
                .flatMap(
                    swap ->
                        (swap.isOpen(now)
                                ? rosters
                                    .over(tx, swap.scheduleId, swap.startTime, swap.endTime)
                                    .flatMap(roster -> against(tx, roster, swap))
                                : Uni.createFrom().item(List.<Conflict>of()))
                            .flatMap(
                                against ->
                                    own(tx, caller)
                                        .map(
                                            own ->
                                                new Asked(
                                                    swap,
                                                    against,
                                                    own.contains(swap.scheduleId))))));
  }

  /** The schedules of whose people the caller is one. */
  private Uni<Set<UUID>> own(Mutiny.Session tx, Caller caller) {
    return caller.kind() == Caller.Kind.USER
        ? rosters.of(tx, UUID.fromString(caller.id()))
        : Uni.createFrom().item(Set.of());
  }

  /** What speaks against the swap: against the one asked taking the shift, and the other way. */
  private Uni<List<Conflict>> against(Mutiny.Session tx, Roster roster, SwapRecord swap) {
    Roster.Part shift = new Roster.Part(swap.userId, swap.startTime, swap.endTime);
    List<Roster.Part> back = swap.inReturn().map(List::of).orElse(List.of());
    return swap.asked()
        .map(asked -> conflicts.of(tx, roster, asked, List.of(shift), back))
        .orElseGet(() -> Uni.createFrom().item(List.of()))
        .flatMap(
            first ->
                conflicts
                    .of(tx, roster, swap.userId, back, List.of(shift))
                    .map(second -> Stream.concat(first.stream(), second.stream()).toList()));
  }

  Uni<Page> list(Caller caller, SwapStore.Filter filter, Optional<UUID> after, int most) {
    Instant now = database.clock().now();
    return database.entities(
        caller.tenantId(),
        tx ->
            own(tx, caller)
                .flatMap(
                    own ->
                        store
                            .list(tx, filter, now, after, most)
                            .flatMap(found -> page(tx, found, own))));
  }

  private Uni<Page> page(Mutiny.Session tx, List<SwapRecord> swaps, Set<UUID> own) {
    Set<UUID> people = new HashSet<>();
    for (SwapRecord swap : swaps) {
      people.add(swap.userId);
      swap.asked().ifPresent(people::add);
      Optional.ofNullable(swap.takenBy).ifPresent(people::add);
    }
    Set<UUID> schedules = swaps.stream().map(swap -> swap.scheduleId).collect(Collectors.toSet());
    return parties
        .names(tx, people)
        .flatMap(
            names -> rosters.names(tx, schedules).map(named -> new Page(swaps, names, named, own)));
  }

  /** The person asked says no. */
  Uni<SwapRecord> decline(Caller caller, UUID id) {
    Instant now = database.clock().now();
    return end(
        caller,
        id,
        SwapRecord.DECLINED,
        "swap.decline",
        now,
        swap -> {
          UUID asked =
              swap.asked()
                  .orElseThrow(
                      () ->
                          new Precondition(
                              "swap %s asks nobody in particular: leave it to others"
                                  .formatted(id)));
          Seniority.mayActFor(caller, asked, "requests");
        });
  }

  /** The owner takes the wish back. */
  Uni<SwapRecord> cancel(Caller caller, UUID id) {
    Instant now = database.clock().now();
    return end(
        caller,
        id,
        SwapRecord.CANCELLED,
        "swap.cancel",
        now,
        swap -> Seniority.mayActFor(caller, swap.userId, "requests"));
  }

  private Uni<SwapRecord> end(
      Caller caller, UUID id, String state, String action, Instant now, Consumer<SwapRecord> may) {
    return database
        .entities(
            caller.tenantId(),
            tx ->
                store
                    .lock(tx, id)
                    .invoke(may)
                    .invoke(swap -> mustBeOpen(swap, now))
                    .invoke(swap -> swap.end(state, now))
                    .call(tx::flush)
                    .call(swap -> tell(tx, swap, state))
                    .call(() -> parties.record(tx, caller, action, "swaps/" + id, Map.of())))
        .invoke(parties::wake);
  }

  private Uni<Void> tell(Mutiny.Session tx, SwapRecord swap, String state) {
    return rosters
        .over(tx, swap.scheduleId, swap.startTime, swap.endTime)
        .flatMap(
            roster -> {
              Set<UUID> asked = asked(swap, roster);
              Set<UUID> named = new HashSet<>(asked);
              named.add(swap.userId);
              return parties.tell(
                  tx,
                  swap.tenantId,
                  roster,
                  named,
                  words ->
                      state.equals(SwapRecord.DECLINED)
                          ? words.declined(swap, swap.asked().orElse(swap.userId))
                          : words.cancelled(swap, asked));
            });
  }

  /** Precondition, with what became of it, when it is not open any more. */
  static void mustBeOpen(SwapRecord swap, Instant now) {
    if (!swap.isOpen(now)) {
      String what =
          swap.state(now).name().substring("SWAP_STATE_".length()).toLowerCase(Locale.ROOT);
      throw new Precondition(
          "swap %s is %s: only an open one can be answered or taken back".formatted(swap.id, what));
    }
  }
}
