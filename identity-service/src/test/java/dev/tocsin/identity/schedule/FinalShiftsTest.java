package dev.tocsin.identity.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tocsin.platform.error.Invalid;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FinalShiftsTest {

  private static final UUID ANN = new UUID(0, 1);
  private static final UUID BOB = new UUID(0, 2);
  private static final UUID CEM = new UUID(0, 3);
  private static final Range THREE_DAYS = range("2026-01-01T00:00:00Z", "2026-01-04T00:00:00Z");

  @Test
  void mergesLayersAndOverridesAndCutsThemToTheRange() {
    var plan =
        plan(
            List.of(daily("base", "2026-01-01", ANN, BOB)),
            takeover(1, CEM, "2026-01-02T12:00:00Z", "2026-01-02T18:00:00Z"));

    FinalShifts shifts = FinalShifts.of(plan, THREE_DAYS);

    assertEquals(
        List.of(
            "nobody 2026-01-01T00:00:00Z 2026-01-01T09:00:00Z",
            "1 2026-01-01T09:00:00Z 2026-01-02T09:00:00Z",
            "2 2026-01-02T09:00:00Z 2026-01-02T12:00:00Z",
            "3 2026-01-02T12:00:00Z 2026-01-02T18:00:00Z",
            "2 2026-01-02T18:00:00Z 2026-01-03T09:00:00Z",
            "1 2026-01-03T09:00:00Z 2026-01-04T00:00:00Z"),
        words(shifts.shifts()));
    assertEquals(List.of("nobody 2026-01-01T00:00:00Z 2026-01-01T09:00:00Z"), words(shifts.gaps()));
  }

  @Test
  void showsEveryLayerAsIfItWereAlone() {
    var plan =
        plan(
            List.of(daily("weak", "2026-01-02", ANN), daily("strong", "2026-01-03", BOB)),
            takeover(1, CEM, "2026-01-02T12:00:00Z", "2026-01-03T12:00:00Z"));

    FinalShifts shifts = FinalShifts.of(plan, THREE_DAYS);

    assertEquals(
        List.of(
            "1 2026-01-02T09:00:00Z 2026-01-03T09:00:00Z",
            "1 2026-01-03T09:00:00Z 2026-01-04T00:00:00Z"),
        words(shifts.layers().get(0)));
    assertEquals(
        List.of("2 2026-01-03T09:00:00Z 2026-01-04T00:00:00Z"), words(shifts.layers().get(1)));
  }

  @Test
  void anUneventfulScheduleHasNoFindings() {
    var plan = plan(List.of(daily("base", "2025-01-01", ANN, BOB)));

    assertEquals(List.of(), FinalShifts.of(plan, THREE_DAYS).findings());
  }

  @Test
  void tellsOfAScheduleWithoutLayers() {
    List<Finding> findings = FinalShifts.of(plan(List.of()), THREE_DAYS).findings();

    assertEquals(List.of(Finding.Kind.NO_LAYERS), kinds(findings));
  }

  @Test
  void tellsOncePerLayerOfDeactivatedPeopleAndWhereTheyStand() {
    var plan =
        new SchedulePlan(
            ZoneId.of("UTC"),
            List.of(daily("base", "2025-01-01", ANN, BOB, CEM, BOB)),
            List.of(takeover(1, BOB, "2026-01-02T12:00:00Z", "2026-01-05T00:00:00Z")),
            Set.of(BOB));

    List<Finding> findings = FinalShifts.of(plan, THREE_DAYS).findings();

    assertEquals(List.of(Finding.Kind.DEACTIVATED, Finding.Kind.DEACTIVATED), kinds(findings));
    assertEquals("schedule.layers[0].participants[1]", findings.get(0).field());
    assertEquals("overrides[0]", findings.get(1).field());
    assertEquals(Optional.of(BOB), findings.get(1).user());
    assertEquals(
        Optional.of(range("2026-01-02T12:00:00Z", "2026-01-04T00:00:00Z")), findings.get(1).time());
  }

  @Test
  void tellsWhichOverrideHidesWhichAndWhen() {
    var plan =
        plan(
            List.of(daily("base", "2025-01-01", ANN)),
            takeover(2, CEM, "2026-01-02T10:00:00Z", "2026-01-02T14:00:00Z"),
            takeover(1, BOB, "2026-01-02T12:00:00Z", "2026-01-02T18:00:00Z"),
            takeover(3, CEM, "2026-01-02T13:00:00Z", "2026-01-02T14:00:00Z"));

    List<Finding> findings = FinalShifts.of(plan, THREE_DAYS).findings();

    assertEquals(List.of(Finding.Kind.OVERLAP, Finding.Kind.OVERLAP), kinds(findings));
    assertEquals("overrides[0]", findings.get(0).field());
    assertEquals(
        Optional.of(range("2026-01-02T12:00:00Z", "2026-01-02T14:00:00Z")), findings.get(0).time());
    assertEquals("overrides[2]", findings.get(1).field());
  }

  @Test
  void tellsOfEachPairOfOverlappingOverridesOnce() {
    Random random = new Random(7);
    List<UUID> people = List.of(ANN, BOB, CEM);
    for (int round = 0; round < 200; round++) {
      List<Takeover> overrides = new ArrayList<>();
      for (int age = 0; age < 8; age++) {
        Instant start = THREE_DAYS.from().plus(Duration.ofHours(random.nextInt(-20, 80)));
        Duration length = Duration.ofHours(random.nextInt(1, 30));
        overrides.add(
            new Takeover(
                new UUID(9, age),
                people.get(random.nextInt(people.size())),
                start,
                start.plus(length),
                Instant.EPOCH.plusSeconds(random.nextInt(4))));
      }
      var plan = new SchedulePlan(ZoneId.of("UTC"), List.of(), overrides, Set.of(CEM));
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < overrides.size(); i++) {
        for (Takeover older : overrides) {
          Takeover younger = overrides.get(i);
          Instant start = younger.start().isAfter(older.start()) ? younger.start() : older.start();
          Instant end = younger.end().isBefore(older.end()) ? younger.end() : older.end();
          if (SchedulePlan.BY_AGE.compare(older, younger) < 0
              && !younger.person().equals(older.person())
              && !younger.person().equals(CEM)
              && !older.person().equals(CEM)
              && start.isBefore(end)
              && start.isBefore(THREE_DAYS.until())
              && end.isAfter(THREE_DAYS.from())) {
            expected.add("overrides[" + i + "] from " + start + " until " + end);
          }
        }
      }

      List<String> told =
          Finding.about(plan, THREE_DAYS).stream()
              .filter(finding -> finding.kind() == Finding.Kind.OVERLAP)
              .map(
                  finding ->
                      finding.field() + finding.text().substring(finding.text().indexOf(" from ")))
              .toList();

      assertEquals(expected, told);
    }
  }

  @Test
  void tellsOfALayerThatStrongerOnesHide() {
    var plan = plan(List.of(daily("under", "2025-01-01", ANN), daily("over", "2025-01-01", BOB)));

    List<Finding> findings = FinalShifts.of(plan, THREE_DAYS).findings();

    assertEquals(List.of(Finding.Kind.LAYER_HIDDEN), kinds(findings));
    assertEquals("schedule.layers[0]", findings.get(0).field());
  }

  @Test
  void aLayerThatBeginsAfterTheRangeIsNotCalledHidden() {
    var plan = plan(List.of(daily("base", "2025-01-01", ANN), daily("later", "2027-01-01", BOB)));

    assertEquals(List.of(), FinalShifts.of(plan, THREE_DAYS).findings());
  }

  @Test
  void aRangeHasABeginningBeforeItsEndAndAtMost400Days() {
    Range longest = range("2026-01-01T00:00:00Z", "2027-02-05T00:00:00Z");

    assertEquals(Duration.ofDays(400), Duration.between(longest.from(), longest.until()));
    assertThrows(Invalid.class, () -> range("2026-01-01T00:00:00Z", "2027-02-05T00:00:01Z"));
    Invalid refused =
        assertThrows(Invalid.class, () -> range("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"));
    assertEquals("end_time", refused.violations().getFirst().field());
  }

  private static Range range(String from, String until) {
    return new Range(Instant.parse(from), Instant.parse(until));
  }

  private static SchedulePlan plan(List<Layer> layers, Takeover... overrides) {
    return new SchedulePlan(ZoneId.of("UTC"), layers, List.of(overrides), Set.of());
  }

  private static Layer daily(String name, String startDate, UUID... people) {
    return new Layer(
        name, Rotation.daily(1, LocalTime.of(9, 0), LocalDate.parse(startDate)), List.of(people));
  }

  private static Takeover takeover(int age, UUID who, String start, String end) {
    return new Takeover(
        new UUID(9, age),
        who,
        Instant.parse(start),
        Instant.parse(end),
        Instant.EPOCH.plusSeconds(age));
  }

  private static List<Finding.Kind> kinds(List<Finding> findings) {
    return findings.stream().map(Finding::kind).toList();
  }

  private static List<String> words(List<Shift> shifts) {
    return shifts.stream()
        .map(
            shift ->
                shift
                        .cause()
                        .user()
                        .map(user -> Long.toString(user.getLeastSignificantBits()))
                        .orElse("nobody")
                    + " "
                    + shift.start()
                    + " "
                    + shift.end())
        .toList();
  }
}
