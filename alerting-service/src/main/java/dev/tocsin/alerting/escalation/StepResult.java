package dev.tocsin.alerting.escalation;

import dev.tocsin.alerting.timeline.Reason;
import java.util.List;
import java.util.Optional;
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
 */
record StepResult(
    DueStep step,
    boolean fired,
    Position position,
    boolean reached,
    List<Reason> reasons,
    Optional<Planned> next,
    Optional<UUID> ticket) {

  StepResult {
    reasons = List.copyOf(reasons);
  }

  static StepResult notNeeded(DueStep step, Reason reason) {
    return new StepResult(
        step, false, step.planned(), false, List.of(reason), Optional.empty(), Optional.empty());
  }

  StepResult withTicket(Optional<UUID> provider) {
    return new StepResult(step, fired, position, reached, reasons, next, provider);
  }
}
