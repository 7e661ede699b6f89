package dev.tocsin.identity.feed;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A shift that a calendar says.
 *
 * @param start first instant
 * @param end first instant after it
 * @param summary what the event is called
 * @param users who is on call by it
 * @param unmapped names in it that are no user's
 */
record Shift(Instant start, Instant end, String summary, List<UUID> users, List<String> unmapped) {

  Shift {
    users = List.copyOf(users);
    unmapped = List.copyOf(unmapped);
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("a shift from " + start + " until " + end + " is none");
    }
  }

  Shift from(Instant other) {
    return new Shift(other, end, summary, users, unmapped);
  }
}
