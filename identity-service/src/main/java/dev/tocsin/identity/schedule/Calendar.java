package dev.tocsin.identity.schedule;

import dev.tocsin.identity.oncall.Duty;
import dev.tocsin.identity.oncall.FinalShifts;
import dev.tocsin.identity.oncall.OnCall;
import dev.tocsin.identity.oncall.Range;
import dev.tocsin.identity.oncall.Shift;
import dev.tocsin.identity.user.People;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.NotFound;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Who is on call over a range: by a stored schedule, by one that is only thought of, or as one. */
@Singleton
class Calendar {

  /**
   * A schedule over a range.
   *
   * @param scheduleId id of the schedule; empty when it is only thought of
   * @param people everybody whom the plan names
   */
  record Drawn(
      String scheduleId, Planned schedule, FinalShifts shifts, Map<UUID, People.Known> people) {}

  /** A turn of a person on a schedule. */
  record Turn(Planned schedule, Shift shift) {}

  private final Database database;
  private final PlanReader reader;
  private final Drafts drafts;
  private final ScheduleStore store;
  private final People people;
  private final Computing computing;

  Calendar(
      @ServiceDatabase("identity") Database database,
      PlanReader reader,
      Drafts drafts,
      ScheduleStore store,
      People people,
      Computing computing) {
    this.database = database;
    this.reader = reader;
    this.drafts = drafts;
    this.store = store;
    this.people = people;
    this.computing = computing;
  }

  /** By a stored schedule; NotFound when there is none, Exhausted when too many draw at once. */
  Uni<Drawn> stored(UUID tenant, UUID id, Range range) {
    return database
        .entities(
            tenant,
            tx ->
                reader
                    .one(Statements.of(tx), id, range.from(), range.until())
                    .flatMap(schedule -> reader.known(tx, schedule.before(range.until()))))
        .flatMap(known -> drawn(id.toString(), known, range));
  }

  /**
   * By a schedule that is only thought of.
   *
   * @param id of the stored one that is being changed; empty for a new one
   * @param effective from when on it is changed; now when empty
   */
  Uni<Drawn> thoughtOf(
      UUID tenant,
      Optional<UUID> id,
      ScheduleDraft draft,
      List<Planned.Override> overrides,
      Optional<Instant> effective,
      Range range) {
    return database
        .entities(tenant, tx -> known(tx, id, draft, overrides, effective, range))
        .flatMap(known -> drawn(id.map(UUID::toString).orElse(""), known, range));
  }

  private Uni<PlanReader.Known> known(
      Mutiny.Session tx,
      Optional<UUID> id,
      ScheduleDraft draft,
      List<Planned.Override> overrides,
      Optional<Instant> effective,
      Range range) {
    Uni<Planned> thought =
        id.isEmpty()
            ? drafts.fresh(tx, draft, range)
            : drafts.edited(tx, id.get(), draft, effective, range).map(Drafts.Edited::after);
    return thought
        .call(() -> drafts.check(tx, overrides))
        .flatMap(schedule -> reader.known(tx, schedule.over(overrides).before(range.until())));
  }

  private Uni<Drawn> drawn(String id, PlanReader.Known known, Range range) {
    return computing.of(
        () -> {
          OnCall onCall = known.schedule().onCall();
          return new Drawn(id, known.schedule(), FinalShifts.of(onCall, range), known.people());
        });
  }

  /**
   * The turns of a person that touch the range, whole and by start; NotFound when there is no such
   * user, Exhausted when too many ask at once.
   */
  Uni<List<Turn>> turnsOf(UUID tenant, UUID user, Range range) {
    return database
        .entities(
            tenant,
            tx ->
                people
                    .known(tx, Set.of(user))
                    .invoke(
                        known -> {
                          if (known.isEmpty()) {
                            throw new NotFound("user", user);
                          }
                        })
                    .chain(() -> store.naming(tx, user, range.from(), range.until())))
        .flatMap(ids -> turns(tenant, Set.copyOf(ids), user, range, Reach.FIRST))
        .map(
            turns ->
                turns.stream().sorted(Comparator.comparing(turn -> turn.shift().start())).toList());
  }

  /** Schedules in which a turn may reach further than was read are read again, further. */
  private Uni<List<Turn>> turns(UUID tenant, Set<UUID> ids, UUID user, Range range, Reach reach) {
    return database
        .entities(
            tenant,
            tx ->
                reader.read(
                    Statements.of(tx), ids, reach.before(range.from()), reach.after(range.until())))
        .flatMap(schedules -> computing.of(() -> found(schedules, user, range, reach)))
        .flatMap(
            found ->
                found.again().isEmpty()
                    ? Uni.createFrom().item(found.turns())
                    : turns(tenant, found.again(), user, range, reach.wider().orElseThrow())
                        .map(
                            more -> {
                              List<Turn> all = new ArrayList<>(found.turns());
                              all.addAll(more);
                              return all;
                            }));
  }

  /** Turns that are certain, and the schedules that must be read further. */
  private record Found(List<Turn> turns, Set<UUID> again) {}

  private static Found found(List<Planned> schedules, UUID user, Range range, Reach reach) {
    List<Turn> turns = new ArrayList<>();
    Set<UUID> again = new HashSet<>();
    for (Planned schedule : schedules) {
      OnCall onCall = schedule.onCall();
      List<Turn> own = new ArrayList<>();
      for (Duty duty : Duty.values()) {
        onCall.over(duty, range).stream()
            .filter(shift -> shift.person().equals(user))
            .forEach(shift -> own.add(new Turn(schedule, shift)));
      }
      boolean certain =
          own.stream().allMatch(turn -> schedule.settles(turn.shift().start(), turn.shift().end()));
      if (certain || reach.wider().isEmpty()) {
        turns.addAll(own);
      } else {
        again.add(schedule.id());
      }
    }
    return new Found(turns, again);
  }
}
