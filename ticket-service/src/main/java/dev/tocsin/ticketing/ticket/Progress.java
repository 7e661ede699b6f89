package dev.tocsin.ticketing.ticket;

import java.util.Locale;

/**
 * How far a ticket has come, or should come. It moves forward, but for one step: acknowledged
 * alerts that are open again take their ticket back to open. Closed is the end.
 */
enum Progress {
  /** Not opened at the system yet. */
  NONE,
  /** Open. */
  OPEN,
  /** Somebody works on it. */
  ACKNOWLEDGED,
  /** Closed. */
  CLOSED;

  /** As stored. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Progress of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
