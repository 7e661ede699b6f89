package dev.tocsin.alerting.escalation;

import dev.tocsin.alerting.timeline.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What became of a due step, to be committed.
 *
 * @param fired false when the step was not needed any more
 * @param position where it really fired
 * @param reached has notification-service taken a page?
 * @param reasons in the order of the timeline
 * @param next what follows; nothing after a step that did not fire
 * @param ticket where a ticket is to be opened
 * @param woken whom it has paged at night, where that counts for their rest
 */
record StepResult(
    DueStep step,
    boolean fired,
    Position position,
    boolean reached,
    List<Reason> reasons,
    Optional<Planned> next,
    Optional<UUID> ticket,
    Set<UUID> woken) {

  StepResult {
    reasons = List.copyOf(reasons);
    woken = Set.copyOf(woken);
  }

  static StepResult notNeeded(DueStep step, Reason reason) {
    return new StepResult(
        step,
        false,
        step.planned(),
        false,
        List.of(reason),
        Optional.empty(),
        Optional.empty(),
        Set.of());
  }

  StepResult withTicket(Optional<UUID> provider) {
    return new StepResult(step, fired, position, reached, reasons, next, provider, woken);
  }

  StepResult withWoken(Set<UUID> people) {
    return new StepResult(step, fired, position, reached, reasons, next, ticket, people);
  }
}
