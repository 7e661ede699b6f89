package dev.tocsin.identity.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** What holds for every schedule, around every change of the clocks from 2000 to 2040. */
class OnCallProperties {

  private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2041-01-01T00:00:00Z");
  private static final List<ZoneId> ZONES =
      ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();
  private static final List<UUID> PEOPLE =
      IntStream.range(0, 5).mapToObj(number -> new UUID(0, number)).toList();

  /** A plan and an instant near a change of its zone's clocks. */
  record Case(SchedulePlan plan, Instant instant) {}

  @Property(tries = 3000, shrinking = ShrinkingMode.BOUNDED)
  void theShiftAtAnInstantContainsIt(@ForAll("cases") Case c) {
    assertTrue(OnCall.at(c.plan, c.instant).contains(c.instant));
  }

  @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
  void shiftsTileTimeWithoutHoleOrOverlap(@ForAll("cases") Case c) {
    Shift shift = OnCall.at(c.plan, c.instant);
    for (int step = 0; step < 30 && shift.end().isBefore(UNTIL); step++) {
      Shift next = OnCall.at(c.plan, shift.end());

      assertEquals(shift.end(), next.start());
      assertTrue(next.start().isBefore(next.end()));
      assertNotEquals(shift.cause(), next.cause());
      assertEquals(shift, OnCall.at(c.plan, shift.end().minusNanos(1)));
      shift = next;
    }
  }

  @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
  void everyInstantOfAShiftHasTheSameShift(@ForAll("cases") Case c, @ForAll double share) {
    Shift shift = OnCall.at(c.plan, c.instant);
    Instant start = shift.start().isBefore(FROM) ? FROM : shift.start();
    Instant end = shift.end().isAfter(UNTIL) ? UNTIL : shift.end();
    double part = Math.abs(share % 1.0);
    Instant inside =
        start.plusMillis((long) (Duration.between(start, end).minusMillis(1).toMillis() * part));

    assertEquals(shift, OnCall.at(c.plan, inside));
  }

  @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
  void theFinalScheduleSaysAtEachInstantWhatAtSays(
      @ForAll("cases") Case c, @ForAll("shares") List<Double> shares) {
    var range = new Range(c.instant.minus(Duration.ofDays(3)), c.instant.plus(Duration.ofDays(9)));

    List<Shift> shifts = FinalShifts.of(c.plan, range).shifts();

    assertEquals(range.from(), shifts.getFirst().start());
    assertEquals(range.until(), shifts.getLast().end());
    for (int i = 1; i < shifts.size(); i++) {
      assertEquals(shifts.get(i - 1).end(), shifts.get(i).start());
    }
    for (double share : shares) {
      Instant instant = range.from().plusSeconds((long) (share * 12 * 86_400));
      List<Shift> there = shifts.stream().filter(shift -> shift.contains(instant)).toList();
      assertEquals(List.of(range.cut(OnCall.at(c.plan, instant))), there);
    }
  }

  @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
  void theTurnsOfALayerAloneAreWhatItSaysAlone(@ForAll("cases") Case c) {
    var range = new Range(c.instant.minus(Duration.ofDays(3)), c.instant.plus(Duration.ofDays(9)));

    List<List<Shift>> layers = FinalShifts.of(c.plan, range).layers();

    for (int i = 0; i < layers.size(); i++) {
      var alone = new RotatingLayer(c.plan.layers().get(i), c.plan.zone(), c.plan.deactivated());
      Instant before = range.from();
      for (Shift turn : layers.get(i)) {
        assertTrue(!turn.start().isBefore(before) && turn.start().isBefore(turn.end()));
        assertEquals(turn, range.cut(alone.at(turn.start())));
        before = turn.end();
      }
    }
  }

  @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
  void overridesThatTouchTheRangeAreEnoughForIt(@ForAll("cases") Case c) {
    var range = new Range(c.instant, c.instant.plus(Duration.ofDays(1)));
    var fewer = with(c.plan, c.plan.overrides().stream().filter(range::touches).toList());

    assertEquals(FinalShifts.of(c.plan, range).shifts(), FinalShifts.of(fewer, range).shifts());
  }

