package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.escalation.FirstSteps.FirstStep;
import dev.tocsin.alerting.grouping.Chain;
import dev.tocsin.alerting.grouping.GroupPlan;
import dev.tocsin.alerting.message.GroupView;
import dev.tocsin.alerting.message.GroupView.AlertView;
import dev.tocsin.alerting.policy.Policy;
import dev.tocsin.alerting.routing.Route;
import dev.tocsin.platform.queue.Reservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The first steps that a commit has written and that begin with it, told from what was written: of
 * new groups with one alert, of one signal.
 */
final class FreshSteps {

  private FreshSteps() {}

  private record Identity(UUID tenant, String fingerprint) {}

  /**
   * Those that are known wholly, of the steps that have a place.
   *
   * @param now as the transaction has it
   */
  static List<FirstStep> of(List<Arrival> arrivals, Reservation places, Instant now) {
    if (!places.isUsed()) {
      return List.of();
    }
    Set<Identity> seen = new HashSet<>();
    Set<Identity> several = new HashSet<>();
    for (Arrival arrival : arrivals) {
      for (Verdict verdict : arrival.verdicts()) {
        Identity identity = identity(arrival, verdict);
        if (!seen.add(identity)) {
          several.add(identity);
        }
      }
    }
    List<FirstStep> steps = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      for (Verdict verdict : arrival.verdicts()) {
        if (verdict instanceof Verdict.Firing firing
            && !several.contains(identity(arrival, verdict))) {
          add(arrival.config(), firing, places, now, steps);
        }
      }
    }
    return steps;
  }

  private static Identity identity(Arrival arrival, Verdict verdict) {
    return new Identity(arrival.tenant(), verdict.signal().fingerprint());
  }

  private static void add(
      TenantConfig config,
      Verdict.Firing firing,
      Reservation places,
      Instant now,
      List<FirstStep> into) {
    GroupPlan group = firing.group();
    if (group.key().isPresent() || group.silence().isPresent()) {
      return;
    }
    for (Chain chain : group.chains()) {
      Policy policy = config.policies().get(chain.policy());
      if (policy != null && !chain.direct() && places.holds(chain.step())) {
        into.add(
            new FirstStep(
                chain.step(),
                policy,
                chain.route().map(Route::id),
                config.standard().map(config.policies()::get).flatMap(Policy::fallback),
                chain.route().or(group::route).flatMap(Route::template),
                group.asked(),
                AlertRows.time(chain.due()).toInstant(),
                view(firing, now)));
      }
    }
  }

  /** As {@code GroupViews} would read it. */
  private static GroupView view(Verdict.Firing firing, Instant now) {
    Signal signal = firing.signal();
    GroupPlan group = firing.group();
    return new GroupView(
        group.id(),
        AlertState.OPEN,
        group.route().flatMap(Route::template),
        1,
        List.of(
            new AlertView(
                firing.alert(),
                signal.title(),
                signal.severity(),
                firing.source(),
                AlertState.OPEN,
                Map.copyOf(signal.labels()),
                Map.copyOf(signal.annotations()),
                signal.sourceUrl(),
                AlertRows.time(signal.startedAt().orElse(now)).toInstant(),
                1)));
  }
}
