package dev.tocsin.alerting.paging;

import dev.tocsin.alerting.policy.Step;
import dev.tocsin.alerting.policy.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What identity-service has said about targets over a range. Asked once; at each instant of it, it
 * answers about a step what {@link Directory} would be told then.
 *
 * @param lines the people behind each schedule and team
 * @param names names of the schedules and teams, where known
 * @param people everybody concerned who exists, as they are now
 */
public record Outlook(Map<Target, Line> lines, Map<UUID, String> names, Map<UUID, Person> people) {

  public Outlook {
    lines = Map.copyOf(lines);
    names = Map.copyOf(names);
    people = Map.copyOf(people);
  }

  /**
   * The same people for a while, until the next stretch begins.
   *
   * @param gone in a gap: who would be on call, were they not deactivated
   */
  public record Stretch(Instant start, List<UUID> members, List<UUID> shadows, List<UUID> gone) {}

  /**
   * A calendar that a schedule takes turns from, with which something is wrong.
   *
   * @param error why it could not be read last; empty when it could
   */
  public record Calendar(UUID feed, String name, String error, List<Unmapped> unmapped) {}

  /** An event that is nobody's. */
  public record Unmapped(Instant start, Instant end, List<String> names) {
    boolean contains(Instant instant) {
      return !instant.isBefore(start) && instant.isBefore(end);
    }
  }

  /**
   * A target over the range.
   *
   * @param stretches one after the other; empty when there is no such target any more
   */
  public record Line(List<Stretch> stretches, List<Calendar> calendars) {

    public Line {
      stretches = List.copyOf(stretches);
      calendars = List.copyOf(calendars);
    }

    /** The stretch around an instant of the range; empty when the target is gone. */
    public Optional<Stretch> at(Instant instant) {
      int low = 0;
      int high = stretches.size() - 1;
      while (low < high) {
        int middle = (low + high + 1) >>> 1;
        if (stretches.get(middle).start().isAfter(instant)) {
          high = middle - 1;
        } else {
          low = middle;
        }
      }
      return stretches.isEmpty() ? Optional.empty() : Optional.of(stretches.get(low));
    }

    /** What is wrong with its calendars at an instant. */
    public List<Calendar> faults(Instant instant) {
      List<Calendar> faults = new ArrayList<>();
      for (Calendar calendar : calendars) {
        List<Unmapped> then =
            calendar.unmapped().stream().filter(event -> event.contains(instant)).toList();
        if (!calendar.error().isEmpty() || !then.isEmpty()) {
          faults.add(new Calendar(calendar.feed(), calendar.name(), calendar.error(), then));
        }
      }
      return faults;
    }
  }

  /** What the step is told at an instant of the range. */
  public Answers at(Step step, Instant instant) {
    Map<Target, Optional<List<UUID>>> members = new HashMap<>();
    Map<Target, List<UUID>> shadows = new HashMap<>();
    for (Target target : step.targets()) {
      Line line = lines.get(target);
      if (line != null) {
        Optional<Stretch> stretch = line.at(instant);
        members.put(target, stretch.map(Stretch::members));
        shadows.put(target, stretch.map(Stretch::shadows).orElse(List.of()));
      }
    }
    // Whose rest pages will break nobody knows before: a diverted page is not looked for.
    return new Answers(members, shadows, Map.of(), names, people, Optional.empty());
  }

  /** When what the step is told may change, in order; the start of the range is among them. */
  public List<Instant> changes(Step step) {
    TreeSet<Instant> changes = new TreeSet<>();
    for (Target target : step.targets()) {
      Line line = lines.get(target);
      if (line != null) {
        line.stretches().forEach(stretch -> changes.add(stretch.start()));
        line.calendars().stream()
            .flatMap(calendar -> calendar.unmapped().stream())
            .flatMap(event -> Stream.of(event.start(), event.end()))
            .forEach(changes::add);
      }
    }
    return List.copyOf(changes);
  }
}
