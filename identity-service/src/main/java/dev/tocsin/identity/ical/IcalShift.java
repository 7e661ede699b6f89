package dev.tocsin.identity.ical;

import java.time.Instant;

/**
 * A shift to write.
 *
 * @param uid its identity, the same whenever the same shift is written
 * @param summary its title
 * @param description further text; may be empty
 * @param start first instant
 * @param end first instant after it; where it goes on beyond what is written, as far as that
 * @param goesOn whether it goes on beyond its end
 */
public record IcalShift(
    String uid, String summary, String description, Instant start, Instant end, boolean goesOn) {

  public IcalShift {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("a shift from " + start + " until " + end + " is none");
    }
  }
}
