package dev.tocsin.alerting.simulation;

import dev.tocsin.alerting.escalation.Decision;
import dev.tocsin.alerting.escalation.Decision.End;
import dev.tocsin.alerting.escalation.Decision.Fallback;
import dev.tocsin.alerting.escalation.Decision.Fire;
import dev.tocsin.alerting.escalation.Escalation;
import dev.tocsin.alerting.escalation.EscalationConfig;
import dev.tocsin.alerting.escalation.Position;
import dev.tocsin.alerting.escalation.Snapshot;
import dev.tocsin.alerting.paging.Directory;
import dev.tocsin.alerting.paging.PageDecision;
import dev.tocsin.alerting.paging.PageDecision.Page;
import dev.tocsin.alerting.paging.Paging;
import dev.tocsin.alerting.policy.Policy;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The escalation of an alert that nobody answers, step by step, by the rules and the people that a
 * real one would meet.
 */
@Singleton
class EscalationPlan {

  private static final int MOST_STEPS = 200;

  private final Directory directory;
  private final EscalationConfig config;

  EscalationPlan(Directory directory, EscalationConfig config) {
    this.directory = directory;
    this.config = config;
  }

  /** A step of the plan. */
  record Planned(Position position, Instant at, List<PageDecision> pages) {}

  /**
   * The plan.
   *
   * @param end why it ends, in words
   */
  record Plan(List<Planned> steps, String end) {}

  /** Plans; fails with {@code Unavailable} while identity-service does not answer. */
  Uni<Plan> of(UUID tenant, Policy policy, Instant start) {
    return after(tenant, policy, start, Optional.empty(), false, new ArrayList<>());
  }

  private Uni<Plan> after(
      UUID tenant,
      Policy policy,
      Instant now,
      Optional<Snapshot.Fired> last,
      boolean reachedInRound,
      List<Planned> steps) {
    if (steps.size() == MOST_STEPS) {
      return Uni.createFrom().item(new Plan(steps, "It goes on; the first 200 steps are shown"));
    }
    Snapshot state =
        new Snapshot(
            Optional.of(policy), Optional.empty(), last, reachedInRound, config.roundPause());
    Decision next = Escalation.next(state, now);
    return switch (next) {
      case End end -> Uni.createFrom().item(new Plan(steps, words(end)));
      case Fallback fallback -> {
        List<PageDecision> pages = List.of(Paging.channel(fallback.channel()));
        steps.add(new Planned(fallback.position(), fallback.at(), pages));
        yield after(
            tenant,
            policy,
            fallback.at(),
            Optional.of(new Snapshot.Fired(fallback.position(), fallback.at(), true)),
            true,
            steps);
      }
      case Fire fire ->
          directory
              .foresee(tenant, fire.step(), fire.at())
              .map(answers -> Paging.decide(fire.step(), answers, ""))
              .chain(
                  pages -> {
                    steps.add(new Planned(fire.position(), fire.at(), pages));
                    boolean reached = pages.stream().anyMatch(Page.class::isInstance);
                    boolean sameRound =
                        last.map(l -> l.position().round() == fire.position().round()).orElse(true);
                    return after(
                        tenant,
                        policy,
                        fire.at(),
                        Optional.of(new Snapshot.Fired(fire.position(), fire.at(), reached)),
                        reached || (sameRound && reachedInRound),
                        steps);
                  });
    };
  }

  private static String words(End end) {
    return switch (end.why()) {
      case "fallback_paged" -> "The fallback is the last to be paged";
      case "rounds_over" -> "Every round is over, and the policy has no fallback: nobody further";
      case "nobody_reached" -> "Nobody can be reached, and the policy has no fallback";
      default -> "It ends: " + end.why();
    };
  }
}
