package dev.tocsin.identity.schedule;

import dev.tocsin.identity.user.People;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.ScheduleOverride;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What other packages may know of schedules and do with them. Each method works in the caller's
 * transaction, which is bound to the tenant; the answers are those of the calculator that pages.
 */
@ApplicationScoped
public class Rosters {

  private final Database database;
  private final ScheduleStore store;
  private final Overrides overrides;
  private final People people;

  Rosters(
      @ServiceDatabase("identity") Database database,
      ScheduleStore store,
      Overrides overrides,
      People people) {
    this.database = database;
    this.store = store;
    this.overrides = overrides;
    this.people = people;
  }

  /**
   * A schedule over a range. Fails with {@link NotFound} when there is none, and with {@link
   * Invalid}, naming {@code end_time}, when the range is empty or too long.
   */
  public Uni<Roster> over(Mutiny.Session tx, UUID id, Instant from, Instant until) {
    return store
        .get(tx, id)
        .flatMap(schedule -> rosters(tx, List.of(schedule), new Range(from, until)))
        .map(List::getFirst);
  }

  /** The same, and nobody else who asks so gets an answer before the transaction ends. */
  public Uni<Roster> held(Mutiny.Session tx, UUID id, Instant from, Instant until) {
    return tx.createNativeQuery(
            "select cast(pg_advisory_xact_lock(hashtextextended(?1, 0)) as text)", String.class)
        .setParameter(1, "shifts of " + id)
        .getResultList()
        .flatMap(_ -> over(tx, id, from, until));
  }

  /** The schedules that may give this person shifts in the range. */
  public Uni<List<Roster>> naming(Mutiny.Session tx, UUID person, Instant from, Instant until) {
    Range range = new Range(from, until);
    return store
        .naming(tx, person, range)
        .flatMap(ids -> store.several(tx, ids))
        .flatMap(schedules -> rosters(tx, schedules, range));
  }

  /** Names of these schedules by id; those that are not there are left out. */
  public Uni<Map<UUID, String>> names(Mutiny.Session tx, Collection<UUID> ids) {
    return store
        .several(tx, ids)
        .map(
            found ->
                found.stream()
                    .collect(Collectors.toMap(schedule -> schedule.id, each -> each.name)));
  }

  /**
   * Puts somebody in another person's place for a while. Fails as {@code CreateOverride} does.
   *
   * @param field the field that names who takes over, for errors
   */
  public Uni<ScheduleOverride> replace(
      Mutiny.Session tx, Caller caller, UUID schedule, Roster.Part part, UUID by, String field) {
    Instant now = database.clock().now();
    Takeover takeover = new Takeover(Ids.next(now), by, part.start(), part.end(), now);
    return overrides.put(tx, caller, schedule, takeover, field).map(ScheduleMessages::of);
  }

  /** What {@link #replace} would make, without an id. */
  public static ScheduleOverride wouldBe(UUID schedule, Roster.Part part, UUID by) {
    return ScheduleOverride.newBuilder()
        .setScheduleId(schedule.toString())
        .setUserId(by.toString())
        .setStartTime(ProtoTime.of(part.start()))
        .setEndTime(ProtoTime.of(part.end()))
        .build();
  }

  private Uni<List<Roster>> rosters(
      Mutiny.Session tx, List<ScheduleRecord> schedules, Range range) {
    List<UUID> ids = schedules.stream().map(schedule -> schedule.id).toList();
    return store
        .touching(tx, ids, range.from(), range.until())
        .flatMap(
            found -> {
              Map<UUID, List<OverrideRecord>> bySchedule =
                  found.stream().collect(Collectors.groupingBy(override -> override.scheduleId));
              Map<ScheduleRecord, List<OverrideRecord>> all = new HashMap<>();
              Set<UUID> named = new HashSet<>();
              for (ScheduleRecord schedule : schedules) {
                List<OverrideRecord> own = bySchedule.getOrDefault(schedule.id, List.of());
                all.put(schedule, own);
                named.addAll(Plans.people(schedule, own));
              }
              return people
                  .known(tx, named)
                  .map(
                      known ->
                          schedules.stream()
                              .map(each -> roster(each, all.get(each), known, range))
                              .toList());
            });
  }

  private static Roster roster(
      ScheduleRecord schedule,
      List<OverrideRecord> overrides,
      Map<UUID, People.Known> known,
      Range range) {
    SchedulePlan plan = Plans.of(schedule, overrides, Plans.deactivated(known));
    List<Shift> shifts =
        OnCall.over(plan, range.from(), range.until()).stream().map(range::cut).toList();
    Set<UUID> active =
        Plans.people(schedule, overrides).stream()
            .filter(person -> known.containsKey(person) && known.get(person).active())
            .collect(Collectors.toSet());
    return new Roster(
        schedule.id, schedule.name, ZoneId.of(schedule.timeZone), active, Roster.parts(shifts));
  }
}
