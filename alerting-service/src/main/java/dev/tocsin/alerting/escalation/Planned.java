package dev.tocsin.alerting.escalation;

import java.time.Instant;
import java.util.Optional;

/**
 * A step that is to come.
 *
 * @param why as in {@link Decision}
 */
record Planned(Position position, Instant at, String why) {

  /** What a decision plans; nothing for an end. */
  static Optional<Planned> of(Decision decision) {
    return switch (decision) {
      case Decision.Fire fire -> Optional.of(new Planned(fire.position(), fire.at(), fire.why()));
      case Decision.Fallback fallback ->
          Optional.of(new Planned(fallback.position(), fallback.at(), fallback.why()));
      case Decision.End _ -> Optional.empty();
    };
  }
}
