package dev.tocsin.identity.schedule;

import dev.tocsin.identity.oncall.Duty;
import dev.tocsin.identity.oncall.OnCall;
import dev.tocsin.identity.oncall.Range;
import dev.tocsin.identity.oncall.Shift;
import dev.tocsin.identity.user.People;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.page.NamedEntities;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Who is on call by one schedule or every one at an instant, with whole shifts. It is on the way of
 * every page: one statement for nearly all schedules.
 */
@Singleton
public class OnCallNow {

  /**
   * What a schedule says.
   *
   * @param shifts those in force, by duty
   * @param next the turns of the layers that begin next
   * @param gap the stretch without a primary; empty when there is one
   */
  record Answer(
      Planned schedule, Map<Duty, List<Shift>> shifts, List<Shift> next, Optional<Range> gap) {

    List<Shift> of(Duty duty) {
      return shifts.getOrDefault(duty, List.of());
    }

    Stream<Shift> all() {
      return Stream.concat(shifts.values().stream().flatMap(List::stream), next.stream());
    }

    private boolean isCertain() {
      return shifts.values().stream()
              .flatMap(List::stream)
              .allMatch(shift -> schedule.settles(shift.start(), shift.end()))
          && gap.filter(range -> !schedule.settles(range.from(), range.until())).isEmpty()
          && (schedule.feeds().isEmpty()
              || (!next.isEmpty()
                  && next.stream()
                      .allMatch(shift -> schedule.settles(shift.start(), shift.end()))));
    }
  }

  /**
   * A page of schedules.
   *
   * @param answers by name of the schedule
   * @param people whom the answers name
   */
  record Page(
      List<Answer> answers, Map<UUID, ScheduleRecord> schedules, Map<UUID, People.Known> people) {}

  private final Database database;
  private final ScheduleStore store;
  private final PlanReader reader;
  private final People people;

  OnCallNow(
      @ServiceDatabase("identity") Database database,
      ScheduleStore store,
      PlanReader reader,
      People people) {
    this.database = database;
    this.store = store;
    this.reader = reader;
    this.people = people;
  }

  /**
   * Who is on call by a schedule at an instant.
   *
   * @param schedule its name
   * @param next who has the primary turns that begin next
   */
  public record Who(String schedule, Map<Duty, List<UUID>> people, List<UUID> next) {

    private Who followed(List<UUID> then) {
      return new Who(schedule, people, then);
    }
  }

  /**
   * Who is on call by schedules, in the caller's transaction; a schedule that is not there is left
   * out, and one that cannot be read names nobody.
   *
   * @param next of which schedules it matters who is next; the others tell nobody
   */
  public Uni<Map<UUID, Who>> who(
      Statements tx, Collection<UUID> schedules, Set<UUID> next, Instant at) {
    return reader
        .readable(tx, schedules, at, at.plus(1, ChronoUnit.MICROS))
        .flatMap(
            found -> {
              Map<UUID, Who> who = new HashMap<>();
              found.unreadable().forEach((id, name) -> who.put(id, nobody(name)));
              Set<UUID> further = new HashSet<>();
              for (Planned schedule : found.schedules()) {
                boolean follows = next.contains(schedule.id());
                boolean imports = !schedule.feeds().isEmpty();
                who.put(schedule.id(), who(schedule, follows && !imports, at));
                if (follows && imports) {
                  further.add(schedule.id());
                }
              }
              return further.isEmpty()
                  ? Uni.createFrom().item(who)
                  : next(tx, further, at, Reach.FIRST)
                      .invoke(
                          people ->
                              people.forEach(
                                  (id, then) ->
                                      who.computeIfPresent(id, (same, now) -> now.followed(then))))
                      .replaceWith(who);
            });
  }

  private static Who nobody(String schedule) {
    return new Who(schedule, Map.of(), List.of());
  }

  private static Who who(Planned schedule, boolean next, Instant at) {
    try {
      OnCall onCall = schedule.onCall();
      Map<Duty, List<UUID>> people = new EnumMap<>(Duty.class);
      for (Duty duty : Duty.values()) {
        people.put(duty, onCall.people(duty, at));
      }
      return new Who(
          schedule.name(), people, next ? people(onCall.next(Duty.PRIMARY, at)) : List.of());
    } catch (RuntimeException e) {
      PlanReader.unread(schedule.id(), e);
      return nobody(schedule.name());
    }
  }

