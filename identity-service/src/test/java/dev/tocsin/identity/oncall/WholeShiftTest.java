package dev.tocsin.identity.oncall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How far a shift is followed through the changes of those beside it. */
class WholeShiftTest {

  private static final UUID ANN = new UUID(0, 1);
  private static final UUID BOB = new UUID(0, 2);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = START.plus(Duration.ofDays(400));

  @Test
  void theLongestOverrideBesideTwoLayersThatHandOverEveryHourIsToldWhole() {
    Shift shift = anns(2);

    assertEquals(START, shift.start());
    assertEquals(END, shift.end());
  }

  @Test
  void whatIsBesideTwentyThousandChangesIsToldCut() {
    Shift shift = anns(3);

    assertEquals(START, shift.start());
    Duration told = Duration.between(START, shift.end());
    assertTrue(told.compareTo(Duration.ofDays(277)) > 0, told.toString());
    assertTrue(told.compareTo(Duration.ofDays(278)) < 0, told.toString());
  }

  /** Ann's shift beside so many layers, each of which hands over every hour at another minute. */
  private static Shift anns(int layers) {
    List<Layer> beside =
        IntStream.range(0, layers)
            .mapToObj(
                i ->
                    new Layer(
                        new UUID(7, i),
                        "layer " + i,
                        Duty.PRIMARY,
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        0,
                        Turns.Rotating.of(
                            Rotation.every(
                                1,
                                Rotation.Unit.HOUR,
                                LocalTime.of(0, 60 / layers * i),
                                LocalDate.parse("2025-12-01")),
                            List.of(BOB))))
            .toList();
    var joins =
        new OverrideRule(
            new UUID(9, 1),
            OverrideRule.Kind.ADD,
            Optional.of(ANN),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            START,
            END,
            Instant.EPOCH);
    SchedulePlan plan = SchedulePlan.of(ZoneId.of("UTC"), beside, List.of(joins), Map.of());
    return OnCall.of(plan).at(Duty.PRIMARY, START).stream()
        .filter(shift -> shift.person().equals(ANN))
        .findFirst()
        .orElseThrow();
  }
}
