package dev.tocsin.identity.ical;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * A time zone: of the JDK, or one that a calendar brought.
 *
 * @param name its name in the calendar
 */
record Zone(String name, ZoneRules rules) {

  static final Zone UTC = of(ZoneOffset.UTC);

  static Zone of(ZoneId id) {
    return new Zone(id.getId(), id.getRules());
  }

  boolean isUtc() {
    return rules.isFixedOffset() && rules.getOffset(Instant.EPOCH).equals(ZoneOffset.UTC);
  }

  /**
   * The instant of a wall-clock time. As RFC 5545, 3.3.5 has it: one that is skipped is told by the
   * offset before the gap, of one that is repeated the first is meant.
   */
  Instant instant(LocalDateTime local) {
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    if (offsets.isEmpty()) {
      ZoneOffsetTransition gap = rules.getTransition(local);
      return local.toInstant(gap.getOffsetBefore());
    }
    return local.toInstant(offsets.get(0));
  }

  LocalDateTime local(Instant instant) {
    return LocalDateTime.ofInstant(instant, rules.getOffset(instant));
  }
}
