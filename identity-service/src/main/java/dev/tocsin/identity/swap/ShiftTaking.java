package dev.tocsin.identity.swap;

import dev.tocsin.identity.schedule.Roster;
import dev.tocsin.identity.schedule.Rosters;
import dev.tocsin.identity.user.Seniority;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.proto.identity.v1.ScheduleOverride;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Puts somebody in the place of whoever is on call, at once and without asking. */
@Singleton
class ShiftTaking {

  /**
   * A shift to take.
   *
   * @param replaces whose alone; empty for everybody's
   * @param only whether nothing is changed
   */
  record Wanted(
      UUID schedule, SwapDraft.Times times, UUID taker, Optional<UUID> replaces, boolean only) {}

  /** What was taken, or would be. */
  record Taken(List<ScheduleOverride> overrides, List<Conflict> conflicts) {}

  private final Database database;
  private final Rosters rosters;
  private final Conflicts conflicts;
  private final Parties parties;

  ShiftTaking(
      @ServiceDatabase("identity") Database database,
      Rosters rosters,
      Conflicts conflicts,
      Parties parties) {
    this.database = database;
    this.rosters = rosters;
    this.conflicts = conflicts;
    this.parties = parties;
  }

  Uni<Taken> take(Caller caller, Wanted wanted) {
    Seniority.mayActFor(caller, wanted.taker(), "shifts");
    Instant now = database.clock().now();
    if (!wanted.times().end().isAfter(now)) {
      throw Invalid.field("end_time", wanted.times().end() + " is past: the past is not rewritten");
    }
    Instant from = wanted.times().start().isBefore(now) ? now : wanted.times().start();
    return database
        .entities(
            caller.tenantId(),
            tx ->
                rosters
                    .held(tx, wanted.schedule(), from, wanted.times().end())
                    .call(() -> parties.mustBeActive(tx, "user_id", wanted.taker()))
                    .flatMap(roster -> take(tx, caller, wanted, roster)))
        .invoke(parties::wake);
  }

  private Uni<Taken> take(Mutiny.Session tx, Caller caller, Wanted wanted, Roster roster) {
    List<Roster.Part> parts =
        roster.parts().stream()
            .filter(part -> !part.person().equals(wanted.taker()))
            .filter(part -> wanted.replaces().map(part.person()::equals).orElse(true))
            .toList();
    if (parts.isEmpty()) {
      throw Invalid.field(
          "start_time",
          "there is nothing to take on schedule '%s' until %s: %s"
              .formatted(
                  roster.name(),
                  wanted.times().end(),
                  wanted
                      .replaces()
                      .map(user -> "user " + user + " is not on call then")
                      .orElse("nobody else is on call then; an override fills a gap")));
    }
    return conflicts
        .of(tx, roster, wanted.taker(), parts, List.of())
        .flatMap(
            against ->
                (wanted.only()
                        ? Uni.createFrom()
                            .item(
                                parts.stream()
                                    .map(part -> Rosters.wouldBe(roster.id(), part, wanted.taker()))
                                    .toList())
                        : make(tx, caller, wanted, roster, parts))
                    .map(made -> new Taken(made, against)));
  }

  private Uni<List<ScheduleOverride>> make(
      Mutiny.Session tx, Caller caller, Wanted wanted, Roster roster, List<Roster.Part> parts) {
    UUID taker = wanted.taker();
    Set<UUID> named = new HashSet<>(Set.of(taker));
    parts.forEach(part -> named.add(part.person()));
    UUID told = Ids.next(database.clock().now());
    return Multi.createFrom()
        .iterable(parts)
        .onItem()
        .transformToUniAndConcatenate(
            part -> rosters.replace(tx, caller, roster.id(), part, taker, Optional.empty()))
        .collect()
        .asList()
        .call(
            () ->
                parties.tell(
                    tx, caller.tenantId(), roster, named, words -> words.taken(told, taker, parts)))
        .call(
            () ->
                parties.record(
                    tx,
                    caller,
                    "shift.take",
                    "schedules/" + roster.id(),
                    Map.of(
                        "user_id", taker.toString(),
                        "start_time", parts.getFirst().start().toString(),
                        "end_time", parts.getLast().end().toString())));
  }
}
