package dev.tocsin.identity.oncall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who comes and who goes at which instant. */
class ShiftChangesTest {

  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final UUID ANN = new UUID(0, 1);
  private static final UUID BOB = new UUID(0, 2);
  private static final UUID CEM = new UUID(0, 3);
  private static final Instant FIRST = Instant.parse("2026-01-05T09:00:00Z");

  @Test
  void oneComesAndTheOtherGoesAtTheSameInstant() {
    assertEquals(
        List.of(
            new ShiftChanges.Change(FIRST, Duty.PRIMARY, List.of(ANN), List.of()),
            new ShiftChanges.Change(day(1), Duty.PRIMARY, List.of(BOB), List.of(ANN))),
        changes(daily(List.of()), FIRST, day(2)));
  }

  @Test
  void theFirstInstantOfTheRangeCountsAndItsEndDoesNot() {
    assertEquals(1, changes(daily(List.of()), day(1), day(1).plusNanos(1_000)).size());
    assertEquals(List.of(), changes(daily(List.of()), FIRST.plusSeconds(1), day(1)));
    OverrideRule nobody = take(CEM, day(1).minusSeconds(60), day(1));
    assertEquals(
        List.of(new ShiftChanges.Change(day(1), Duty.PRIMARY, List.of(BOB), List.of(CEM))),
        changes(daily(List.of(nobody)), day(1), day(1).plusSeconds(1)));
  }

  @Test
  void anotherTurnOfTheSamePersonIsNoHandOff() {
    OverrideRule stays = take(ANN, day(1), day(2));
    assertEquals(
        List.of(new ShiftChanges.Change(FIRST, Duty.PRIMARY, List.of(ANN), List.of())),
        changes(daily(List.of(stays)), FIRST, day(3)));
  }

  @Test
  void whoeverTakesAPartOfAShiftComesAndGoesWithIt() {
    Instant from = FIRST.plus(Duration.ofHours(2));
    Instant until = FIRST.plus(Duration.ofHours(4));
    assertEquals(
        List.of(
            new ShiftChanges.Change(from, Duty.PRIMARY, List.of(CEM), List.of(ANN)),
            new ShiftChanges.Change(until, Duty.PRIMARY, List.of(ANN), List.of(CEM))),
        changes(daily(List.of(take(CEM, from, until))), FIRST.plusSeconds(1), day(1)));
  }

  private static List<ShiftChanges.Change> changes(OnCall onCall, Instant from, Instant until) {
    return ShiftChanges.of(onCall, Duty.PRIMARY, new Range(from, until));
  }

  private static OnCall daily(List<OverrideRule> overrides) {
    Rotation rotation = Rotation.daily(1, LocalTime.of(9, 0), LocalDate.of(2026, 1, 5));
    Turns turns =
        new Turns.Rotating(
            rotation,
            List.of(new Slot(List.of(ANN), 1), new Slot(List.of(BOB), 1)),
            0,
            Optional.empty());
    return OnCall.of(
        SchedulePlan.of(
            UTC, List.of(Layer.of(new UUID(0, 9), "Days", turns)), overrides, Map.of()));
  }

  private static OverrideRule take(UUID who, Instant from, Instant until) {
    return OverrideRule.takeOver(
        new UUID(1, who.getLeastSignificantBits()), who, from, until, from);
  }

  private static Instant day(int days) {
    return FIRST.plus(Duration.ofDays(days));
  }
}
