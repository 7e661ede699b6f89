package dev.tocsin.identity.schedule;

import dev.tocsin.identity.oncall.Duty;
import dev.tocsin.identity.oncall.OnCall;
import dev.tocsin.identity.oncall.Range;
import dev.tocsin.identity.oncall.Watch;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Who is on call by schedules at every instant of a range: what {@link OnCallNow#who} says of one,
 * by the same reader and the same calculator. Read in a transaction and worked out after it, off
 * the event loop.
 */
@Singleton
public class OnCallOver {

  /** How far after the range the next turn of an imported calendar is looked for. */
  private static final Duration NEXT = Duration.ofDays(512);

  private final PlanReader reader;
  private final ImportedCalendars calendars;
  private final Computing computing;

  OnCallOver(PlanReader reader, ImportedCalendars calendars, Computing computing) {
    this.reader = reader;
    this.calendars = calendars;
    this.computing = computing;
  }

  /**
   * A schedule over a range.
   *
   * @param people who has each duty; a schedule that cannot be read names nobody
   * @param next who is next as primary; empty when that was not asked
   * @param gone in the gaps of each duty: who would have it, were they not deactivated
   * @param faults of the calendars it takes turns from
   */
  public record Over(
      String schedule,
      Map<Duty, List<Watch>> people,
      List<Watch> next,
      Map<Duty, List<Watch>> gone,
      List<CalendarFault> faults) {}

  /** Schedules as read. */
  public static final class Read {
    private final PlanReader.Readable found;
    private final Map<UUID, CalendarFault> faults;
    private final Set<UUID> next;
    private final Range range;

    private Read(
        PlanReader.Readable found, Map<UUID, CalendarFault> faults, Set<UUID> next, Range range) {
      this.found = found;
      this.faults = faults;
      this.next = next;
      this.range = range;
    }

    /** Everybody whom one of them names. */
    public Set<UUID> people() {
      Set<UUID> people = new HashSet<>();
      found.schedules().forEach(schedule -> people.addAll(schedule.people()));
      return people;
    }
  }

  /**
   * Reads schedules in the caller's transaction; those that are not there are left out. Fails with
   * {@code Invalid}, naming {@code end_time}, when the range is empty or too long.
   *
   * @param next of which of them it matters who is next
   */
  public Uni<Read> read(
      Statements tx, Collection<UUID> schedules, Set<UUID> next, Instant from, Instant until) {
    Range range = Ranges.of(from, until);
    return reader
        .readable(tx, schedules, from, next.isEmpty() ? until : until.plus(NEXT))
        .flatMap(
            found -> {
              Set<UUID> feeds = new HashSet<>();
              found.schedules().forEach(schedule -> feeds.addAll(schedule.feeds()));
              return calendars
                  .faults(tx, feeds, from, until)
                  .map(faults -> new Read(found, faults, next, range));
            });
  }

  /**
   * Works out what was read: to be called after the transaction.
   *
   * @param then what to make of it, off the event loop too
   */
  public <T> Uni<T> of(Read read, Function<Map<UUID, Over>, T> then) {
    return computing.of(() -> then.apply(all(read)));
  }

  private static Map<UUID, Over> all(Read read) {
    Map<UUID, Over> all = new HashMap<>();
    read.found.unreadable().forEach((id, name) -> all.put(id, nobody(name, read.range)));
    for (Planned schedule : read.found.schedules()) {
      all.put(schedule.id(), over(schedule, read));
    }
    return all;
  }

  private static Over over(Planned schedule, Read read) {
    try {
      OnCall onCall = schedule.onCall();
      boolean all = onCall.plan().deactivated().isEmpty();
      OnCall everybody = onCall.withEverybody();
      Map<Duty, List<Watch>> people = new EnumMap<>(Duty.class);
      Map<Duty, List<Watch>> gone = new EnumMap<>(Duty.class);
      for (Duty duty : Duty.values()) {
        people.put(duty, onCall.watches(duty, read.range));
        gone.put(duty, all ? List.of() : everybody.watches(duty, read.range));
      }
      List<CalendarFault> faults = new ArrayList<>();
      for (UUID feed : schedule.feeds()) {
        CalendarFault fault = read.faults.get(feed);
        if (fault != null) {
          faults.add(fault);
        }
      }
      return new Over(
          schedule.name(),
          people,
          read.next.contains(schedule.id())
              ? onCall.nextWatches(Duty.PRIMARY, read.range)
              : List.of(),
          gone,
          faults);
    } catch (RuntimeException e) {
      PlanReader.unread(schedule.id(), e);
      return nobody(schedule.name(), read.range);
    }
  }

  private static Over nobody(String schedule, Range range) {
    List<Watch> gap = List.of(new Watch(range.from(), List.of()));
    Map<Duty, List<Watch>> people = new EnumMap<>(Duty.class);
    for (Duty duty : Duty.values()) {
      people.put(duty, gap);
    }
    return new Over(schedule, people, gap, Map.of(), List.of());
  }
}
