package dev.tocsin.identity.schedule;

import dev.tocsin.identity.user.People;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/** Who is on call over a range: by a stored schedule, by one that is only thought of, or as one. */
@ApplicationScoped
class Calendar {

  /**
   * A schedule over a range.
   *
   * @param scheduleId id of the schedule; empty when it is only thought of
   * @param people everybody whom the plan names
   */
  record Drawn(
      String scheduleId, SchedulePlan plan, FinalShifts shifts, Map<UUID, People.Known> people) {}

  /** A turn of a person on a schedule. */
  record Turn(ScheduleRecord schedule, Shift shift) {}

  private final Database database;
  private final ScheduleStore store;
  private final People people;
  private final Computing computing;

  Calendar(
      @ServiceDatabase("identity") Database database,
      ScheduleStore store,
      People people,
      Computing computing) {
    this.database = database;
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
                store
                    .get(tx, id)
                    .flatMap(
                        schedule ->
                            store
                                .touching(tx, List.of(id), range.from(), range.until())
                                .flatMap(overrides -> read(tx, schedule, overrides))))
        .flatMap(
            read ->
                computing.of(
                    () ->
                        new Drawn(
                            id.toString(),
                            read.plan(),
                            FinalShifts.of(read.plan(), range),
                            read.people())));
  }

  private record Read(SchedulePlan plan, Map<UUID, People.Known> people) {}

  private Uni<Read> read(
      Mutiny.Session tx, ScheduleRecord schedule, List<OverrideRecord> overrides) {
    return people
        .known(tx, Plans.people(schedule, overrides))
        .map(known -> new Read(Plans.of(schedule, overrides, Plans.deactivated(known)), known));
  }

  /**
   * By a schedule that is only thought of.
   *
   * @param id its id when it is a stored one that is being changed; else empty
   */
  Uni<Drawn> thoughtOf(
      UUID tenant, String id, ScheduleDraft draft, List<Takeover> overrides, Range range) {
    draft.checkZone();
    Set<UUID> named = new HashSet<>(draft.people());
    overrides.forEach(override -> named.add(override.person()));
    return database
        .entities(tenant, tx -> people.known(tx, named))
        .flatMap(
            known -> {
              draft.mustKnow(known.keySet());
              mustKnow(known.keySet(), overrides);
              SchedulePlan plan = Plans.of(draft, overrides, Plans.deactivated(known));
              return computing.of(() -> new Drawn(id, plan, FinalShifts.of(plan, range), known));
            });
  }

  private static void mustKnow(Set<UUID> known, List<Takeover> overrides) {
    for (int i = 0; i < overrides.size(); i++) {
      if (!known.contains(overrides.get(i).person())) {
        throw Invalid.field(
            "overrides[" + i + "].user_id", "there is no user " + overrides.get(i).person());
      }
    }
  }

  /**
   * The turns of a person that touch the range, by start; NotFound when there is no such user,
   * Exhausted when too many ask at once.
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
                    .chain(() -> store.naming(tx, user, range))
                    .flatMap(
                        ids ->
                            store
                                .several(tx, ids)
                                .flatMap(
                                    schedules ->
                                        store
                                            .overrides(tx, ids)
                                            .flatMap(all -> plans(tx, schedules, all)))))
        .flatMap(
            plans ->
                computing.of(
                    () ->
                        plans.entrySet().stream()
                            .flatMap(each -> turns(each.getKey(), each.getValue(), user, range))
                            .sorted(Comparator.comparing(turn -> turn.shift().start()))
                            .toList()));
  }

  /** By schedule, in their order. */
  private Uni<Map<ScheduleRecord, SchedulePlan>> plans(
      Mutiny.Session tx, List<ScheduleRecord> schedules, List<OverrideRecord> overrides) {
    Map<UUID, List<OverrideRecord>> bySchedule =
        overrides.stream().collect(Collectors.groupingBy(override -> override.scheduleId));
    Set<UUID> named = new HashSet<>();
    schedules.forEach(
        schedule ->
            named.addAll(Plans.people(schedule, bySchedule.getOrDefault(schedule.id, List.of()))));
    return people
        .deactivated(tx, named)
        .map(
            out -> {
              Map<ScheduleRecord, SchedulePlan> plans = new LinkedHashMap<>();
              for (ScheduleRecord schedule : schedules) {
                List<OverrideRecord> own = bySchedule.getOrDefault(schedule.id, List.of());
                plans.put(schedule, Plans.of(schedule, own, out));
              }
              return plans;
            });
  }

  private static Stream<Turn> turns(
      ScheduleRecord schedule, SchedulePlan plan, UUID user, Range range) {
    return OnCall.over(plan, range.from(), range.until()).stream()
        .filter(shift -> shift.cause().user().filter(user::equals).isPresent())
        .map(shift -> new Turn(schedule, shift));
  }
}
