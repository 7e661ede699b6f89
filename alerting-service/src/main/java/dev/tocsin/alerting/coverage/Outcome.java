package dev.tocsin.alerting.coverage;

import dev.tocsin.alerting.timeline.Reason;
import java.time.Duration;
import java.util.List;

/**
 * What becomes of an escalation that nobody answers.
 *
 * @param order {@code LATE}: the step that reaches somebody, from 0; else 0
 * @param after {@code LATE}: how long after the first page; else zero
 * @param reasons why the steps before it, or all, reach nobody
 */
record Outcome(Kind kind, int order, Duration after, List<Reason> reasons) {

  /** How good that is. */
  enum Kind {
    /** Somebody is reached as the policy means. */
    REACHED(false),
    /** Somebody is reached, by a step that was not meant to be the first. */
    LATE(false),
    /** Nobody is paged at all. */
    NOBODY(true),
    /** Only addresses that nobody verified are. */
    UNVERIFIED(true),
    /** Only a channel is, though the policy names people. */
    CHANNEL_ONLY(true),
    /** Only the policy's fallback is. */
    FALLBACK_ONLY(true);

    private final boolean hole;

    Kind(boolean hole) {
      this.hole = hole;
    }

    boolean isHole() {
      return hole;
    }
  }

  static final Outcome REACHED = new Outcome(Kind.REACHED, 0, Duration.ZERO, List.of());

  Outcome {
    reasons = List.copyOf(reasons);
  }

  static Outcome hole(Kind kind, List<Reason> reasons) {
    return new Outcome(kind, 0, Duration.ZERO, reasons);
  }
}
