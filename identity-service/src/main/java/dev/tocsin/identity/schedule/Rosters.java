package dev.tocsin.identity.schedule;

import dev.tocsin.identity.oncall.Duty;
import dev.tocsin.identity.oncall.OnCall;
import dev.tocsin.identity.oncall.OverrideRule;
import dev.tocsin.identity.oncall.Range;
import dev.tocsin.identity.oncall.ShiftChanges;
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
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What other packages may know of schedules and do with them. Each method that is given a
 * transaction works in it, which is bound to the tenant; the answers are those of the calculator
 * that pages. Long ranges and many schedules are read in a transaction and worked out after it, so
 * that nobody holds a connection while waiting for a worker.
 */
@Singleton
public class Rosters {

  /** Schedules that are worked out for one question. */
  private static final int MOST = 200;

  /** Schedules as read, to be worked out by {@link #of} after the transaction. */
  public static final class Read {

    private final List<PlanReader.Known> known;
    private final Range range;

    private Read(List<PlanReader.Known> known, Range range) {
      this.known = known;
      this.range = range;
    }

    /** Those who are active and have turns or overrides on one of the schedules. */
    public Set<UUID> people() {
      return known.stream().flatMap(each -> active(each).stream()).collect(Collectors.toSet());
    }
  }

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
   * A schedule over a short range, worked out at once. Fails with {@link NotFound} when there is
   * none, and with {@link Invalid}, naming {@code end_time}, when the range is empty or too long.
   */
  public Uni<Roster> over(Mutiny.Session tx, UUID id, Instant from, Instant until) {
    return readOne(tx, id, from, until).map(read -> roster(read.known.getFirst(), read.range));
  }

  /** The same, and nobody else who asks so gets an answer before the transaction ends. */
  public Uni<Roster> held(Mutiny.Session tx, UUID id, Instant from, Instant until) {
    return tx.createNativeQuery(
            "select cast(pg_advisory_xact_lock(hashtextextended(?1, 0)) as text)", String.class)
        .setParameter(1, "shifts of " + id)
        .getResultList()
        .flatMap(_ -> over(tx, id, from, until));
  }

  /** The schedules that may give this person shifts in a short range, worked out at once. */
  public Uni<List<Roster>> naming(Mutiny.Session tx, UUID person, Instant from, Instant until) {
    Range range = Ranges.of(from, until);
    return store
        .naming(tx, person, from, until)
        .flatMap(ids -> known(tx, ids, from, until))
        .map(all -> all.stream().map(known -> roster(known, range)).toList());
  }

  /**
   * The schedules whose people this person is one of: they have turns or overrides there, now or to
   * come. Who once had some is not.
   */
  public Uni<Set<UUID>> of(Mutiny.Session tx, UUID person) {
    return store.of(tx, person, database.clock().now()).map(Set::copyOf);
  }

  /** What {@link #over} takes, to be worked out later. Fails as it does. */
  public Uni<Read> readOne(Mutiny.Session tx, UUID id, Instant from, Instant until) {
    Range range = Ranges.of(from, until);
    return reader
        .one(Statements.of(tx), id, from, until)
        .flatMap(schedule -> reader.known(tx, schedule.before(until)))
        .map(known -> new Read(List.of(known), range));
  }

  /** These schedules over a range; those not there are left out. */
  public Uni<Read> read(Mutiny.Session tx, Collection<UUID> ids, Instant from, Instant until) {
    Range range = Ranges.of(from, until);
    return known(tx, ids, from, until).map(known -> new Read(known, range));
  }

