package dev.tocsin.identity.schedule;

import java.time.Instant;

/**
 * Something that names who is on call: a rotation, an override, and whatever else a schedule grows.
 */
interface Source {

  /**
   * The longest stretch of time around the instant in which this source says the same, seen alone.
   */
  Shift at(Instant instant);
}
