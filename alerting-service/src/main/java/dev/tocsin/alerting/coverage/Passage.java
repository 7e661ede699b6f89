package dev.tocsin.alerting.coverage;

import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.escalation.Decision;
import dev.tocsin.alerting.escalation.Escalation;
import dev.tocsin.alerting.escalation.Snapshot;
import dev.tocsin.alerting.policy.Policy;
import dev.tocsin.alerting.timeline.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The way of an escalation that nobody answers, from its first page until it reaches somebody.
 * Which step comes next and when is {@link Escalation}'s to say.
 */
final class Passage {

  private final Policy policy;
  private final List<StepLine> steps;
  private final boolean fallback;
  private final Duration within;
  private final Duration pause;

  /**
   * @param steps of the policy, in order
   * @param fallback whether the policy's fallback would be taken
   * @param within how long after its first page an escalation may reach somebody
   * @param pause as {@link Snapshot#pause}
   */
  Passage(Policy policy, List<StepLine> steps, boolean fallback, Duration within, Duration pause) {
    this.policy = policy;
    this.steps = List.copyOf(steps);
    this.fallback = fallback;
    this.within = within;
    this.pause = pause;
  }

  /**
   * What becomes of it.
   *
   * @param until an escalation whose first page goes out later, but before this, takes the same way
   */
  record Seen(Outcome outcome, Instant until) {}

  /** The escalation whose first page goes out at this instant. */
  Seen from(Instant first, Severity severity) {
    Instant now = first.minus(policy.steps().getFirst().delay());
    Instant until = Instant.MAX;
    Optional<Snapshot.Fired> last = Optional.empty();
    boolean reachedInRound = false;
    boolean missed = false;
    boolean unverified = false;
    boolean channel = false;
    Set<Reason> reasons = new LinkedHashSet<>();
    while (true) {
      var state = new Snapshot(Optional.of(policy), Optional.empty(), last, reachedInRound, pause);
      Decision next = Escalation.next(state, now);
      if (!(next instanceof Decision.Fire fire) || tooLate(fire.at(), first)) {
        boolean caught =
            fallback && next instanceof Decision.Fallback spare && !tooLate(spare.at(), first);
        return new Seen(nobody(caught, channel, unverified, reasons), until);
      }
      StepLine line = steps.get(fire.position().order());
      until = earlier(until, first, line.unchangedUntil(fire.at()), fire.at());
      StepReach reach = line.at(fire.at(), severity);
      if (reach.person()) {
        Outcome outcome =
            missed
                ? new Outcome(
                    Outcome.Kind.LATE,
                    fire.position().order(),
                    Duration.between(first, fire.at()),
                    List.copyOf(reasons))
                : Outcome.REACHED;
        return new Seen(outcome, until);
      }
      missed |= line.namesPeople();
      unverified |= reach.unverified();
      channel |= reach.channel();
      reasons.addAll(reach.reasons());
      boolean sameRound =
          last.map(fired -> fired.position().round() == fire.position().round()).orElse(true);
      reachedInRound = reach.paged() || sameRound && reachedInRound;
      last = Optional.of(new Snapshot.Fired(fire.position(), fire.at(), reach.paged()));
      now = fire.at();
    }
  }

  private boolean tooLate(Instant at, Instant first) {
    return Duration.between(first, at).compareTo(within) > 0;
  }

  private Outcome nobody(boolean caught, boolean channel, boolean unverified, Set<Reason> reasons) {
    List<Reason> why = List.copyOf(reasons);
    if (channel) {
      // A policy of channels alone means it.
      return steps.stream().anyMatch(StepLine::namesPeople)
          ? Outcome.hole(Outcome.Kind.CHANNEL_ONLY, why)
          : Outcome.REACHED;
    }
    if (caught) {
      return Outcome.hole(Outcome.Kind.FALLBACK_ONLY, why);
    }
    return Outcome.hole(unverified ? Outcome.Kind.UNVERIFIED : Outcome.Kind.NOBODY, why);
  }

  /** A step that changes so long after it fires lets the first page be that much later. */
  private static Instant earlier(Instant known, Instant first, Instant change, Instant fired) {
    if (change.equals(Instant.MAX)) {
      return known;
    }
    Instant shifted = first.plus(Duration.between(fired, change));
    return shifted.isBefore(known) ? shifted : known;
  }
}
