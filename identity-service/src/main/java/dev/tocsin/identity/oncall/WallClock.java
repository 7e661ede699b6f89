package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/** What a time on the wall clock means: the one rule for skipped and repeated times. */
final class WallClock {

  private WallClock() {}

  /**
   * A skipped time means the first instant after the gap, a repeated one the first of the two.
   * Never goes back when the wall clock goes on.
   */
  static Instant instant(LocalDateTime wallClock, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    List<ZoneOffset> offsets = rules.getValidOffsets(wallClock);
    if (offsets.isEmpty()) {
      ZoneOffsetTransition gap = rules.getTransition(wallClock);
      return gap.getInstant();
    }
    return wallClock.toInstant(offsets.getFirst());
  }
}
