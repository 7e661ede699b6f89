package dev.tocsin.alerting.escalation;

import dev.tocsin.alerting.policy.Step;
import dev.tocsin.alerting.policy.Target;
import java.time.Instant;

/** What an escalation does next. */
public sealed interface Decision {

  /**
   * A step of the policy fires.
   *
   * @param at not before this instant
   * @param why stable word for the reason: {@code first}, {@code unanswered}, {@code
   *     nobody_reached}, {@code policy_changed}, {@code requested}
   */
  record Fire(Position position, Step step, Instant at, String why) implements Decision {}

  /** The fallback channel is paged; after it the escalation ends. */
  record Fallback(Position position, Target.Channel channel, Instant at, String why)
      implements Decision {}

  /**
   * Nothing further is paged.
   *
   * @param why {@code rounds_over}, {@code nobody_reached}, {@code policy_deleted}, {@code
   *     fallback_paged} or {@code fallback_removed}
   */
  record End(String why) implements Decision {}
}
