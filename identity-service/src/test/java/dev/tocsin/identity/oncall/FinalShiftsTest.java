package dev.tocsin.identity.oncall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

    FinalShifts shifts = FinalShifts.of(OnCall.of(plan), THREE_DAYS);

    assertEquals(
        List.of(
            "1 2026-01-01T09:00:00Z 2026-01-02T09:00:00Z",
            "2 2026-01-02T09:00:00Z 2026-01-02T12:00:00Z",
            "3 2026-01-02T12:00:00Z 2026-01-02T18:00:00Z",
            "2 2026-01-02T18:00:00Z 2026-01-03T09:00:00Z",
            "1 2026-01-03T09:00:00Z 2026-01-04T00:00:00Z"),
        words(shifts.of(Duty.PRIMARY)));
    assertEquals(List.of(range("2026-01-01T00:00:00Z", "2026-01-01T09:00:00Z")), shifts.gaps());
  }

  @Test
  void showsEveryLayerAsIfItWereAlone() {
    var plan =
        plan(
            List.of(daily("weak", "2026-01-02", ANN), daily("strong", "2026-01-03", BOB)),
            takeover(1, CEM, "2026-01-02T12:00:00Z", "2026-01-03T12:00:00Z"));

    FinalShifts shifts = FinalShifts.of(OnCall.of(plan), THREE_DAYS);

    assertEquals(
        List.of(
            "1 2026-01-02T09:00:00Z 2026-01-03T09:00:00Z",
            "1 2026-01-03T09:00:00Z 2026-01-04T00:00:00Z"),
        words(shifts.layers().get(0).shifts()));
    assertEquals(
        List.of("2 2026-01-03T09:00:00Z 2026-01-04T00:00:00Z"),
        words(shifts.layers().get(1).shifts()));
  }

  @Test
  void anUneventfulScheduleHasNoFindings() {
    var plan = plan(List.of(daily("base", "2025-01-01", ANN, BOB)));

    assertEquals(List.of(), FinalShifts.of(OnCall.of(plan), THREE_DAYS).findings());
  }

  @Test
  void tellsOfAScheduleWithoutLayers() {
    List<Finding> findings = FinalShifts.of(OnCall.of(plan(List.of())), THREE_DAYS).findings();

    assertEquals(List.of(Finding.Kind.NO_LAYERS), kinds(findings));
  }

  @Test
  void tellsOncePerLayerOfDeactivatedPeopleAndWhereTheyStand() {
    var plan =
        SchedulePlan.of(
            ZoneId.of("UTC"),
            List.of(daily("base", "2025-01-01", ANN, BOB, CEM, BOB)),
            List.of(takeover(1, BOB, "2026-01-02T12:00:00Z", "2026-01-05T00:00:00Z")),
            Map.of(BOB, Instant.MIN));

    List<Finding> findings = FinalShifts.of(OnCall.of(plan), THREE_DAYS).findings();

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

    List<Finding> findings = FinalShifts.of(OnCall.of(plan), THREE_DAYS).findings();

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
      List<OverrideRule> overrides = new ArrayList<>();
      for (int age = 0; age < 8; age++) {
        Instant start = THREE_DAYS.from().plus(Duration.ofHours(random.nextInt(-20, 80)));
        Duration length = Duration.ofHours(random.nextInt(1, 30));
        overrides.add(
            OverrideRule.takeOver(
                new UUID(9, age),
                people.get(random.nextInt(people.size())),
                start,
                start.plus(length),
                Instant.EPOCH.plusSeconds(random.nextInt(4))));
      }
      var plan = SchedulePlan.of(ZoneId.of("UTC"), List.of(), overrides, Map.of(CEM, Instant.MIN));
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < overrides.size(); i++) {
        for (OverrideRule older : overrides) {
          OverrideRule younger = overrides.get(i);
          Instant start = younger.start().isAfter(older.start()) ? younger.start() : older.start();
          Instant end = younger.end().isBefore(older.end()) ? younger.end() : older.end();
          if (SchedulePlan.BY_AGE.compare(older, younger) < 0
              && !younger.person().equals(older.person())
              && !younger.person().equals(Optional.of(CEM))
              && !older.person().equals(Optional.of(CEM))
              && start.isBefore(end)
              && start.isBefore(THREE_DAYS.until())
              && end.isAfter(THREE_DAYS.from())) {
            expected.add("overrides[" + i + "] from " + start + " until " + end);
          }
        }
      }

      List<String> told =
          Findings.of(plan, THREE_DAYS).stream()
              .filter(finding -> finding.kind() == Finding.Kind.OVERLAP)
              .map(
                  finding ->
                      finding.field() + finding.text().substring(finding.text().indexOf(" from ")))
              .toList();

      assertEquals(expected, told);
    }
  }

  @Test
  void tellsOfALayerThatNamesNobody() {
    Layer blank =
        daily("base", "2025-01-01", ANN)
            .taking(
                new Turns.Rotating(
                    Rotation.daily(1, LocalTime.of(9, 0), LocalDate.parse("2025-01-01")),
                    List.of(Slot.of())));
    var gone =
        SchedulePlan.of(
            ZoneId.of("UTC"),
            List.of(daily("base", "2025-01-01", ANN)),
            List.of(),
            Map.of(ANN, THREE_DAYS.from()));

    Finding finding = FinalShifts.of(OnCall.of(plan(List.of(blank))), THREE_DAYS).findings().get(0);

    assertEquals(Finding.Kind.LAYER_EMPTY, finding.kind());
    assertEquals("layer 'base' puts nobody on call: all of its slots are blank", finding.text());
    assertEquals(
        List.of(Finding.Kind.DEACTIVATED, Finding.Kind.LAYER_EMPTY),
        kinds(FinalShifts.of(OnCall.of(gone), THREE_DAYS).findings()));
  }

  @Test
  void tellsOfOverridesThatChangeNothing() {
    Instant start = Instant.parse("2026-01-02T12:00:00Z");
    Instant end = Instant.parse("2026-01-02T18:00:00Z");
    List<OverrideRule> overrides =
        List.of(
            rule(1, OverrideRule.Kind.REPLACE, CEM, BOB, start, end),
            rule(2, OverrideRule.Kind.REPLACE, CEM, ANN, start, end),
            rule(3, OverrideRule.Kind.REMOVE, null, BOB, start, end),
            rule(4, OverrideRule.Kind.REMOVE, null, CEM, start, end));
    var plan =
        SchedulePlan.of(
            ZoneId.of("UTC"), List.of(daily("base", "2025-01-01", ANN)), overrides, Map.of());

    List<Finding> findings = FinalShifts.of(OnCall.of(plan), THREE_DAYS).findings();

    // What the second puts on call, the fourth takes off: it is the second that changes nothing.
    assertEquals(
        List.of("overrides[0]", "overrides[1]", "overrides[2]"),
        findings.stream()
            .filter(finding -> finding.kind() == Finding.Kind.OVERRIDE_IDLE)
            .map(Finding::field)
            .toList());
    assertEquals(Optional.of(new Range(start, end)), findings.getLast().time());
  }

  private static OverrideRule rule(
      int age,
      OverrideRule.Kind kind,
      @Nullable UUID person,
      UUID replaces,
      Instant start,
      Instant end) {
    return new OverrideRule(
        new UUID(9, age),
        kind,
        Optional.ofNullable(person),
        Optional.of(replaces),
        Optional.empty(),
        Optional.empty(),
        start,
        end,
        Instant.EPOCH.plusSeconds(age));
  }

  @Test
  void tellsOfALayerThatStrongerOnesHide() {
    var plan = plan(List.of(daily("under", "2025-01-01", ANN), daily("over", "2025-01-01", BOB)));

    List<Finding> findings = FinalShifts.of(OnCall.of(plan), THREE_DAYS).findings();

    assertEquals(List.of(Finding.Kind.LAYER_HIDDEN), kinds(findings));
    assertEquals("schedule.layers[0]", findings.get(0).field());
  }

  @Test
  void aLayerThatBeginsAfterTheRangeIsNotCalledHidden() {
    var plan = plan(List.of(daily("base", "2025-01-01", ANN), daily("later", "2027-01-01", BOB)));

    assertEquals(List.of(), FinalShifts.of(OnCall.of(plan), THREE_DAYS).findings());
  }

  private static Range range(String from, String until) {
    return new Range(Instant.parse(from), Instant.parse(until));
  }

  private static SchedulePlan plan(List<Layer> layers, OverrideRule... overrides) {
    return SchedulePlan.of(ZoneId.of("UTC"), layers, List.of(overrides), Map.of());
  }

  private static Layer daily(String name, String startDate, UUID... people) {
    return Layer.of(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
        name,
        Turns.Rotating.of(
            Rotation.daily(1, LocalTime.of(9, 0), LocalDate.parse(startDate)), List.of(people)));
  }

  private static OverrideRule takeover(int age, UUID who, String start, String end) {
    return OverrideRule.takeOver(
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
                shift.person().getLeastSignificantBits() + " " + shift.start() + " " + shift.end())
        .toList();
  }
}
