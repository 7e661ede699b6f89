package dev.tocsin.alerting.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One step of a policy.
 *
 * @param delay how long after the step before it fires; the first step's counts from the end of the
 *     group's wait
 * @param targets who is paged, all at once
 * @param channels names of the channels that people are paged on ({@code slack}, {@code email});
 *     all when empty
 * @param ticketProvider where a ticket is opened when the step fires
 */
public record Step(
    Duration delay, List<Target> targets, List<String> channels, Optional<UUID> ticketProvider) {

  /** Copies the lists and refuses a negative wait. */
  public Step {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("a step waits at least 0 s, not " + delay);
    }
    targets = List.copyOf(targets);
    channels = List.copyOf(channels);
  }
}
