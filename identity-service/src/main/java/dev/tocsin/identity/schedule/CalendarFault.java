package dev.tocsin.identity.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is wrong with an imported calendar.
 *
 * @param error why it could not be read last; empty when it could
 * @param read when it was read last; empty when it never was
 * @param unmapped events of a range that are nobody's, by start, at most 200
 */
public record CalendarFault(
    UUID feed, String name, String error, Optional<Instant> read, List<Unmapped> unmapped) {

  public CalendarFault {
    unmapped = List.copyOf(unmapped);
  }

  /** An event with names that are no user's. */
  public record Unmapped(Instant start, Instant end, List<String> names) {

    public Unmapped {
      names = List.copyOf(names);
    }
  }
}
