package dev.tocsin.alerting.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.action.Standing.Acknowledged;
import dev.tocsin.alerting.action.Standing.Open;
import dev.tocsin.alerting.action.Standing.Resolved;
import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.policy.Assignment;
import dev.tocsin.alerting.timeline.Actor;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChangesTest {

  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
  private static final Actor ADA = new Actor("user", UUID.randomUUID().toString());
  private static final Standing OPEN = new Open();
  private static final Standing TAKEN = new Acknowledged(ADA, NOW, Optional.empty());
  private static final Instant LATER = NOW.plusSeconds(3600);
  private static final Standing SNOOZED = new Acknowledged(ADA, NOW, Optional.of(LATER));
  private static final Standing OVER = new Resolved(ADA, NOW);
  private static final Assignment TO = new Assignment.ToPolicy(UUID.randomUUID());
  private static final UUID ONE = UUID.randomUUID();
  private static final UUID TWO = UUID.randomUUID();

  @Test
  void takesTheWholeGroupByOneAlert() {
    Change.Effective change = effective(acknowledge(group(OPEN, OPEN, OPEN), ONE));

    assertEquals(List.of(ONE, TWO), change.alerts());
    assertEquals(AlertState.ACKNOWLEDGED, change.group().orElseThrow().state());
  }

  @Test
  void leavesAResolvedAlertOfTheGroupAlone() {
    assertEquals(List.of(ONE), effective(acknowledge(group(OPEN, OPEN, OVER), ONE)).alerts());
  }

  @Test
  void takesAnAlertThatJoinedLater() {
    Change.Effective change = effective(acknowledge(group(TAKEN, TAKEN, OPEN), TWO));

    assertEquals(List.of(TWO), change.alerts());
    assertTrue(change.group().isEmpty());
  }

  @Test
  void acknowledgingAgainOrTooLateIsAnOutcome() {
    assertEquals(Outcome.ALREADY_DONE, none(acknowledge(group(TAKEN, TAKEN), ONE)).outcome());
    assertEquals(Outcome.ALREADY_RESOLVED, none(acknowledge(group(OVER, OVER), ONE)).outcome());
    assertEquals(
        Outcome.ALREADY_RESOLVED, none(acknowledge(group(OPEN, OVER, OPEN), ONE)).outcome());
  }

  @Test
  void snoozesTheWholeGroupOpenTakenOrSnoozedBefore() {
    for (Standing before : List.of(OPEN, TAKEN, SNOOZED)) {
      Change.Effective change =
          effective(Changes.snooze(group(before, before, OVER), ONE, LATER, ADA, "", NOW));

      assertEquals(List.of(ONE), change.alerts());
      assertEquals(SNOOZED, change.group().orElseThrow());
    }
  }

  @Test
  void acknowledgingASnoozedGroupHoldsForGood() {
    Change.Effective change = effective(acknowledge(group(SNOOZED, SNOOZED, OVER), ONE));

    assertEquals(TAKEN, change.group().orElseThrow());
    assertEquals(List.of(ONE), change.alerts());
  }

  @Test
  void opensASnoozedGroupAgainWhenItIsOverAndNoOther() {
    assertEquals(Optional.empty(), Changes.wakeUp(group(SNOOZED, SNOOZED), LATER.minusMillis(1)));
    assertEquals(
        Optional.of(OPEN), Changes.wakeUp(group(SNOOZED, SNOOZED), LATER).orElseThrow().group());
    for (Standing other : List.of(OPEN, TAKEN, OVER)) {
      assertEquals(Optional.empty(), Changes.wakeUp(group(other, other), LATER));
    }
  }

  @Test
  void opensAGroupForThoseItIsHandedTo() {
    for (Standing before : List.of(OPEN, TAKEN, SNOOZED)) {
      Change.Effective change =
          effective(Changes.reassign(group(before, before, OVER), ONE, TO, ADA, ""));

      assertEquals(OPEN, change.group().orElseThrow());
      assertEquals(List.of(ONE), change.alerts());
    }
  }

  @Test
  void snoozingOrReassigningTooLateIsAnOutcome() {
    for (Group late : List.of(group(OVER, OVER), group(OPEN, OVER, OPEN))) {
      assertEquals(
          Outcome.ALREADY_RESOLVED, none(Changes.snooze(late, ONE, LATER, ADA, "", NOW)).outcome());
      assertEquals(
          Outcome.ALREADY_RESOLVED, none(Changes.reassign(late, ONE, TO, ADA, "")).outcome());
    }
  }

  @Test
  void endsTheGroupWithItsLastAlert() {
    Change.Effective first = effective(resolve(group(OPEN, OPEN, OPEN), ONE));
    Change.Effective last = effective(resolve(group(TAKEN, TAKEN, OVER), ONE));

    assertTrue(first.group().isEmpty());
    assertEquals(AlertState.RESOLVED, last.group().orElseThrow().state());
  }

  @Test
  void resolvingAgainIsAnOutcome() {
    assertEquals(Outcome.ALREADY_DONE, none(resolve(group(OPEN, OVER, OPEN), ONE)).outcome());
    assertEquals(
        Outcome.ALREADY_DONE, none(Changes.resolveAll(group(OVER, OVER), ADA, "", NOW)).outcome());
  }

  @Test
  void endsEveryAlertOfAGroup() {
    Change.Effective change =
        effective(Changes.resolveAll(group(TAKEN, TAKEN, OVER), ADA, "", NOW));

    assertEquals(List.of(ONE), change.alerts());
    assertEquals(AlertState.RESOLVED, change.group().orElseThrow().state());
  }

  private static Change acknowledge(Group group, UUID alert) {
    return Changes.acknowledge(group, Optional.of(alert), ADA, "", NOW);
  }

  private static Change resolve(Group group, UUID alert) {
    return Changes.resolve(group, alert, ADA, "", NOW);
  }

  private static Change.Effective effective(Change change) {
    return assertInstanceOf(Change.Effective.class, change);
  }

  private static Change.None none(Change change) {
    return assertInstanceOf(Change.None.class, change);
  }

  private static Group group(Standing standing, Standing... alerts) {
    Map<UUID, Standing> each = new LinkedHashMap<>();
    each.put(ONE, alerts[0]);
    if (alerts.length > 1) {
      each.put(TWO, alerts[1]);
    }
    return new Group(UUID.randomUUID(), standing, each, NOW, Optional.empty(), Optional.empty());
  }
}
