package dev.tocsin.identity.schedule;

import dev.tocsin.identity.user.People;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.page.NamedEntities;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Who is on call by one schedule or every one at an instant. Of the overrides it reads those only
 * that can bear on the answer: what came before the shift in force and comes after it does not.
 */
@ApplicationScoped
class OnCallEverywhere {

  /** What a schedule says: the shift in force, {@link Cause.Nobody} included, and what follows. */
  record Answer(ScheduleRecord schedule, Shift shift, Optional<Shift> next) {}

  /**
   * A page of schedules.
   *
   * @param answers by name of the schedule
   * @param people whom the answers name
   */
  record Page(List<Answer> answers, Map<UUID, People.Known> people) {}

  private final Database database;
  private final ScheduleStore store;
  private final People people;

  OnCallEverywhere(
      @ServiceDatabase("identity") Database database, ScheduleStore store, People people) {
    this.database = database;
    this.store = store;
    this.people = people;
  }

  Uni<Page> at(UUID tenant, Instant at, Optional<NamedEntities.Place> after, int most) {
    return database.entities(
        tenant, tx -> store.list(tx, after, most).flatMap(schedules -> answers(tx, schedules, at)));
  }

  /** By one schedule; NotFound when there is none. */
  Uni<Answer> at(UUID tenant, UUID scheduleId, Instant at) {
    return database.entities(
        tenant,
        tx ->
            store
                .get(tx, scheduleId)
                .flatMap(schedule -> answers(tx, List.of(schedule), at))
                .map(page -> page.answers().getFirst()));
  }

  private Uni<Page> answers(Mutiny.Session tx, List<ScheduleRecord> schedules, Instant at) {
    Set<UUID> participants = new HashSet<>();
    schedules.forEach(schedule -> participants.addAll(Plans.people(schedule, List.of())));
    return people
        .known(tx, participants)
        .flatMap(
            known -> {
              Map<UUID, Shift> alone = new HashMap<>();
              for (ScheduleRecord schedule : schedules) {
                var plan = Plans.of(schedule, List.of(), Plans.deactivated(known));
                alone.put(schedule.id, OnCall.at(plan, at));
              }
              return bearing(tx, alone, at)
                  .flatMap(overrides -> answers(tx, schedules, overrides, known, at));
            });
  }

  /**
   * The overrides that bear on the shifts in force. A shift lies within what its source says alone:
   * its rotation's part, or an override that holds now and may reach beyond it.
   */
  private Uni<List<OverrideRecord>> bearing(Mutiny.Session tx, Map<UUID, Shift> alone, Instant at) {
    return touching(tx, alone)
        .flatMap(
            found -> {
              Map<UUID, Shift> wider = new HashMap<>(alone);
              found.forEach(
                  override ->
                      wider.computeIfPresent(
                          override.scheduleId, (id, shift) -> reach(shift, override.plan(), at)));
              return wider.equals(alone) ? Uni.createFrom().item(found) : touching(tx, wider);
            });
  }

  /** How far the shift in force may reach when there is this override. */
  static Shift reach(Shift shift, Takeover override, Instant at) {
    Shift held = override.at(at);
    return held.cause().user().isPresent() ? shift.spanning(held) : shift;
  }

  /** In one query for all that end some day, at the price of reading a few too many. */
  private Uni<List<OverrideRecord>> touching(Mutiny.Session tx, Map<UUID, Shift> shifts) {
    Instant from = Instant.MAX;
    Instant until = Instant.MIN;
    List<UUID> bounded = new ArrayList<>();
    List<UUID> endless = new ArrayList<>();
    for (Map.Entry<UUID, Shift> each : shifts.entrySet()) {
      Shift shift = each.getValue();
      if (shift.start().equals(Instant.MIN) || shift.end().equals(Instant.MAX)) {
        endless.add(each.getKey());
      } else {
        bounded.add(each.getKey());
        from = shift.start().isBefore(from) ? shift.start() : from;
        until = shift.end().isAfter(until) ? shift.end() : until;
      }
    }
    return store
        .touching(tx, bounded, from, until)
        .flatMap(
            found ->
                store
                    .overrides(tx, endless)
                    .map(
                        all -> {
                          List<OverrideRecord> both = new ArrayList<>(found);
                          both.addAll(all);
                          return both;
                        }));
  }

  private Uni<Page> answers(
      Mutiny.Session tx,
      List<ScheduleRecord> schedules,
      List<OverrideRecord> overrides,
      Map<UUID, People.Known> participants,
      Instant at) {
    Set<UUID> more =
        overrides.stream()
            .map(override -> override.userId)
            .filter(user -> !participants.containsKey(user))
            .collect(Collectors.toSet());
    Map<UUID, List<OverrideRecord>> bySchedule =
        overrides.stream().collect(Collectors.groupingBy(override -> override.scheduleId));
    return people
        .known(tx, more)
        .map(
            others -> {
              Map<UUID, People.Known> known = new HashMap<>(participants);
              known.putAll(others);
              Set<UUID> out = Plans.deactivated(known);
              return new Page(
                  schedules.stream()
                      .map(
                          schedule ->
                              answer(
                                  schedule,
                                  Plans.of(
                                      schedule,
                                      bySchedule.getOrDefault(schedule.id, List.of()),
                                      out),
                                  at))
                      .toList(),
                  known);
            });
  }

  private static Answer answer(ScheduleRecord schedule, SchedulePlan plan, Instant at) {
    return new Answer(schedule, OnCall.at(plan, at), OnCall.next(plan, at));
  }
}