  @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
  void overridesWithinReachOfTheShiftAreEnoughForTheInstant(@ForAll("cases") Case c) {
    Shift alone = OnCall.at(with(c.plan, List.of()), c.instant);
    Shift reach = alone;
    for (Takeover override : touching(c.plan, alone)) {
      reach = OnCallEverywhere.reach(reach, override, c.instant);
    }

    assertEquals(
        OnCall.at(c.plan, c.instant), OnCall.at(with(c.plan, touching(c.plan, reach)), c.instant));
  }

  private static List<Takeover> touching(SchedulePlan plan, Shift shift) {
    return plan.overrides().stream()
        .filter(
            override ->
                override.end().isAfter(shift.start()) && override.start().isBefore(shift.end()))
        .toList();
  }

  private static SchedulePlan with(SchedulePlan plan, List<Takeover> overrides) {
    return new SchedulePlan(plan.zone(), plan.layers(), overrides, plan.deactivated());
  }

  @Provide
  Arbitrary<List<Double>> shares() {
    return Arbitraries.doubles().between(0, true, 1, false).list().ofSize(8);
  }

  @Property(tries = 2000, shrinking = ShrinkingMode.BOUNDED)
  void agreesWithWalkingDayByDay(@ForAll("layers") Layer layer, @ForAll("moments") Moment moment) {
    var plan = new SchedulePlan(moment.zone, List.of(layer), List.of(), Set.of());

    Optional<UUID> expected = walk(layer, moment.zone, moment.instant);

    assertEquals(expected, OnCall.at(plan, moment.instant).cause().user());
  }

  @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
  void handsOverAtTheWallClockTimeWheneverItExists(
      @ForAll("layers") Layer layer, @ForAll("moments") Moment moment) {
    var plan = new SchedulePlan(moment.zone, List.of(layer), List.of(), Set.of());
    Shift shift = OnCall.at(plan, moment.instant);

    if (shift.cause() instanceof Cause.Turn) {
      LocalDateTime local = shift.start().atZone(moment.zone).toLocalDateTime();
      ZoneOffsetTransition change = moment.zone.getRules().getTransition(local.minusNanos(1));
      boolean afterGap = change != null && change.isGap();
      assertTrue(
          afterGap || local.toLocalTime().equals(layer.rotation().handoff()),
          () -> "handed over at " + local + " in " + moment.zone);
      layer
          .rotation()
          .handoffDay()
          .filter(day -> !afterGap)
          .ifPresent(day -> assertEquals(day, local.getDayOfWeek()));
    }
  }

  @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
  void nextStartsLaterAndNamesSomebodyWhoIsNotDeactivated(@ForAll("cases") Case c) {
    OnCall.next(c.plan, c.instant)
        .ifPresent(
            next -> {
              assertTrue(next.start().isAfter(c.instant));
              assertTrue(next.start().isBefore(next.end()));
              assertTrue(!c.plan.deactivated().contains(next.cause().user().orElseThrow()));
            });
  }

  /** The rules again, the slow way: from hand-off to hand-off, with the offsets tried out. */
  private static Optional<UUID> walk(Layer layer, ZoneId zone, Instant instant) {
    Rotation rotation = layer.rotation();
    LocalDate day = rotation.startDate();
    while (rotation.handoffDay().isPresent() && day.getDayOfWeek() != rotation.handoffDay().get()) {
      day = day.plusDays(1);
    }
    Optional<UUID> answer = Optional.empty();
    for (int turn = 0; !firstInstantOf(day, rotation.handoff(), zone).isAfter(instant); turn++) {
      answer = Optional.of(layer.participants().get(turn % layer.participants().size()));
      day = day.plusDays(rotation.turnDays());
    }
    return answer;
  }

