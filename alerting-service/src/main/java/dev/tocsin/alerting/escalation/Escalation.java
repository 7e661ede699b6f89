package dev.tocsin.alerting.escalation;

import dev.tocsin.alerting.escalation.Decision.End;
import dev.tocsin.alerting.escalation.Decision.Fallback;
import dev.tocsin.alerting.escalation.Decision.Fire;
import dev.tocsin.alerting.escalation.Snapshot.Fired;
import dev.tocsin.alerting.policy.Policy;
import dev.tocsin.alerting.policy.Step;
import dev.tocsin.alerting.policy.Target;
import java.time.Instant;
import java.util.Optional;

/**
 * The rules of an escalation, in one place and without side effects (docs/escalation.md says them
 * in words). They are always applied to the policy as it is now: an escalation goes on with a
 * changed policy from its next step.
 */
public final class Escalation {

  private Escalation() {}

  /** What follows what fired last. */
  public static Decision next(Snapshot state, Instant now) {
    if (state.policy().isEmpty()) {
      return withoutPolicy(state, now);
    }
    Policy policy = state.policy().get();
    if (state.last().isEmpty()) {
      Step first = policy.steps().getFirst();
      return new Fire(Position.FIRST, first, now.plus(first.delay()), "first");
    }
    Fired last = state.last().get();
    if (last.position().isFallback()) {
      return new End("fallback_paged");
    }
    Position candidate = last.position().nextStep();
    if (candidate.order() < policy.steps().size()) {
      Step step = policy.steps().get(candidate.order());
      return last.reached()
          ? new Fire(candidate, step, last.at().plus(step.delay()), "unanswered")
          : new Fire(candidate, step, now, "nobody_reached");
    }
    return afterRound(policy, last, state, now);
  }

  /**
   * What a step that is due really fires: the policy may have been changed or deleted since it was
   * planned.
   *
   * @param due the planned position
   * @param state as for {@link #next}; {@code last} is not looked at
   */
  public static Decision due(Position due, Snapshot state, Instant now) {
    if (state.policy().isEmpty()) {
      return withoutPolicy(state, now);
    }
    Policy policy = state.policy().get();
    if (due.isFallback()) {
      Optional<Target.Channel> channel = policy.fallback();
      return channel.isPresent()
          ? new Fallback(due, channel.get(), now, "unanswered")
          : new End("fallback_removed");
    }
    if (due.order() < policy.steps().size()) {
      return new Fire(due, policy.steps().get(due.order()), now, "unanswered");
    }
    Fired shortened = new Fired(new Position(policy.steps().size() - 1, due.round()), now, false);
    return switch (afterRound(policy, shortened, state, now)) {
      case Fire fire -> new Fire(fire.position(), fire.step(), now, "policy_changed");
      case Fallback fallback ->
          new Fallback(fallback.position(), fallback.channel(), now, "policy_changed");
      case End end -> end;
    };
  }

  /** What somebody gets who asks for the next step now, whether or not one is planned. */
  public static Decision requested(Snapshot state, Instant now) {
    if (state.policy().isEmpty()) {
      return withoutPolicy(state, now);
    }
    Step first = state.policy().get().steps().getFirst();
    if (state.last().isEmpty()) {
      return new Fire(Position.FIRST, first, now, "requested");
    }
    return switch (next(state, now)) {
      case Fire fire -> new Fire(fire.position(), fire.step(), now, "requested");
      case Fallback fallback ->
          new Fallback(fallback.position(), fallback.channel(), now, "requested");
      // Everything has been gone through: begin again rather than refuse a person who asks for
      // help.
      case End _ -> new Fire(state.last().get().position().nextRound(), first, now, "requested");
    };
  }

  private static Decision afterRound(Policy policy, Fired last, Snapshot state, Instant now) {
    Instant afterPause = last.at().plus(policy.pauseBetweenRounds(state.pause()));
    Optional<Target.Channel> fallback = policy.fallback();
    if (!state.reachedInRound() && fallback.isPresent()) {
      return new Fallback(last.position().fallback(), fallback.get(), now, "nobody_reached");
    }
    Instant at = last.reached() || !state.reachedInRound() ? afterPause : now;
    String why = state.reachedInRound() ? "unanswered" : "nobody_reached";
    if (last.position().round() < policy.repeat()) {
      return new Fire(last.position().nextRound(), policy.steps().getFirst(), at, why);
    }
    if (fallback.isPresent()) {
      return new Fallback(last.position().fallback(), fallback.get(), at, why);
    }
    return new End(state.reachedInRound() ? "rounds_over" : "nobody_reached");
  }

  private static Decision withoutPolicy(Snapshot state, Instant now) {
    boolean done = state.last().map(last -> last.position().isFallback()).orElse(false);
    if (done || state.spare().isEmpty()) {
      return new End(done ? "fallback_paged" : "policy_deleted");
    }
    Position where = state.last().map(Fired::position).orElse(Position.FIRST).fallback();
    return new Fallback(where, state.spare().get(), now, "policy_deleted");
  }
}
