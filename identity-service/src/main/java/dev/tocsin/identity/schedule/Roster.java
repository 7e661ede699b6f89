package dev.tocsin.identity.schedule;

import dev.tocsin.identity.oncall.Shift;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What other packages see of a schedule over a range.
 *
 * @param people those who are active and have turns or overrides on it
 * @param parts who is primary, by start and cut to the range; turns in a row of one person are one
 * @param secondary who is secondary, likewise
 */
public record Roster(
    UUID id, String name, ZoneId zone, Set<UUID> people, List<Part> parts, List<Part> secondary) {

  /** A stretch of time that is one person's. */
  public record Part(UUID person, Instant start, Instant end) {

    /** Whether the two have an instant in common. */
    public boolean touches(Part other) {
      return start.isBefore(other.end) && other.start.isBefore(end);
    }
  }

  public Roster {
    people = Set.copyOf(people);
    parts = List.copyOf(parts);
    secondary = List.copyOf(secondary);
  }

  /** What is this person's as primary. */
  public List<Part> of(UUID person) {
    return parts.stream().filter(part -> part.person().equals(person)).toList();
  }

  static List<Part> parts(List<Shift> shifts) {
    List<Part> parts = new ArrayList<>();
    Map<UUID, Integer> last = new HashMap<>();
    for (Shift shift : shifts) {
      Integer place = last.get(shift.person());
      if (place != null && !parts.get(place).end().isBefore(shift.start())) {
        Part one = parts.get(place);
        Instant end = one.end().isAfter(shift.end()) ? one.end() : shift.end();
        parts.set(place, new Part(shift.person(), one.start(), end));
      } else {
        last.put(shift.person(), parts.size());
        parts.add(new Part(shift.person(), shift.start(), shift.end()));
      }
    }
    return parts;
  }
}