  /**
   * The first instant at which the zone's clock shows the time, or the first later one it shows.
   */
  private static Instant firstInstantOf(LocalDate day, LocalTime time, ZoneId zone) {
    LocalDateTime wallClock = day.atTime(time);
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(wallClock);
    if (offsets.isEmpty()) {
      return zone.getRules().getTransition(wallClock).getInstant();
    }
    return offsets.stream().map(wallClock::toInstant).min(Instant::compareTo).orElseThrow();
  }

  record Moment(ZoneId zone, Instant instant) {}

  @Provide
  Arbitrary<Moment> moments() {
    return Arbitraries.of(ZONES)
        .flatMap(
            zone ->
                Arbitraries.of(anchors(zone))
                    .flatMap(
                        anchor ->
                            Arbitraries.longs()
                                .between(-200_000, 200_000)
                                .map(seconds -> new Moment(zone, anchor.plusSeconds(seconds)))));
  }

  @Provide
  Arbitrary<Layer> layers() {
    Arbitrary<LocalTime> times =
        Arbitraries.integers().between(0, 1439).map(m -> LocalTime.of(m / 60, m % 60));
    Arbitrary<LocalDate> dates =
        Arbitraries.longs()
            .between(LocalDate.of(1999, 6, 1).toEpochDay(), LocalDate.of(2030, 1, 1).toEpochDay())
            .map(LocalDate::ofEpochDay);
    Arbitrary<Integer> lengths = Arbitraries.integers().between(1, 5);
    Arbitrary<Rotation> rotations =
        Arbitraries.oneOf(
            Combinators.combine(lengths, times, dates).as(Rotation::daily),
            Combinators.combine(lengths, times, Arbitraries.of(DayOfWeek.class), dates)
                .as(Rotation::weekly));
    return Combinators.combine(rotations, Arbitraries.of(PEOPLE).list().ofMinSize(1).ofMaxSize(4))
        .as((rotation, people) -> new Layer("layer", rotation, people));
  }

  @Provide
  Arbitrary<Case> cases() {
    Arbitrary<Set<UUID>> deactivated = Arbitraries.of(PEOPLE).set().ofMaxSize(2);
    return Combinators.combine(
            moments(), layers().list().ofMaxSize(3), spans().list().ofMaxSize(4), deactivated)
        .as(
            (moment, layers, spans, out) -> {
              List<Takeover> overrides = new ArrayList<>();
              for (Span span : spans) {
                Instant start = moment.instant.plusSeconds(span.offset);
                int age = overrides.size();
                overrides.add(
                    new Takeover(
                        new UUID(1, age),
                        PEOPLE.get(span.person),
                        start,
                        start.plusSeconds(span.length),
                        FROM.plusSeconds(age)));
              }
              var named = new ArrayList<Layer>();
              for (Layer layer : layers) {
                named.add(
                    new Layer("layer " + named.size(), layer.rotation(), layer.participants()));
              }
              return new Case(new SchedulePlan(moment.zone, named, overrides, out), moment.instant);
            });
  }

  record Span(long offset, long length, int person) {}

  private static Arbitrary<Span> spans() {
    return Combinators.combine(
            Arbitraries.longs().between(-300_000, 300_000),
            Arbitraries.longs().between(1, 400_000),
            Arbitraries.integers().between(0, PEOPLE.size() - 1))
        .as(Span::new);
  }

  /** Every change of the zone's clocks; one ordinary instant where there is none. */
  private static List<Instant> anchors(ZoneId zone) {
    List<Instant> changes = new ArrayList<>();
    ZoneOffsetTransition change = zone.getRules().nextTransition(FROM);
    while (change != null && change.getInstant().isBefore(UNTIL)) {
      changes.add(change.getInstant());
      change = zone.getRules().nextTransition(change.getInstant());
    }
    return changes.isEmpty() ? List.of(Instant.parse("2020-06-15T12:00:00Z")) : changes;
  }
}
