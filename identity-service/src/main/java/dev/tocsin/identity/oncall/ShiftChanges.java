package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** When people come and go, as a hand-off means it: another turn of the same person is none. */
public final class ShiftChanges {

  private ShiftChanges() {}

  /**
   * An instant at which people come or go.
   *
   * @param coming on call from then on, and not just before
   * @param going on call until then, and no longer
   */
  public record Change(Instant time, Duty duty, List<UUID> coming, List<UUID> going) {}

  /** What changes of a duty at the instants of a range, by time. */
  public static List<Change> of(OnCall onCall, Duty duty, Range range) {
    // A shift that ends at the first instant does not touch the range, but somebody goes then.
    List<Shift> shifts =
        onCall.over(duty, new Range(range.from().minusNanos(1_000), range.until()));
    Set<Instant> instants = new TreeSet<>();
    for (Shift shift : shifts) {
      if (range.contains(shift.start())) {
        instants.add(shift.start());
      }
      if (range.contains(shift.end())) {
        instants.add(shift.end());
      }
    }
    List<Change> changes = new ArrayList<>();
    for (Instant instant : instants) {
      Set<UUID> until =
          people(
              shifts.stream()
                  .filter(s -> s.start().isBefore(instant) && !s.end().isBefore(instant))
                  .toList());
      Set<UUID> from = people(shifts.stream().filter(shift -> shift.contains(instant)).toList());
      List<UUID> coming = from.stream().filter(person -> !until.contains(person)).toList();
      List<UUID> going = until.stream().filter(person -> !from.contains(person)).toList();
      if (!coming.isEmpty() || !going.isEmpty()) {
        changes.add(new Change(instant, duty, coming, going));
      }
    }
    return changes;
  }

  private static Set<UUID> people(List<Shift> shifts) {
    return shifts.stream().map(Shift::person).collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
