package dev.tocsin.identity.schedule;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody takes over for a while.
 *
 * @param id id of the override
 * @param person who takes over
 * @param start first instant
 * @param end first instant after it; later than {@code start}
 * @param created when it was made: of overlapping overrides the youngest wins
 */
public record Takeover(UUID id, UUID person, Instant start, Instant end, Instant created)
    implements Source {

  public Takeover {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("override " + id + " ends before it starts");
    }
  }

  @Override
  public Shift at(Instant instant) {
    if (instant.isBefore(start)) {
      return new Shift(new Cause.Nobody(), Instant.MIN, start);
    }
    return instant.isBefore(end)
        ? new Shift(new Cause.TakenOver(person, id), start, end)
        : new Shift(new Cause.Nobody(), end, Instant.MAX);
  }
}
