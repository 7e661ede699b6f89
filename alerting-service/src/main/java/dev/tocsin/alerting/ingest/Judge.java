package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.grouping.Course;
import dev.tocsin.alerting.integration.Integration;
import dev.tocsin.alerting.muting.Mute;
import dev.tocsin.alerting.muting.Subject;
import dev.tocsin.alerting.policy.Policy;
import dev.tocsin.alerting.routing.AlertFacts;
import dev.tocsin.alerting.routing.RouteDecision;
import dev.tocsin.alerting.timeline.Reason;
import dev.tocsin.platform.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of signals, by a tenant's configuration and without side effects. */
final class Judge {

  private Judge() {}

  /**
   * The verdicts on a payload, in its order.
   *
   * @param byHand the person who opens it, and whom to page for it
   */
  static List<Verdict> judge(
      List<Signal> signals,
      Integration integration,
      TenantConfig config,
      Optional<ByHand> byHand,
      Instant now) {
    List<Verdict> verdicts = new ArrayList<>(signals.size());
    for (Signal signal : signals) {
      verdicts.add(
          signal.firing()
              ? firing(signal, integration, config, byHand, now)
              : new Verdict.Over(signal, integration.id()));
    }
    return verdicts;
  }

  private static Verdict firing(
      Signal signal,
      Integration integration,
      TenantConfig config,
      Optional<ByHand> byHand,
      Instant now) {
    Course course =
        byHand
            .flatMap(ByHand::assignment)
            .map(to -> Course.assigned(to, config.policies(), now))
            .orElseGet(() -> routed(signal, integration, config, now));
    List<Reason> reasons = new ArrayList<>(3);
    byHand.ifPresent(made -> reasons.add(IngestReasons.opened(made.actor(), signal.title())));
    if (!signal.remarks().isEmpty()) {
      reasons.add(IngestReasons.adjusted(signal.remarks()));
    }
    reasons.addAll(course.reasons());
    Optional<Mute> mute =
        course.asked()
            ? Optional.empty()
            : config.silences().mutes(subject(signal, integration), now);
    mute.ifPresent(held -> reasons.add(held.reason()));
    return new Verdict.Firing(
        signal,
        integration.id(),
        integration.source(),
        Ids.next(now),
        course.group().mutedBy(mute.map(Mute::by)),
        reasons);
  }

  private static Subject subject(Signal signal, Integration integration) {
    return new Subject(
        signal.labels(),
        signal.severity(),
        integration.source(),
        signal.title(),
        signal.fingerprint());
  }

  private static Course routed(
      Signal signal, Integration integration, TenantConfig config, Instant now) {
    RouteDecision decision =
        config
            .routes()
            .match(
                new AlertFacts(
                    signal.labels(),
                    signal.annotations(),
                    signal.severity(),
                    integration.source(),
                    now));
    return Course.of(
        decision,
        signal.labels(),
        config.policies(),
        standard(config),
        config.routes().size(),
        now);
  }

  private static @Nullable Policy standard(TenantConfig config) {
    return config.standard().map(config.policies()::get).orElse(null);
  }
}
