package dev.tocsin.alerting.escalation;

import dev.tocsin.alerting.message.GroupView;
import dev.tocsin.alerting.policy.Policy;
import dev.tocsin.alerting.policy.Target;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.platform.queue.Reservation;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * First steps of groups that were made just now, as the transaction that wrote them knows them:
 * they fire without being read again. A step that is not known here, in another process, after a
 * slow commit or at its second attempt, is read as any other. Whether somebody has answered
 * meanwhile is asked where it counts, under the group's lock, when the step is committed.
 */
@Singleton
public class FirstSteps {

  /** What a transaction knew that took longer may be overtaken: by a silence, or another policy. */
  private static final Duration FRESH = Duration.ofMillis(250);

  private final Map<UUID, FirstStep> known = new ConcurrentHashMap<>();

  /**
   * A step that is due now, of a group that was made with it and that no silence holds.
   *
   * @param policy of the list, as it was when the step was written
   * @param spare fallback of the tenant's default policy
   * @param template the template set of the route
   * @param asked did a person say who is to be paged?
   */
  public record FirstStep(
      UUID id,
      Policy policy,
      Optional<UUID> route,
      Optional<Target.Channel> spare,
      Optional<UUID> template,
      boolean asked,
      Instant due,
      GroupView group) {

    private DueStep due(Job job) {
      return new DueStep(
          job,
          policy.id(),
          route,
          Position.FIRST,
          asked ? "assigned" : "first",
          false,
          false,
          due,
          false,
          Optional.of(policy),
          spare,
          template,
          Set.of(),
          Optional.empty(),
          group);
    }
  }

  /**
   * The transaction that wrote them has committed: what has a place at a worker begins.
   *
   * @param steps those that are known; others that have a place begin too, and are read
   */
  public void begin(Reservation places, List<FirstStep> steps) {
    List<FirstStep> fresh = places.age().compareTo(FRESH) < 0 ? steps : List.of();
    fresh.forEach(step -> known.put(step.id(), step));
    if (!places.begin()) {
      fresh.forEach(step -> known.remove(step.id()));
    }
  }

  /** What is known of a job whose row was inserted claimed. */
  Optional<DueStep> take(Job job) {
    return job.fence() == Reservation.FIRST
        ? Optional.ofNullable(known.remove(job.id())).map(step -> step.due(job))
        : Optional.empty();
  }
}
