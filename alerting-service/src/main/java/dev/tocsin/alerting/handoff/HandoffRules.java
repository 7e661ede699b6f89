package dev.tocsin.alerting.handoff;

import dev.tocsin.alerting.timeline.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What happens at the hand-offs of one schedule.
 *
 * @param before how long before the hand-off who comes is told
 * @param within how long there is to answer a drill
 * @param updatedBy empty when nobody has ever changed them
 * @param updatedAt hand-offs before that are none of theirs
 */
record HandoffRules(
    UUID schedule,
    boolean notices,
    Duration before,
    boolean drills,
    Duration within,
    Optional<Actor> updatedBy,
    Instant updatedAt) {

  static final Duration USUAL_BEFORE = Duration.ofHours(1);
  static final Duration USUAL_WITHIN = Duration.ofMinutes(15);

  /** As they are until somebody changes them. */
  static HandoffRules none(UUID schedule) {
    return new HandoffRules(
        schedule, false, USUAL_BEFORE, false, USUAL_WITHIN, Optional.empty(), Instant.EPOCH);
  }

  boolean isOn() {
    return notices || drills;
  }

  /** Whether this is still wanted. */
  boolean wants(Handoff.Kind kind) {
    return kind == Handoff.Kind.DRILL ? drills : notices;
  }
}
