package dev.tocsin.identity.oncall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OnCallTest {

  private static final UUID ANN = new UUID(0, 1);
  private static final UUID BOB = new UUID(0, 2);
  private static final UUID CEM = new UUID(0, 3);

  private static final LocalTime NINE = LocalTime.of(9, 0);

  @Test
  void handsOverEveryDayAtTheWallClockTime() {
    var plan = plan("UTC", daily("2026-01-01", ANN, BOB));

    assertEquals(Optional.of(ANN), who(plan, "2026-01-01T09:00:00Z"));
    assertEquals(Optional.of(ANN), who(plan, "2026-01-02T08:59:59Z"));
    assertEquals(Optional.of(BOB), who(plan, "2026-01-02T09:00:00Z"));
    assertEquals(Optional.of(ANN), who(plan, "2026-01-03T09:00:00Z"));
  }

  @Test
  void aWeeklyRotationStartsOnTheFirstHandoffDayOnOrAfterTheStartDate() {
    // 2026-01-01 is a Thursday.
    var plan = plan("UTC", weekly("2026-01-01", DayOfWeek.MONDAY, 1, ANN, BOB));

    assertEquals(Optional.empty(), who(plan, "2026-01-05T08:59:59Z"));
    assertEquals(Optional.of(ANN), who(plan, "2026-01-05T09:00:00Z"));
    assertEquals(Optional.of(ANN), who(plan, "2026-01-12T08:59:59Z"));
    assertEquals(Optional.of(BOB), who(plan, "2026-01-12T09:00:00Z"));
  }

  @Test
  void turnsMayLastSeveralUnits() {
    var fortnight = plan("UTC", weekly("2026-01-05", DayOfWeek.MONDAY, 2, ANN, BOB));
    var threeDays =
        plan("UTC", layer(Rotation.daily(3, NINE, LocalDate.parse("2026-01-01")), ANN, BOB));

    assertEquals(Optional.of(ANN), who(fortnight, "2026-01-19T08:59:59Z"));
    assertEquals(Optional.of(BOB), who(fortnight, "2026-01-19T09:00:00Z"));
    assertEquals(Optional.of(ANN), who(threeDays, "2026-01-04T08:59:59Z"));
    assertEquals(Optional.of(BOB), who(threeDays, "2026-01-04T09:00:00Z"));
  }

  @Test
  void nobodyIsOnCallBeforeTheFirstTurn() {
    var plan = plan("UTC", daily("2026-01-01", ANN));

    Instant before = Instant.parse("2025-06-01T00:00:00Z");

    assertEquals(List.of(), OnCall.of(plan).at(Duty.PRIMARY, before));
    assertEquals(
        Optional.of(new Range(Instant.MIN, Instant.parse("2026-01-01T09:00:00Z"))),
        OnCall.of(plan).gapAt(Duty.PRIMARY, before));
  }

  @Test
  void aScheduleWithoutLayersIsOneGap() {
    var plan = plan("UTC");

    Instant now = Instant.parse("2026-01-01T00:00:00Z");

    assertEquals(
        Optional.of(new Range(Instant.MIN, Instant.MAX)), OnCall.of(plan).gapAt(Duty.PRIMARY, now));
    assertEquals(List.of(), OnCall.of(plan).next(Duty.PRIMARY, now));
  }

  @Test
  void theLastLayerThatNamesSomebodyWins() {
    var plan = plan("UTC", daily("2026-01-01", ANN), daily("2026-01-10", BOB));

    assertEquals(Optional.of(ANN), who(plan, "2026-01-10T08:59:59Z"));
    assertEquals(Optional.of(BOB), who(plan, "2026-01-10T09:00:00Z"));
  }

  @Test
  void aStrongerLayerCutsTheTurnOfAWeakerOne() {
    var plan =
        plan("UTC", weekly("2026-01-05", DayOfWeek.MONDAY, 1, ANN), daily("2026-01-08", BOB));

    Shift shift = shift(plan, Instant.parse("2026-01-06T00:00:00Z"));

    assertEquals(Instant.parse("2026-01-05T09:00:00Z"), shift.start());
    assertEquals(Instant.parse("2026-01-08T09:00:00Z"), shift.end());
  }

  @Test
  void anOverrideHoldsFromItsStartUntilJustBeforeItsEnd() {
    var plan =
        with(
            plan("UTC", daily("2026-01-01", ANN)),
            takeover(1, BOB, "2026-01-05T12:00:00Z", "2026-01-05T14:00:00Z"));

    assertEquals(Optional.of(ANN), who(plan, "2026-01-05T11:59:59.999Z"));
    assertEquals(Optional.of(BOB), who(plan, "2026-01-05T12:00:00Z"));
    assertEquals(Optional.of(BOB), who(plan, "2026-01-05T13:59:59.999Z"));
    assertEquals(Optional.of(ANN), who(plan, "2026-01-05T14:00:00Z"));
  }

  @Test
  void anOverrideSplitsTheTurnItLiesOn() {
    var plan =
        with(
            plan("UTC", daily("2026-01-01", ANN)),
            takeover(1, BOB, "2026-01-05T12:00:00Z", "2026-01-05T14:00:00Z"));

    Shift before = shift(plan, Instant.parse("2026-01-05T10:00:00Z"));
    Shift after = shift(plan, Instant.parse("2026-01-05T15:00:00Z"));

    assertEquals(Instant.parse("2026-01-05T12:00:00Z"), before.end());
    assertEquals(Instant.parse("2026-01-05T14:00:00Z"), after.start());
    assertEquals(Instant.parse("2026-01-06T09:00:00Z"), after.end());
  }

  @Test
  void theYoungestOfOverlappingOverridesWins() {
    var plan =
        with(
            plan("UTC", daily("2026-01-01", ANN)),
            takeover(2, CEM, "2026-01-05T13:00:00Z", "2026-01-05T15:00:00Z"),
            takeover(1, BOB, "2026-01-05T12:00:00Z", "2026-01-05T16:00:00Z"));

    assertEquals(Optional.of(BOB), who(plan, "2026-01-05T12:30:00Z"));
    assertEquals(Optional.of(CEM), who(plan, "2026-01-05T14:00:00Z"));
    assertEquals(Optional.of(BOB), who(plan, "2026-01-05T15:00:00Z"));
  }

  @Test
  void anOverrideFillsAGap() {
    var plan = with(plan("UTC"), takeover(1, BOB, "2026-01-05T12:00:00Z", "2026-01-05T16:00:00Z"));

    assertEquals(Optional.of(BOB), who(plan, "2026-01-05T12:30:00Z"));
    assertEquals(Optional.empty(), who(plan, "2026-01-05T16:00:00Z"));
  }

  @Test
  void aDeactivatedPersonsTurnIsAGapAndMovesNobodyElses() {
    var plan = without(plan("UTC", daily("2026-01-01", ANN, BOB, CEM)), BOB);

    assertEquals(Optional.of(ANN), who(plan, "2026-01-01T10:00:00Z"));
    assertEquals(Optional.empty(), who(plan, "2026-01-02T10:00:00Z"));
    assertEquals(Optional.of(CEM), who(plan, "2026-01-03T10:00:00Z"));
  }

  @Test
  void aWeakerLayerShowsThroughADeactivatedPersonsTurn() {
    var plan = without(plan("UTC", daily("2026-01-01", CEM), daily("2026-01-01", ANN, BOB)), BOB);

    assertEquals(Optional.of(CEM), who(plan, "2026-01-02T10:00:00Z"));
  }

  @Test
  void anOverrideByADeactivatedPersonIsAsIfItWereNotThere() {
    var plan =
        without(
            with(
                plan("UTC", daily("2026-01-01", ANN)),
                takeover(1, BOB, "2026-01-05T12:00:00Z", "2026-01-05T16:00:00Z")),
            BOB);

    assertEquals(Optional.of(ANN), who(plan, "2026-01-05T12:30:00Z"));
  }

  @Test
  void aLayerWhoseParticipantsAreAllDeactivatedIsAGap() {
    var plan = without(plan("UTC", daily("2026-01-01", ANN, BOB)), ANN, BOB);

    assertEquals(
        Optional.of(new Range(Instant.MIN, Instant.MAX)),
        OnCall.of(plan).gapAt(Duty.PRIMARY, Instant.parse("2026-03-01T00:00:00Z")));
  }

  @Test
  void nextIsTheFollowingTurnOfTheRotationInForce() {
    var plan = plan("UTC", daily("2026-01-01", CEM), daily("2026-01-01", ANN, BOB));

    Shift next =
        OnCall.of(plan).next(Duty.PRIMARY, Instant.parse("2026-01-01T10:00:00Z")).getFirst();

    assertEquals(BOB, next.person());
    assertEquals(Instant.parse("2026-01-02T09:00:00Z"), next.start());
    assertEquals(Instant.parse("2026-01-03T09:00:00Z"), next.end());
  }

  @Test
  void nextSkipsDeactivatedPeople() {
    var plan = without(plan("UTC", daily("2026-01-01", ANN, BOB, CEM)), BOB);

    Shift next =
        OnCall.of(plan).next(Duty.PRIMARY, Instant.parse("2026-01-01T10:00:00Z")).getFirst();

    assertEquals(CEM, next.person());
  }

  @Test
  void nextLeavesOverridesAside() {
    var plan =
        with(
            plan("UTC", daily("2026-01-01", ANN, BOB)),
            takeover(1, CEM, "2026-01-01T09:30:00Z", "2026-01-03T09:00:00Z"));

    Shift next =
        OnCall.of(plan).next(Duty.PRIMARY, Instant.parse("2026-01-01T10:00:00Z")).getFirst();

    assertEquals(BOB, next.person());
  }

  @Test
  void nextBeforeTheFirstTurnIsTheFirstTurn() {
    var plan = plan("UTC", daily("2026-02-01", ANN), daily("2026-01-15", BOB));

    Shift next =
        OnCall.of(plan).next(Duty.PRIMARY, Instant.parse("2026-01-01T10:00:00Z")).getFirst();

    assertEquals(BOB, next.person());
    assertEquals(Instant.parse("2026-01-15T09:00:00Z"), next.start());
  }

  @Test
  void answersForTheYear9999() {
    var plan = plan("Europe/London", daily("2026-01-01", ANN, BOB));

    assertTrue(who(plan, "9999-12-31T23:59:59Z").isPresent());
  }

  @Test
  void anOverrideThatEndsBeforeItStartsCannotBe() {
    assertThrows(
        IllegalArgumentException.class,
        () -> takeover(1, ANN, "2026-01-05T12:00:00Z", "2026-01-05T12:00:00Z"));
  }

  private static Optional<UUID> who(SchedulePlan plan, String instant) {
    return OnCall.of(plan).at(Duty.PRIMARY, Instant.parse(instant)).stream()
        .map(Shift::person)
        .findFirst();
  }

  private static Shift shift(SchedulePlan plan, Instant instant) {
    return OnCall.of(plan).at(Duty.PRIMARY, instant).getFirst();
  }

  private static SchedulePlan plan(String zone, Layer... layers) {
    List<Layer> numbered =
        IntStream.range(0, layers.length)
            .mapToObj(i -> Layer.of(new UUID(7, i), "layer " + i, layers[i].turns()))
            .toList();
    return SchedulePlan.of(ZoneId.of(zone), numbered, List.of(), Map.of());
  }

  private static SchedulePlan with(SchedulePlan plan, OverrideRule... overrides) {
    return new SchedulePlan(plan.versions(), List.of(overrides), plan.deactivated());
  }

  private static SchedulePlan without(SchedulePlan plan, UUID... people) {
    return new SchedulePlan(
        plan.versions(),
        plan.overrides(),
        Stream.of(people).collect(Collectors.toMap(person -> person, person -> Instant.MIN)));
  }

  private static Layer daily(String startDate, UUID... people) {
    return layer(Rotation.daily(1, NINE, LocalDate.parse(startDate)), people);
  }

  private static Layer weekly(String startDate, DayOfWeek day, int weeks, UUID... people) {
    return layer(Rotation.weekly(weeks, NINE, day, LocalDate.parse(startDate)), people);
  }

  private static Layer layer(Rotation rotation, UUID... people) {
    return Layer.of(new UUID(7, 0), "layer", Turns.Rotating.of(rotation, List.of(people)));
  }

  private static OverrideRule takeover(int age, UUID who, String start, String end) {
    return OverrideRule.takeOver(
        new UUID(9, age),
        who,
        Instant.parse(start),
        Instant.parse(end),
        Instant.EPOCH.plusSeconds(age));
  }
}
