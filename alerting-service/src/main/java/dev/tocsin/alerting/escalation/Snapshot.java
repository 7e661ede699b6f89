package dev.tocsin.alerting.escalation;

import dev.tocsin.alerting.policy.Policy;
import dev.tocsin.alerting.policy.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What {@link Escalation} decides on.
 *
 * @param policy the policy as it is now; empty when it was deleted
 * @param spare the fallback channel of the tenant's default policy, paged when the policy is gone
 * @param last what fired last; empty when nothing has
 * @param reachedInRound has any step of the last round, the last one included, paged somebody?
 * @param pause time between rounds of a policy whose steps all wait 0 s
 */
public record Snapshot(
    Optional<Policy> policy,
    Optional<Target.Channel> spare,
    Optional<Fired> last,
    boolean reachedInRound,
    Duration pause) {

  /**
   * A step that is over.
   *
   * @param at when it fired
   * @param reached has it paged anybody? If not, the next one fires at once
   */
  public record Fired(Position position, Instant at, boolean reached) {}
}
