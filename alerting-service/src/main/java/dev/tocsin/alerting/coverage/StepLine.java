package dev.tocsin.alerting.coverage;

import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.paging.Answers;
import dev.tocsin.alerting.paging.Destination;
import dev.tocsin.alerting.paging.Outlook;
import dev.tocsin.alerting.paging.PageDecision;
import dev.tocsin.alerting.paging.PageDecision.Hold;
import dev.tocsin.alerting.paging.PageDecision.Page;
import dev.tocsin.alerting.paging.Paging;
import dev.tocsin.alerting.paging.Person;
import dev.tocsin.alerting.policy.Step;
import dev.tocsin.alerting.policy.Target;
import dev.tocsin.alerting.timeline.Reason;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Whom one step reaches over a range, from change to change. Decided by {@link Paging}. */
final class StepLine {

  private final Step step;
  private final int order;
  private final Outlook outlook;
  private final Map<Destination, String> refused;
  private final CoverageReasons reasons;
  private final List<Instant> changes;
  private final Map<Key, StepReach> known = new HashMap<>();

  /** Between two changes everything stays the same. */
  private record Key(int place, Severity severity) {}

  /**
   * @param order the step's place in its policy, from 0
   * @param refused what notification-service would refuse, and why
   */
  StepLine(
      Step step,
      int order,
      Outlook outlook,
      Map<Destination, String> refused,
      CoverageReasons reasons) {
    this.step = step;
    this.order = order;
    this.outlook = outlook;
    this.refused = refused;
    this.reasons = reasons;
    this.changes = outlook.changes(step);
  }

  boolean namesPeople() {
    return step.targets().stream().anyMatch(target -> !(target instanceof Target.Channel));
  }

  /** Until when what holds at an instant does not change. */
  Instant unchangedUntil(Instant instant) {
    int found = Collections.binarySearch(changes, instant);
    int next = found < 0 ? -found - 1 : found + 1;
    return next < changes.size() ? changes.get(next) : Instant.MAX;
  }

  StepReach at(Instant instant, Severity severity) {
    int found = Collections.binarySearch(changes, instant);
    int place = found < 0 ? -found - 2 : found;
    return known.computeIfAbsent(
        new Key(place, severity), _ -> reach(outlook.at(step, instant), severity, instant));
  }

  private StepReach reach(Answers answers, Severity severity, Instant instant) {
    boolean person = false;
    boolean unverified = false;
    boolean channel = false;
    Set<Reason> why = new LinkedHashSet<>();
    for (PageDecision decision : Paging.decide(step, answers, severity.word())) {
      switch (decision) {
        case Hold hold -> why.add(reasons.of(hold.reason(), order));
        case Page page when page.counts() -> {
          List<Destination> taken =
              page.destinations().stream().filter(each -> !refused.containsKey(each)).toList();
          for (Destination destination : page.destinations()) {
            String refusal = refused.get(destination);
            if (refusal != null) {
              why.add(reasons.refused(page, refusal, order));
            }
          }
          if (page.user().isEmpty()) {
            channel |= !taken.isEmpty();
          } else if (taken.stream().anyMatch(each -> isVerified(page.user().get(), each))) {
            person = true;
          } else if (!taken.isEmpty()) {
            unverified = true;
            why.add(reasons.unverified(page, taken, order));
          }
        }
        case Page _ -> {
          // Who only shadows is not reached for anybody.
        }
      }
    }
    step.targets().forEach(target -> gap(target, instant, why));
    return new StepReach(person, unverified, channel, List.copyOf(why));
  }

  private boolean isVerified(UUID user, Destination destination) {
    Person person = outlook.people().get(user);
    return person != null
        && person.contacts().stream()
            .anyMatch(
                contact ->
                    contact.enabled()
                        && contact.verified()
                        && destination.medium().filter(contact.medium()::equals).isPresent()
                        && contact.address().equals(destination.address()));
  }

  /** Why nobody is on call then, as far as that can be told. */
  private void gap(Target target, Instant instant, Set<Reason> why) {
    Outlook.Line line = outlook.lines().get(target);
    if (!(target instanceof Target.OnCall call) || line == null) {
      return;
    }
    Outlook.Stretch stretch = line.at(instant).orElse(null);
    if (stretch == null || !stretch.members().isEmpty()) {
      return;
    }
    String name = outlook.names().getOrDefault(call.schedule(), call.schedule().toString());
    if (!stretch.gone().isEmpty()) {
      why.add(reasons.deactivated(call.schedule(), name, stretch.gone(), order));
    }
    for (Outlook.Calendar calendar : line.faults(instant)) {
      if (!calendar.error().isEmpty()) {
        why.add(reasons.unread(call.schedule(), name, calendar, order));
      }
      if (!calendar.unmapped().isEmpty()) {
        why.add(reasons.unmapped(call.schedule(), name, calendar, order));
      }
    }
  }
}
