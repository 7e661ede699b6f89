package dev.tocsin.identity.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What other packages see of a schedule over a range.
 *
 * @param people those who are active and have turns or overrides on it
 * @param parts who is on call, by start and cut to the range; turns in a row of one person are one
 */
public record Roster(UUID id, String name, ZoneId zone, Set<UUID> people, List<Part> parts) {

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
  }

  /** What is this person's. */
  public List<Part> of(UUID person) {
    return parts.stream().filter(part -> part.person().equals(person)).toList();
  }

  static List<Part> parts(List<Shift> shifts) {
    List<Part> parts = new ArrayList<>();
    for (Shift shift : shifts) {
      shift.cause().user().ifPresent(person -> add(parts, person, shift));
    }
    return parts;
  }

  private static void add(List<Part> parts, UUID person, Shift shift) {
    if (!parts.isEmpty()
        && parts.getLast().person().equals(person)
        && parts.getLast().end().equals(shift.start())) {
      parts.set(parts.size() - 1, new Part(person, parts.getLast().start(), shift.end()));
    } else {
      parts.add(new Part(person, shift.start(), shift.end()));
    }
  }
}
