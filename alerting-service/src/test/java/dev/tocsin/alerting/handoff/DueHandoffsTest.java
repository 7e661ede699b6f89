package dev.tocsin.alerting.handoff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.handoff.Handoff.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who is due what at a hand-off. */
class DueHandoffsTest {

  private static final UUID SCHEDULE = new UUID(0, 9);
  private static final UUID ANN = new UUID(0, 1);
  private static final UUID BOB = new UUID(0, 2);
  private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration AHEAD = Duration.ofMinutes(3);

  @Test
  void whoComesIsToldBeforeAndAtTheHandOffAndWhoGoesAtIt() {
    assertEquals(
        List.of("BEFORE ANN 08:00", "BEGIN ANN 09:00", "END BOB 09:00"),
        due(rules(true, false), NINE.minus(HOUR.plus(AHEAD)), handOff(NINE)));
  }

  @Test
  void aDrillIsForWhoComesAndNotForWhoOnlyLearns() {
    assertEquals(List.of("DRILL ANN 09:00"), due(rules(false, true), NINE, handOff(NINE)));
    assertEquals(
        List.of(),
        due(rules(false, true), NINE, new ShiftChange(NINE, true, List.of(ANN), List.of())));
    assertEquals(
        List.of("BEGIN ANN 09:00"),
        due(rules(true, false), NINE, new ShiftChange(NINE, true, List.of(ANN), List.of())));
  }

  @Test
  void aHandOffMadeLateIsToldOfAtOnceUnlessItIsTooNear() {
    assertEquals(
        List.of("BEFORE ANN 08:40", "BEGIN ANN 09:00", "END BOB 09:00"),
        due(rules(true, false), NINE.minusSeconds(1200), handOff(NINE)));
    assertEquals(
        List.of("BEGIN ANN 09:00", "END BOB 09:00"),
        due(rules(true, false), NINE.minusSeconds(300), handOff(NINE)));
  }

  @Test
  void whatLiesTooFarBackOrAheadOrBeforeTheRulesIsLeftOut() {
    HandoffRules rules = rules(true, true);
    assertEquals(3, due(rules, NINE.plus(HOUR), handOff(NINE)).size());
    assertEquals(List.of(), due(rules, NINE.plus(HOUR).plusNanos(1_000), handOff(NINE)));
    assertEquals(
        List.of(), due(rules, NINE.minus(HOUR).minus(AHEAD).minusSeconds(1), handOff(NINE)));
    HandoffRules since =
        new HandoffRules(SCHEDULE, true, HOUR, true, HOUR, Optional.empty(), NINE.plusNanos(1_000));
    assertEquals(List.of(), due(since, NINE.plusSeconds(60), handOff(NINE)));
  }

  @Test
  void whoComesOnTwoDutiesAtOnceIsToldOnce() {
    List<Handoff> due =
        DueHandoffs.of(rules(true, true), List.of(handOff(NINE), handOff(NINE)), NINE, HOUR, AHEAD);
    assertEquals(3, due.size());
    assertEquals(3, due.stream().map(Handoff::id).distinct().count());
  }

  @Test
  void anEditSinceCounts() {
    Handoff comes = new Handoff(SCHEDULE, NINE, ANN, Kind.BEGIN, NINE);
    Handoff goes = new Handoff(SCHEDULE, NINE, BOB, Kind.END, NINE);
    assertTrue(DueHandoffs.stillHolds(comes, List.of(handOff(NINE))));
    assertTrue(DueHandoffs.stillHolds(goes, List.of(handOff(NINE))));
    assertFalse(DueHandoffs.stillHolds(comes, List.of(handOff(NINE.plusSeconds(1)))));
    List<ShiftChange> other = List.of(new ShiftChange(NINE, false, List.of(BOB), List.of(ANN)));
    assertFalse(DueHandoffs.stillHolds(comes, other));
    assertFalse(DueHandoffs.stillHolds(goes, other));
    assertFalse(DueHandoffs.stillHolds(comes, List.of()));
  }

  @Test
  void whatIsSaidBeforeIsTooLateAtTheHandOffAndTheRestAnHourLater() {
    Handoff before = new Handoff(SCHEDULE, NINE, ANN, Kind.BEFORE, NINE.minus(HOUR));
    Handoff begin = new Handoff(SCHEDULE, NINE, ANN, Kind.BEGIN, NINE);
    assertFalse(DueHandoffs.isLate(before, NINE.minusNanos(1), HOUR));
    assertTrue(DueHandoffs.isLate(before, NINE, HOUR));
    assertFalse(DueHandoffs.isLate(begin, NINE.plus(HOUR), HOUR));
    assertTrue(DueHandoffs.isLate(begin, NINE.plus(HOUR).plusNanos(1), HOUR));
  }

  private static ShiftChange handOff(Instant at) {
    return new ShiftChange(at, false, List.of(ANN), List.of(BOB));
  }

  private static HandoffRules rules(boolean notices, boolean drills) {
    return new HandoffRules(SCHEDULE, notices, HOUR, drills, HOUR, Optional.empty(), Instant.EPOCH);
  }

  private static List<String> due(HandoffRules rules, Instant now, ShiftChange... changes) {
    return DueHandoffs.of(rules, List.of(changes), now, HOUR, AHEAD).stream()
        .sorted(Comparator.comparing(Handoff::due).thenComparing(Handoff::kind))
        .map(
            each ->
                "%s %s %s"
                    .formatted(
                        each.kind(),
                        each.person().equals(ANN) ? "ANN" : "BOB",
                        each.due().toString().substring(11, 16)))
        .toList();
  }
}
