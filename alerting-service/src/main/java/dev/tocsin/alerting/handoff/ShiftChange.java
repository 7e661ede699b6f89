package dev.tocsin.alerting.handoff;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An instant at which people come or go on a schedule.
 *
 * @param isShadow who only learns: told, never drilled
 */
record ShiftChange(Instant at, boolean isShadow, List<UUID> coming, List<UUID> going) {

  /** Copies the lists. */
  ShiftChange {
    coming = List.copyOf(coming);
    going = List.copyOf(going);
  }
}
