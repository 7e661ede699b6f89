package dev.tocsin.alerting.policy;

import dev.tocsin.alerting.timeline.Actor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How a page reaches somebody: step after step, round after round, until a human answers.
 *
 * @param repeat how many times the steps are gone through again when nobody has answered
 * @param fallback the channel that is paged when all rounds are over
 * @param namedBy who named the people that it was made for; empty for a policy of the list
 */
public record Policy(
    UUID id,
    String name,
    List<Step> steps,
    int repeat,
    Optional<Target.Channel> fallback,
    Optional<Actor> namedBy) {

  /** A policy of the list. */
  public Policy(
      UUID id, String name, List<Step> steps, int repeat, Optional<Target.Channel> fallback) {
    this(id, name, steps, repeat, fallback, Optional.empty());
  }

  /** Copies the steps; a policy has at least one. */
  public Policy {
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("policy " + id + " has no step");
    }
    steps = List.copyOf(steps);
  }

  /** The same with another fallback. */
  public Policy withFallback(Optional<Target.Channel> other) {
    return new Policy(id, name, steps, repeat, other, namedBy);
  }

  /**
   * How long people have to answer the last step of a round before the next round or the fallback:
   * the longest wait of the policy, so that the first step's wait of 0 s does not page the same
   * people twice at one instant.
   *
   * @param whenNoStepWaits the answer for a policy whose steps all wait 0 s
   */
  public Duration pauseBetweenRounds(Duration whenNoStepWaits) {
    Duration longest =
        steps.stream().map(Step::delay).max(Duration::compareTo).orElse(Duration.ZERO);
    return longest.isZero() ? whenNoStepWaits : longest;
  }
}