  /**
   * The schedules that may give one of these people shifts in the range. Fails with {@link
   * Invalid}, naming {@code schedule_id}, when there are too many.
   */
  public Uni<Read> readNaming(
      Mutiny.Session tx, Collection<UUID> persons, Instant from, Instant until) {
    return tx.createNativeQuery(
            """
            select schedule_id from identity.schedule_version
            where people && cast(string_to_array(cast(?1 as text), ',') as uuid[])
               or cardinality(feeds) > 0
            union
            select schedule_id from identity.schedule_override
            where user_id = any (cast(string_to_array(cast(?1 as text), ',') as uuid[]))
              and end_time > ?2 and start_time < ?3
            """,
            UUID.class)
        .setParameter(1, persons.stream().map(UUID::toString).collect(Collectors.joining(",")))
        .setParameter(2, from)
        .setParameter(3, until)
        .setMaxResults(MOST + 1)
        .getResultList()
        .invoke(
            ids -> {
              if (ids.size() > MOST) {
                throw Invalid.field(
                    "schedule_id",
                    "its people may be on call on more than %d schedules: too many to look at"
                        .formatted(MOST));
              }
            })
        .flatMap(ids -> read(tx, ids, from, until));
  }

  /** Works out what was read, off the event loop: to be called after the transaction. */
  public Uni<List<Roster>> of(Read read) {
    return off(() -> read.known.stream().map(known -> roster(known, read.range)).toList());
  }

  /** Other long work on rosters, off the event loop: to be called after the transaction. */
  public <T> Uni<T> off(Callable<T> work) {
    return computing.of(work);
  }

  /**
   * When people come and go on a schedule.
   *
   * @param people everybody whom it names around the range
   * @param unreadable whether nothing but its name can be told
   */
  public record Changing(
      UUID schedule,
      String name,
      Set<UUID> people,
      List<ShiftChanges.Change> changes,
      boolean unreadable) {}

  /**
   * When people come and go on these schedules, by time; those not there are left out, and those
   * that cannot be read say so. Opens its own transaction, and works it out after it.
   */
  public Uni<List<Changing>> changes(
      UUID tenant, Collection<UUID> ids, Instant from, Instant until) {
    Range range = Ranges.of(from, until);
    // Who goes at the first instant was on call just before it.
    Instant before = from.minusSeconds(1);
    return database
        .inTenant(tenant, tx -> reader.readable(Statements.of(tx), ids, before, until))
        .flatMap(
            read ->
                off(
                    () -> {
                      List<Changing> all = new ArrayList<>();
                      read.schedules().forEach(each -> all.add(changing(each, range)));
                      read.unreadable()
                          .forEach(
                              (id, name) ->
                                  all.add(new Changing(id, name, Set.of(), List.of(), true)));
                      return all;
                    }));
  }

  private static Changing changing(Planned schedule, Range range) {
    OnCall onCall = schedule.onCall();
    List<ShiftChanges.Change> changes =
        Stream.of(Duty.values())
            .flatMap(duty -> ShiftChanges.of(onCall, duty, range).stream())
            .sorted(Comparator.comparing(ShiftChanges.Change::time))
            .toList();
    return new Changing(schedule.id(), schedule.name(), schedule.people(), changes, false);
  }

  /** Ids of the tenant's schedules by name, at most so many. */
  public Uni<List<UUID>> ids(Mutiny.Session tx, int most) {
    return store
        .list(tx, Optional.empty(), most)
        .map(found -> found.stream().map(schedule -> schedule.id).toList());
  }

  private Uni<List<PlanReader.Known>> known(
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

  /**
   * Puts somebody in another person's place for a while; telling them is the caller's. Fails as
   * {@code CreateOverride} does.
   *
   * @param swap which makes it, if one does
   */
  public Uni<ScheduleOverride> replace(
      Mutiny.Session tx,
      Caller caller,
      UUID schedule,
      Roster.Part part,
      UUID by,
      Optional<UUID> swap) {
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
    return overrides.put(tx, caller, schedule, rule, "", swap, "").map(ScheduleMessages::of);
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
    OnCall onCall = schedule.onCall();
    return new Roster(
        schedule.id(),
        schedule.name(),
        schedule.versions().getLast().definition().zone(),
        active(known),
        parts(onCall, Duty.PRIMARY, range),
        parts(onCall, Duty.SECONDARY, range));
  }

  private static List<Roster.Part> parts(OnCall onCall, Duty duty, Range range) {
    return Roster.parts(
        onCall.over(duty, range).stream().map(shift -> shift.within(range)).toList());
  }

  private static Set<UUID> active(PlanReader.Known known) {
    return known.people().entrySet().stream()
        .filter(person -> person.getValue().active())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
