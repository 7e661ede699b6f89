package dev.tocsin.alerting.muting;

import dev.tocsin.alerting.timeline.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Holds the pages of the alerts that all its matchers match, from its start until its end.
 *
 * @param endsAt the first instant at which it holds no longer
 * @param expiredBy who ended it before its time
 */
public record Silence(
    UUID id,
    List<Matcher> matchers,
    Instant startsAt,
    Instant endsAt,
    String comment,
    Actor createdBy,
    Optional<Actor> expiredBy,
    Instant createdAt,
    Instant updatedAt) {

  /** Copies the matchers. */
  public Silence {
    matchers = List.copyOf(matchers);
  }

  /** Where it stands in time. */
  public enum State {
    ACTIVE,
    PENDING,
    EXPIRED
  }

  /** Where it stands at an instant. */
  public State at(Instant now) {
    if (!endsAt.isAfter(now)) {
      return State.EXPIRED;
    }
    return startsAt.isAfter(now) ? State.PENDING : State.ACTIVE;
  }

  /** Does it match, at whatever time? */
  public boolean matches(Subject alert) {
    for (Matcher matcher : matchers) {
      if (!matcher.matches(alert)) {
        return false;
      }
    }
    return true;
  }

  /** The same, ended by somebody now. */
  public Silence expire(Actor by, Instant now) {
    return new Silence(
        id,
        matchers,
        startsAt.isAfter(now) ? now : startsAt,
        now,
        comment,
        createdBy,
        Optional.of(by),
        createdAt,
        now);
  }
}
