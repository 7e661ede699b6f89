package dev.tocsin.alerting.action;

import dev.tocsin.alerting.action.Standing.Acknowledged;
import dev.tocsin.alerting.action.Standing.Open;
import dev.tocsin.alerting.action.Standing.Resolved;
import dev.tocsin.alerting.policy.Assignment;
import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.alerting.timeline.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Decides what an action does, without side effects. */
final class Changes {

  private Changes() {}

  /**
   * Somebody takes the group, by itself or by one of its alerts.
   *
   * @param alert the alert that was named; empty when the group was
   */
  static Change acknowledge(Group group, Optional<UUID> alert, Actor by, String note, Instant now) {
    Standing asked = alert.map(id -> group.alerts().get(id)).orElse(group.standing());
    if (asked instanceof Resolved || group.standing() instanceof Resolved) {
      return new Change.None(
          Outcome.ALREADY_RESOLVED, ActionReasons.tooLate("acknowledged", asked, by));
    }
    List<UUID> open =
        group.alerts().entrySet().stream()
            .filter(each -> each.getValue() instanceof Open)
            .map(Map.Entry::getKey)
            .toList();
    return switch (group.standing()) {
      case Open state -> {
        Acknowledged after = state.acknowledge(by, now);
        yield new Change.Effective(
            Optional.of(after), open, after, ActionReasons.acknowledged(by, note));
      }
      case Acknowledged before when before.until().isPresent() -> {
        Acknowledged forGood = before.acknowledge(by, now);
        yield new Change.Effective(
            Optional.of(forGood), unresolved(group), forGood, ActionReasons.acknowledged(by, note));
      }
      // An alert that joined later is taken with the next acknowledgement.
      case Acknowledged before when !open.isEmpty() ->
          new Change.Effective(
              Optional.empty(),
              open,
              new Open().acknowledge(by, now),
              ActionReasons.acknowledged(by, note));
      case Acknowledged before ->
          new Change.None(Outcome.ALREADY_DONE, ActionReasons.alreadyAcknowledged(before));
      case Resolved after -> throw new IllegalStateException("told above");
    };
  }

  /** One alert is over, and the group with its last. */
  static Change resolve(Group group, UUID alert, Actor by, String note, Instant now) {
    Standing asked = group.alerts().get(alert);
    if (asked instanceof Resolved resolved) {
      return new Change.None(Outcome.ALREADY_DONE, ActionReasons.alreadyResolved(resolved));
    }
    boolean last =
        group.alerts().entrySet().stream()
            .allMatch(each -> each.getKey().equals(alert) || each.getValue() instanceof Resolved);
    Resolved after = new Resolved(by, now);
    return new Change.Effective(
        last ? resolved(group, by, now) : Optional.empty(),
        List.of(alert),
        after,
        ActionReasons.resolved(by, note));
  }

  /** Every alert of the group is over. */
  static Change resolveAll(Group group, Actor by, String note, Instant now) {
    if (group.standing() instanceof Resolved resolved) {
      return new Change.None(Outcome.ALREADY_DONE, ActionReasons.alreadyResolved(resolved));
    }
    List<UUID> open = unresolved(group);
    return new Change.Effective(
        resolved(group, by, now),
        open,
        new Resolved(by, now),
        ActionReasons.groupResolved(by, note, open.size()));
  }

  /** Somebody takes the group for a while. */
  static Change snooze(Group group, UUID alert, Instant until, Actor by, String note, Instant now) {
    if (tooLate(group, alert)) {
      return new Change.None(
          Outcome.ALREADY_RESOLVED,
          ActionReasons.tooLate("snoozed", Objects.requireNonNull(group.alerts().get(alert)), by));
    }
    Acknowledged after =
        switch (group.standing()) {
          case Open open -> open.snooze(by, now, until);
          case Acknowledged before -> before.snooze(by, now, until);
          case Resolved _ -> throw new IllegalStateException("told above");
        };
    return new Change.Effective(
        Optional.of(after), unresolved(group), after, ActionReasons.snoozed(by, until, note));
  }

  /** The group is handed to others, who are to answer. */
  static Change reassign(Group group, UUID alert, Assignment to, Actor by, String note) {
    if (tooLate(group, alert)) {
      return new Change.None(
          Outcome.ALREADY_RESOLVED,
          ActionReasons.tooLate(
              "reassigned", Objects.requireNonNull(group.alerts().get(alert)), by));
    }
    return reopened(group, ActionReasons.reassigned(by, to, note));
  }

  /** The while is over for which somebody took the group; empty when it is none, or not yet. */
  static Optional<Change.Effective> wakeUp(Group group, Instant now) {
    return group.standing() instanceof Acknowledged taken
            && taken.until().isPresent()
            && !taken.until().get().isAfter(now)
        ? Optional.of(reopened(group, ActionReasons.snoozeOver(taken)))
        : Optional.empty();
  }

  private static Change.Effective reopened(Group group, Reason reason) {
    Open after =
        group.standing() instanceof Acknowledged acknowledged ? acknowledged.reopen() : new Open();
    return new Change.Effective(Optional.of(after), unresolved(group), after, reason);
  }

  private static boolean tooLate(Group group, UUID alert) {
    return group.alerts().get(alert) instanceof Resolved || group.standing() instanceof Resolved;
  }

  private static List<UUID> unresolved(Group group) {
    return group.alerts().entrySet().stream()
        .filter(each -> !(each.getValue() instanceof Resolved))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Optional<Standing> resolved(Group group, Actor by, Instant now) {
    return switch (group.standing()) {
      case Open open -> Optional.of(open.resolve(by, now));
      case Acknowledged acknowledged -> Optional.of(acknowledged.resolve(by, now));
      case Resolved _ -> Optional.empty();
    };
  }
}