  private static List<UUID> people(List<Shift> shifts) {
    return shifts.stream().map(Shift::person).distinct().toList();
  }

  /**
   * Who follows by schedules with imported calendars, read until somebody does in what was read.
   */
  private Uni<Map<UUID, List<UUID>>> next(Statements tx, Set<UUID> ids, Instant at, Reach reach) {
    return reader
        .readable(tx, ids, at, reach.after(at))
        .flatMap(
            found -> {
              Map<UUID, List<UUID>> people = new HashMap<>();
              Set<UUID> again = new HashSet<>();
              for (Planned schedule : found.schedules()) {
                List<Shift> next = next(schedule, at);
                if (reach.wider().isEmpty() || begins(next, reach.after(at))) {
                  people.put(schedule.id(), people(next));
                } else {
                  again.add(schedule.id());
                }
              }
              return again.isEmpty()
                  ? Uni.createFrom().item(people)
                  : next(tx, again, at, reach.wider().orElseThrow())
                      .invoke(people::putAll)
                      .replaceWith(people);
            });
  }

  private static List<Shift> next(Planned schedule, Instant at) {
    try {
      return schedule.onCall().next(Duty.PRIMARY, at);
    } catch (RuntimeException e) {
      PlanReader.unread(schedule.id(), e);
      return List.of();
    }
  }

  private static boolean begins(List<Shift> next, Instant until) {
    return !next.isEmpty() && next.stream().allMatch(shift -> shift.start().isBefore(until));
  }

  /** By a page of schedules, with the names of everybody. */
  Uni<Page> at(UUID tenant, Instant at, Optional<NamedEntities.Place> after, int most) {
    return database.entities(
        tenant,
        tx ->
            store
                .list(tx, after, most)
                .flatMap(
                    schedules -> {
                      Map<UUID, ScheduleRecord> byId = new HashMap<>();
                      schedules.forEach(schedule -> byId.put(schedule.id, schedule));
                      return answers(Statements.of(tx), byId.keySet(), at, Reach.FIRST)
                          .flatMap(
                              found -> {
                                Map<UUID, Answer> answers = new HashMap<>();
                                found.forEach(each -> answers.put(each.schedule().id(), each));
                                List<Answer> ordered =
                                    schedules.stream()
                                        .filter(each -> answers.containsKey(each.id))
                                        .map(each -> answers.get(each.id))
                                        .toList();
                                return people
                                    .known(tx, named(ordered))
                                    .map(known -> new Page(ordered, byId, known));
                              });
                    }));
  }

  private static Set<UUID> named(List<Answer> answers) {
    Set<UUID> named = new HashSet<>();
    answers.forEach(answer -> answer.all().forEach(shift -> named.add(shift.person())));
    return named;
  }

  /** By one schedule; NotFound when there is none. */
  Uni<Answer> at(UUID tenant, UUID scheduleId, Instant at) {
    return database.inTenant(
        tenant,
        tx ->
            answers(Statements.of(tx), Set.of(scheduleId), at, Reach.FIRST)
                .map(
                    found -> {
                      if (found.isEmpty()) {
                        throw new NotFound("schedule", scheduleId);
                      }
                      return found.getFirst();
                    }));
  }

  /** Those whose shifts may reach further than was read are read again, further. */
  private Uni<List<Answer>> answers(Statements tx, Set<UUID> ids, Instant at, Reach reach) {
    return reader
        .read(tx, ids, reach.before(at), reach.after(at))
        .flatMap(
            schedules -> {
              List<Answer> certain = new ArrayList<>();
              Set<UUID> again = new HashSet<>();
              for (Planned schedule : schedules) {
                Answer answer = answer(schedule, at);
                if (reach.wider().isEmpty() || answer.isCertain()) {
                  certain.add(answer);
                } else {
                  again.add(schedule.id());
                }
              }
              return again.isEmpty()
                  ? Uni.createFrom().item(certain)
                  : answers(tx, again, at, reach.wider().orElseThrow())
                      .invoke(certain::addAll)
                      .replaceWith(certain);
            });
  }

  private static Answer answer(Planned schedule, Instant at) {
    OnCall onCall = schedule.onCall();
    Map<Duty, List<Shift>> shifts = new EnumMap<>(Duty.class);
    for (Duty duty : Duty.values()) {
      shifts.put(duty, onCall.at(duty, at));
    }
    return new Answer(
        schedule, shifts, onCall.next(Duty.PRIMARY, at), onCall.gapAt(Duty.PRIMARY, at));
  }
}
