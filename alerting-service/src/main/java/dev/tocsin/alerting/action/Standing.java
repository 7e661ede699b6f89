package dev.tocsin.alerting.action;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.timeline.Actor;
import java.time.Instant;

/** Where an alert or a group stands. The methods that exist are the transitions that are legal. */
public sealed interface Standing {

  /** As it is stored. */
  AlertState state();

  /** Nobody has answered. */
  record Open() implements Standing {

    /** Somebody takes it. */
    public Acknowledged acknowledge(Actor by, Instant at) {
      return new Acknowledged(by, at);
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

  /** A human has taken it. */
  record Acknowledged(Actor by, Instant at) implements Standing {

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
