package dev.tocsin.identity.ical;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An event with all that is said about it: its occurrences, and those that others of the same UID
 * replace.
 */
final class Series {

  /** Covers the difference between any two wall clocks, and a change of the clocks. */
  private static final Duration MARGIN = Duration.ofDays(2);

  private record Turn(Stamp at, Length length) {}

  private final VEvent event;
  private final List<VEvent> andFuture;
  private final Exceptions exceptions = new Exceptions();

  /**
   * @param event the series, or a single event
   * @param replacing those of its UID that replace occurrences of it; they take place by themselves
   */
  Series(VEvent event, List<VEvent> replacing) {
    this.event = event;
    this.andFuture =
        replacing.stream()
            .filter(VEvent::andFuture)
            .sorted(Comparator.comparing(change -> replaced(change).instant()))
            .toList();
    event.exceptions().forEach(exceptions::add);
    replacing.forEach(change -> exceptions.add(replaced(change)));
  }

  private static Stamp replaced(VEvent change) {
    return Objects.requireNonNull(change.replaces());
  }

  IcalEvent said() {
    return event.said();
  }

  /** Whether it is told in whole days. */
  boolean isWholeDays() {
    return event.start().isDate();
  }

  /** Those that touch the range, unsorted. Fails when there are more. */
  List<Occurrence> over(Instant from, Instant until, int most, Steps steps) {
    Duration wide = MARGIN.plus(longest());
    Zone zone = event.start().zone();
    LocalDateTime first = zone.local(from).minus(wide);
    LocalDateTime last = zone.local(until).plus(wide);
    List<Occurrence> found = new ArrayList<>();
    for (Turn turn : turns(first, last, steps).values()) {
      steps.take();
      occurrence(turn).filter(each -> each.touches(from, until)).ifPresent(found::add);
      if (found.size() > most) {
        throw new BadCalendar("it takes place more than " + most + " times in the range");
      }
    }
    return found;
  }

  private Duration longest() {
    Duration longest = event.length().about();
    for (VEvent.Extra extra : event.extras()) {
      longest = longer(longest, extra.length().orElse(Length.NONE).about());
    }
    for (VEvent change : andFuture) {
      longest = longer(longest, change.length().about().plus(change.moved(replaced(change)).abs()));
    }
    return longest;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** What the series itself says, by instant. */
  private Map<Instant, Turn> turns(LocalDateTime first, LocalDateTime last, Steps steps) {
    if (event.cancelled()) {
      return Map.of();
    }
    Map<Instant, Turn> turns = new TreeMap<>();
    if (event.rules().isEmpty()) {
      add(turns, event.start(), event.length());
    }
    for (Rule rule : event.rules()) {
      rule.walk(
          first,
          steps,
          time -> {
            if (!time.isBefore(first) && !time.isAfter(last)) {
              add(turns, at(time), event.length());
            }
            return !time.isAfter(last);
          });
    }
    for (Rule rule : event.notRules()) {
      rule.walk(
          first,
          steps,
          time -> {
            turns.remove(at(time).instant());
            return !time.isAfter(last);
          });
    }
    event
        .extras()
        .forEach(extra -> add(turns, extra.start(), extra.length().orElse(event.length())));
    return turns;
  }

  private void add(Map<Instant, Turn> turns, Stamp at, Length length) {
    if (!exceptions.has(at)) {
      turns.put(at.instant(), new Turn(at, length));
    }
  }

  private Stamp at(LocalDateTime time) {
    return new Stamp(time, event.start().isDate(), event.start().zone());
  }

  /** A turn as the last change to it and its future has it; empty when that called it off. */
  private Optional<Occurrence> occurrence(Turn turn) {
    VEvent by = event;
    for (VEvent change : andFuture) {
      if (turn.at().instant().isAfter(replaced(change).instant())) {
        by = change;
      }
    }
    if (by == event) {
      return Optional.of(event.at(turn.at(), turn.length()));
    }
    if (by.cancelled()) {
      return Optional.empty();
    }
    Stamp replaced = replaced(by);
    LocalDateTime moved =
        (by.start().isDate() == turn.at().isDate()
                ? turn.at().local()
                : turn.at().local().toLocalDate().atTime(by.start().local().toLocalTime()))
            .plus(by.moved(replaced.in(turn.at().zone())));
    return Optional.of(by.at(new Stamp(moved, by.start().isDate(), turn.at().zone()), by.length()));
  }
}
