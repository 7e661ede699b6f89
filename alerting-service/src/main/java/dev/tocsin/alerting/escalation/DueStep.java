package dev.tocsin.alerting.escalation;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.message.GroupView;
import dev.tocsin.alerting.policy.Policy;
import dev.tocsin.alerting.policy.Step;
import dev.tocsin.alerting.policy.Target;
import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.platform.queue.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A step whose time has come, with all that is known of it.
 *
 * @param planned where it stands in the policy, as it was planned
 * @param why as it was planned
 * @param requested did somebody ask for it?
 * @param patienceOver was the fallback paged in its place already?
 * @param reachedInRound has an earlier step of the round paged somebody?
 * @param policy as it is now
 * @param spare fallback of the tenant's default policy
 * @param template the template set of the route
 * @param heldBy the silences that hold it, as the timeline has told
 * @param hold why it does not fire yet
 */
record DueStep(
    Job job,
    UUID policyId,
    Optional<UUID> routeId,
    Position planned,
    String why,
    boolean requested,
    boolean patienceOver,
    Instant firesAt,
    boolean reachedInRound,
    Optional<Policy> policy,
    Optional<Target.Channel> spare,
    Optional<UUID> template,
    Set<UUID> heldBy,
    Optional<Hold> hold,
    GroupView group) {

  UUID id() {
    return job.id();
  }

  /** The same, to fire at another time than was foreseen. */
  DueStep firingAt(Instant at) {
    return new DueStep(
        job,
        policyId,
        routeId,
        planned,
        why,
        requested,
        patienceOver,
        at,
        reachedInRound,
        policy,
        spare,
        template,
        heldBy,
        hold,
        group);
  }

  /** Whether a page may still go out for the group. */
  boolean mayFire(AlertState state) {
    return state == AlertState.OPEN || (requested && state == AlertState.ACKNOWLEDGED);
  }

  /**
   * Whether its pages may go to others so that people rest: only those that begin a policy of the
   * list by themselves. Who is named directly, asked for, or paged because nobody has answered yet
   * or because a snooze is over, is paged.
   */
  boolean mayBeDiverted(Position position) {
    return position.equals(Position.FIRST)
        && namedBy().isEmpty()
        && !requested
        && !StepStore.ASKED.contains(why)
        && !why.equals("snooze_over");
  }

  /** The steps that follow the first one when nobody answers, it among them when it is repeated. */
  List<Step> afterFirst() {
    return policy
        .map(
            rules ->
                rules.repeat() > 0 ? rules.steps() : rules.steps().subList(1, rules.steps().size()))
        .orElse(List.of());
  }

  Snapshot before(Duration pause) {
    return new Snapshot(policy, spare, Optional.empty(), reachedInRound, pause);
  }

  Snapshot after(Position fired, Instant at, boolean reached, Duration pause) {
    return new Snapshot(
        policy,
        spare,
        Optional.of(new Snapshot.Fired(fired, at, reached)),
        reachedInRound || reached,
        pause);
  }

  /** Who named the people that it pages; empty when a policy of the list names them. */
  Optional<Actor> namedBy() {
    return policy.flatMap(Policy::namedBy);
  }

  String policyName() {
    return policy.map(Policy::name).orElse("(deleted)");
  }

  /** By what it pages, for people. */
  String plan() {
    return namedBy().isPresent() ? "the page to those named directly" : "policy " + policyName();
  }
}
