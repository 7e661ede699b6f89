package dev.tocsin.identity.ical;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * One time that an event takes place.
 *
 * @param event what it says
 * @param start first instant
 * @param end first instant after it; the start itself for an event that lasts no time
 * @param allDay whether it is told in whole days
 * @param localStart the start on the wall clock by which the event is told
 * @param localEnd the end on the same wall clock
 */
public record Occurrence(
    IcalEvent event,
    Instant start,
    Instant end,
    boolean allDay,
    LocalDateTime localStart,
    LocalDateTime localEnd) {

  /** Whether it has a part in the half-open range. */
  boolean touches(Instant from, Instant until) {
    return start.isBefore(until)
        && (end.isAfter(from) || start.equals(end) && !start.isBefore(from));
  }

  /** Its first day. */
  public LocalDate firstDay() {
    return localStart.toLocalDate();
  }

  /** The day after its last one. */
  public LocalDate dayAfter() {
    return localEnd.isEqual(localEnd.toLocalDate().atStartOfDay()) && localEnd.isAfter(localStart)
        ? localEnd.toLocalDate()
        : localEnd.toLocalDate().plusDays(1);
  }
}
