package dev.tocsin.identity.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ShiftChangesTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final UUID ANN = UUID.randomUUID();
  private static final UUID BEN = UUID.randomUUID();
  private static final UUID ROW = UUID.randomUUID();

  @Test
  void theFirstReadingTakesEverything() {
    List<Shift> said = List.of(shift(ANN, -48, -24), shift(ANN, -2, 2), shift(BEN, 2, 4));
    assertEquals(
        new ShiftChanges(List.of(), Map.of(), said), ShiftChanges.of(Map.of(), said, true, NOW));
  }

  @Test
  void theSameAgainWritesNothing() {
    assertEquals(
        new ShiftChanges(List.of(), Map.of(), List.of()),
        ShiftChanges.of(
            Map.of(ROW, shift(ANN, -2, 2), UUID.randomUUID(), shift(BEN, 2, 4)),
            List.of(shift(ANN, -48, -24), shift(ANN, -2, 2), shift(BEN, 2, 4)),
            false,
            NOW));
  }

  @Test
  void whoHasBegunIsEndedNowAndWhoFollowsBeginsNow() {
    assertEquals(
        new ShiftChanges(List.of(), Map.of(ROW, NOW), List.of(shift(BEN, 0, 2))),
        ShiftChanges.of(Map.of(ROW, shift(ANN, -2, 2)), List.of(shift(BEN, -2, 2)), false, NOW));
  }

  @Test
  void aShiftThatWasToldLateIsTheSameAtTheNextReading() {
    assertEquals(
        new ShiftChanges(List.of(), Map.of(), List.of()),
        ShiftChanges.of(Map.of(ROW, shift(BEN, -1, 2)), List.of(shift(BEN, -2, 2)), false, NOW));
  }

  @Test
  void anEndMayMoveAndAShiftToComeMayGo() {
    UUID gone = UUID.randomUUID();
    assertEquals(
        new ShiftChanges(List.of(gone), Map.of(ROW, NOW.plus(Duration.ofHours(5))), List.of()),
        ShiftChanges.of(
            Map.of(ROW, shift(ANN, -2, 2), gone, shift(BEN, 2, 4)),
            List.of(shift(ANN, -2, 5)),
            false,
            NOW));
  }

  @Test
  void anotherPersonAtTheSameTimeIsAnotherShift() {
    assertEquals(
        new ShiftChanges(List.of(ROW), Map.of(), List.of(shift(BEN, 2, 4))),
        ShiftChanges.of(Map.of(ROW, shift(ANN, 2, 4)), List.of(shift(BEN, 2, 4)), false, NOW));
  }

  private static Shift shift(UUID person, int from, int until) {
    return new Shift(
        NOW.plus(Duration.ofHours(from)),
        NOW.plus(Duration.ofHours(until)),
        "on call",
        List.of(person),
        List.of());
  }
}
