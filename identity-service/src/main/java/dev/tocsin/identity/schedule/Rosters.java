package dev.tocsin.identity.schedule;

import dev.tocsin.identity.oncall.Duty;
import dev.tocsin.identity.oncall.OverrideRule;
import dev.tocsin.identity.oncall.Range;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.OverrideKind;
import dev.tocsin.proto.identity.v1.ScheduleOverride;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final PlanReader reader;
  private final Overrides overrides;
  private final Computing computing;

  Rosters(
      @ServiceDatabase("identity") Database database,
      ScheduleStore store,
      PlanReader reader,
      Overrides overrides,
      Computing computing) {
    this.database = database;
    this.store = store;
    this.reader = reader;
    this.overrides = overrides;
    this.computing = computing;
  }

  /**
   * A schedule over a range. Fails with {@link NotFound} when there is none, and with {@link
   * Invalid}, naming {@code end_time}, when the range is empty or too long.
   */
  public Uni<Roster> over(Mutiny.Session tx, UUID id, Instant from, Instant until) {
    Range range = Ranges.of(from, until);
    return reader
        .one(Statements.of(tx), id, from, until)
        .flatMap(schedule -> reader.known(tx, schedule.before(until)))
        .map(known -> roster(known, range));
  }

  /** The same, and nobody else who asks so gets an answer before the transaction ends. */
  public Uni<Roster> held(Mutiny.Session tx, UUID id, Instant from, Instant until) {
    return tx.createNativeQuery(
            "select cast(pg_advisory_xact_lock(hashtextextended(?1, 0)) as text)", String.class)
        .setParameter(1, "shifts of " + id)
        .getResultList()
        .flatMap(_ -> over(tx, id, from, until));
  }

  /** The schedules that may give one of these people shifts in the range. */
  public Uni<List<Roster>> naming(
      Mutiny.Session tx, Collection<UUID> persons, Instant from, Instant until) {
    Range range = Ranges.of(from, until);
    return Multi.createFrom()
        .iterable(persons)
        .onItem()
        .transformToUniAndConcatenate(person -> store.naming(tx, person, from, until))
        .collect()
        .asList()
        .map(found -> found.stream().flatMap(List::stream).collect(Collectors.toSet()))
        .flatMap(ids -> read(tx, ids, from, until))
        .map(all -> all.stream().map(known -> roster(known, range)).toList());
  }

  /** These schedules over a range, worked out off the event loop; those not there are left out. */
  public Uni<List<Roster>> several(
      Mutiny.Session tx, Collection<UUID> ids, Instant from, Instant until) {
    Range range = Ranges.of(from, until);
    return read(tx, ids, from, until)
        .flatMap(
            all -> computing.of(() -> all.stream().map(known -> roster(known, range)).toList()));
  }

  /** Ids of the tenant's schedules by name, at most so many. */
  public Uni<List<UUID>> ids(Mutiny.Session tx, int most) {
    return store
        .list(tx, Optional.empty(), most)
        .map(found -> found.stream().map(schedule -> schedule.id).toList());
  }

  private Uni<List<PlanReader.Known>> read(
      Mutiny.Session tx, Collection<UUID> ids, Instant from, Instant until) {
    return ids.isEmpty()
        ? Uni.createFrom().item(List.of())
        : reader
            .read(Statements.of(tx), ids, from, until)
            .flatMap(
                schedules ->
                    Multi.createFrom()
                        .iterable(schedules)
                        .onItem()
                        .transformToUniAndConcatenate(
                            schedule -> reader.known(tx, schedule.before(until)))
                        .collect()
                        .asList());
  }

  /** Names of these schedules by id; those that are not there are left out. */
  public Uni<Map<UUID, String>> names(Mutiny.Session tx, Collection<UUID> ids) {
    return store.names(tx, ids);
  }

  /** Puts somebody in another person's place for a while. Fails as {@code CreateOverride} does. */
  public Uni<ScheduleOverride> replace(
      Mutiny.Session tx, Caller caller, UUID schedule, Roster.Part part, UUID by) {
    Instant now = database.clock().now();
    var rule =
        new OverrideRule(
            Ids.next(now),
            OverrideRule.Kind.REPLACE,
            Optional.of(by),
            Optional.of(part.person()),
            Optional.empty(),
            Optional.of(Duty.PRIMARY),
            part.start(),
            part.end(),
            now);
    return overrides.put(tx, caller, schedule, rule, "", "").map(ScheduleMessages::of);
  }

  /** What {@link #replace} would make, without an id. */
  public static ScheduleOverride wouldBe(UUID schedule, Roster.Part part, UUID by) {
    return ScheduleOverride.newBuilder()
        .setScheduleId(schedule.toString())
        .setKind(OverrideKind.OVERRIDE_KIND_REPLACE)
        .setDuty(dev.tocsin.proto.identity.v1.Duty.DUTY_PRIMARY)
        .setUserId(by.toString())
        .setReplacesUserId(part.person().toString())
        .setStartTime(ProtoTime.of(part.start()))
        .setEndTime(ProtoTime.of(part.end()))
        .build();
  }

  private static Roster roster(PlanReader.Known known, Range range) {
    Planned schedule = known.schedule();
    Set<UUID> active =
        known.people().entrySet().stream()
            .filter(person -> person.getValue().active())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    return new Roster(
        schedule.id(),
        schedule.name(),
        schedule.versions().getLast().definition().zone(),
        active,
        Roster.parts(
            schedule.onCall().over(Duty.PRIMARY, range).stream()
                .map(shift -> shift.within(range))
                .toList()));
  }
}
