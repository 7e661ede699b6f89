package dev.tocsin.identity.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has to be written when a calendar says something new. Pure. The past stays: a shift that has
 * begun is ended now when the calendar does not know it any more, and one that the calendar says
 * has begun already begins now, unless the calendar is read for the first time.
 *
 * @param removed shifts to come that are no more
 * @param ended new ends of shifts that are kept
 * @param added new shifts
 */
record ShiftChanges(List<UUID> removed, Map<UUID, Instant> ended, List<Shift> added) {

  ShiftChanges {
    removed = List.copyOf(removed);
    ended = Map.copyOf(ended);
    added = List.copyOf(added);
  }

  /**
   * Compares.
   *
   * @param known the shifts that are not over at {@code now}, by id
   * @param said what the calendar says
   * @param first whether it is read for the first time
   */
  static ShiftChanges of(Map<UUID, Shift> known, List<Shift> said, boolean first, Instant now) {
    Map<UUID, Shift> old = new LinkedHashMap<>(known);
    List<UUID> removed = new ArrayList<>();
    Map<UUID, Instant> ended = new LinkedHashMap<>();
    List<Shift> added = new ArrayList<>();
    Map<Instant, List<UUID>> byStart = new HashMap<>();
    List<UUID> running = new ArrayList<>();
    known.forEach(
        (id, shift) -> {
          byStart.computeIfAbsent(shift.start(), each -> new ArrayList<>()).add(id);
          if (shift.start().isBefore(now)) {
            running.add(id);
          }
        });
    for (Shift shift : said) {
      if (!first && !shift.end().isAfter(now)) {
        continue;
      }
      List<UUID> candidates =
          shift.start().isBefore(now) ? running : byStart.getOrDefault(shift.start(), List.of());
      Optional<UUID> same =
          candidates.stream()
              .filter(id -> old.containsKey(id) && isSame(known.get(id), shift))
              .findFirst();
      if (same.isEmpty()) {
        added.add(first || !shift.start().isBefore(now) ? shift : shift.from(now));
      } else {
        old.remove(same.get());
        if (!shift.end().equals(Objects.requireNonNull(known.get(same.get())).end())) {
          ended.put(same.get(), shift.end());
        }
      }
    }
    old.forEach(
        (id, shift) -> {
          if (shift.start().isBefore(now)) {
            ended.put(id, now);
          } else {
            removed.add(id);
          }
        });
    return new ShiftChanges(removed, ended, added);
  }

  /** One that began late here, because the calendar told it late, is the same nevertheless. */
  private static boolean isSame(@Nullable Shift known, Shift shift) {
    return known != null
        && known.users().equals(shift.users())
        && known.unmapped().equals(shift.unmapped())
        && known.summary().equals(shift.summary())
        && !shift.start().isAfter(known.start());
  }
}
