package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A stretch of time with one answer, though what lies beside it may say the same.
 *
 * @param start first instant; {@link Instant#MIN} when nothing precedes it
 * @param end first instant after it; {@link Instant#MAX} when nothing ends it
 * @param people who is on call, each once
 */
record Piece(Instant start, Instant end, List<Named> people) {

  /** Somebody, and why. */
  record Named(UUID person, Cause cause) {}

  static final Piece NEVER = new Piece(Instant.MIN, Instant.MAX, List.of());

  static Piece nobody(Instant start, Instant end) {
    return new Piece(start, end, List.of());
  }

  boolean contains(Instant instant) {
    return !instant.isBefore(start) && instant.isBefore(end);
  }

  /** The part that lies between the two as well. */
  Piece within(Instant from, Instant until) {
    return from.isAfter(start) || until.isBefore(end)
        ? new Piece(from.isAfter(start) ? from : start, until.isBefore(end) ? until : end, people)
        : this;
  }

  /** The same time with other people. */
  Piece naming(List<Named> others) {
    return new Piece(start, end, others);
  }

  boolean names(UUID person) {
    for (Named named : people) {
      if (named.person().equals(person)) {
        return true;
      }
    }
    return false;
  }
}
