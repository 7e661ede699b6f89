package dev.tocsin.alerting.handoff;

import dev.tocsin.alerting.handoff.Handoff.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Decides who is due what at which hand-off. */
final class DueHandoffs {

  /** A notice before a hand-off that is nearer than that would only come twice. */
  private static final Duration TOO_NEAR = Duration.ofMinutes(5);

  private DueHandoffs() {}

  /**
   * What is due, and what will be.
   *
   * @param latest how far back a hand-off may lie to be told of
   * @param ahead how far in advance rows are made
   */
  static List<Handoff> of(
      HandoffRules rules, List<ShiftChange> changes, Instant now, Duration latest, Duration ahead) {
    Instant first = now.minus(latest);
    Instant last = now.plus(rules.before()).plus(ahead);
    Map<UUID, Handoff> due = new LinkedHashMap<>();
    for (ShiftChange change : changes) {
      if (change.at().isBefore(first)
          || change.at().isBefore(rules.updatedAt())
          || change.at().isAfter(last)) {
        continue;
      }
      for (Handoff each : at(change, rules, now)) {
        due.putIfAbsent(each.id(), each);
      }
    }
    return List.copyOf(due.values());
  }

  private static List<Handoff> at(ShiftChange change, HandoffRules rules, Instant now) {
    List<Handoff> due = new ArrayList<>();
    for (UUID person : change.coming()) {
      if (rules.notices()) {
        before(change.at(), rules.before(), now)
            .ifPresent(
                at -> due.add(new Handoff(rules.schedule(), change.at(), person, Kind.BEFORE, at)));
        due.add(new Handoff(rules.schedule(), change.at(), person, Kind.BEGIN, change.at()));
      }
      if (rules.drills() && !change.isShadow()) {
        due.add(new Handoff(rules.schedule(), change.at(), person, Kind.DRILL, change.at()));
      }
    }
    if (rules.notices()) {
      for (UUID person : change.going()) {
        due.add(new Handoff(rules.schedule(), change.at(), person, Kind.END, change.at()));
      }
    }
    return due;
  }

  /** When who comes is told beforehand: in time, or at once when the hand-off was made later. */
  private static Optional<Instant> before(Instant handoff, Duration before, Instant now) {
    Instant due = handoff.minus(before);
    if (due.isAfter(now)) {
      return Optional.of(due);
    }
    Duration near = before.compareTo(TOO_NEAR) < 0 ? before : TOO_NEAR;
    return handoff.minus(near).isAfter(now) ? Optional.of(now) : Optional.empty();
  }

  /** Whether it is too late for it. */
  static boolean isLate(Handoff handoff, Instant now, Duration latest) {
    return handoff.kind() == Kind.BEFORE
        ? !now.isBefore(handoff.at())
        : now.isAfter(handoff.at().plus(latest));
  }

  /** Whether it still holds, by the changes of the schedule as it is now. */
  static boolean stillHolds(Handoff handoff, List<ShiftChange> changes) {
    return changes.stream()
        .filter(change -> change.at().equals(handoff.at()))
        .anyMatch(
            change ->
                switch (handoff.kind()) {
                  case BEFORE, BEGIN -> change.coming().contains(handoff.person());
                  case END -> change.going().contains(handoff.person());
                  case DRILL -> !change.isShadow() && change.coming().contains(handoff.person());
                });
  }
}
