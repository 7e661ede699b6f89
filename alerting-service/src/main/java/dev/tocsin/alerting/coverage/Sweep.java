package dev.tocsin.alerting.coverage;

import dev.tocsin.alerting.alert.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Every instant of a range, by going from change to change. */
final class Sweep {

  /**
   * A stretch of time with one outcome.
   *
   * @param start first instant
   * @param end first instant after it
   */
  record Part(Instant start, Instant end, Outcome outcome) {}

  /** More changes than may be gone through for one question. */
  static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMany() {
      super("too many changes");
    }
  }

  private int left;

  /**
   * @param most so many changes may be gone through, of all sweeps by this one together
   */
  Sweep(int most) {
    this.left = most;
  }

  /**
   * The outcomes of a range, the longest stretches with the same one; together they are the range.
   *
   * @throws TooMany when it has too many changes
   */
  List<Part> over(
      Instant from,
      Instant until,
      Severity severity,
      BiFunction<Instant, Severity, Passage.Seen> passage) {
    List<Part> parts = new ArrayList<>();
    Instant start = from;
    while (start.isBefore(until)) {
      if (left-- == 0) {
        throw new TooMany();
      }
      Passage.Seen seen = passage.apply(start, severity);
      Instant end = seen.until().isBefore(until) ? seen.until() : until;
      if (!parts.isEmpty() && parts.getLast().outcome().equals(seen.outcome())) {
        parts.set(parts.size() - 1, new Part(parts.getLast().start(), end, seen.outcome()));
      } else {
        parts.add(new Part(start, end, seen.outcome()));
      }
      start = end;
    }
    return parts;
  }
}
