package dev.tocsin.alerting.action;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.timeline.Actor;
import java.time.Instant;
import java.util.Optional;

/** Where an alert or a group stands. The methods that exist are the transitions that are legal. */
public sealed interface Standing {

  /** As it is stored. */
  AlertState state();

  /** Nobody has answered. */
  record Open() implements Standing {

    /** Somebody takes it. */
    public Acknowledged acknowledge(Actor by, Instant at) {
      return new Acknowledged(by, at, Optional.empty());
    }

    /** Somebody takes it for a while. */
    public Acknowledged snooze(Actor by, Instant at, Instant until) {
      return new Acknowledged(by, at, Optional.of(until));
    }

    /** It is over. */
    public Resolved resolve(Actor by, Instant at) {
      return new Resolved(by, at);
    }

    @Override
    public AlertState state() {
      return AlertState.OPEN;
    }
  }

  /**
   * A human has taken it.
   *
   * @param until it is snoozed: taken for that while only
   */
  record Acknowledged(Actor by, Instant at, Optional<Instant> until) implements Standing {

    /** Taken for good, now also where it was for a while. */
    public Acknowledged acknowledge(Actor who, Instant when) {
      return new Acknowledged(who, when, Optional.empty());
    }

    /** Taken for a while, in place of what was before. */
    public Acknowledged snooze(Actor who, Instant when, Instant end) {
      return new Acknowledged(who, when, Optional.of(end));
    }

    /** Somebody has to answer again: its snooze is over, or it was handed to others. */
    public Open reopen() {
      return new Open();
    }

    /** It is over. */
    public Resolved resolve(Actor who, Instant when) {
      return new Resolved(who, when);
    }

    @Override
    public AlertState state() {
      return AlertState.ACKNOWLEDGED;
    }
  }

  /** It is over; nothing leads out of here. */
  record Resolved(Actor by, Instant at) implements Standing {
    @Override
    public AlertState state() {
      return AlertState.RESOLVED;
    }
  }
}
