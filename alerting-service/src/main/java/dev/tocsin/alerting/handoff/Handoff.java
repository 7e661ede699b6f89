package dev.tocsin.alerting.handoff;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * What one person is due at one hand-off.
 *
 * @param at when the shift changes hands
 * @param due when it is to be done
 */
record Handoff(UUID schedule, Instant at, UUID person, Kind kind, Instant due) {

  /** What is done. */
  enum Kind {
    /** Who comes is told before. */
    BEFORE,
    /** Who comes is told now. */
    BEGIN,
    /** Who goes is told. */
    END,
    /** Who comes gets a test page. */
    DRILL;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** The same for the same thing, however often it is found. */
  UUID id() {
    String key = "%s %s %s %s".formatted(schedule, at, person, kind);
    return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
  }
}
