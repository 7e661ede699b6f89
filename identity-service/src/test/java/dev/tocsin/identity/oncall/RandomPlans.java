package dev.tocsin.identity.oncall;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** Plans of every kind around a moment, which lies near a change of the zone's clocks. */
final class RandomPlans {

  static final List<ZoneId> ZONES =
      ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();
  static final List<UUID> PEOPLE =
      IntStream.range(0, 6).mapToObj(number -> new UUID(0, number)).toList();
  private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2041-01-01T00:00:00Z");
  private static final List<String> TIMES =
      List.of(
          "00:00", "00:30", "01:30", "01:45", "02:00", "02:15", "02:30", "03:00", "08:00", "09:00",
          "12:00", "17:00", "20:00", "22:00", "23:30");

  private final Random random;
  private final ZoneId zone;

  RandomPlans(Random random, ZoneId zone) {
    this.random = random;
    this.zone = zone;
  }

  /** Within three days of a change of the zone's clocks, or anywhere where there is none. */
  Instant moment() {
    List<Instant> changes = new ArrayList<>();
    ZoneOffsetTransition change = zone.getRules().nextTransition(FROM);
    while (change != null && change.getInstant().isBefore(UNTIL)) {
      changes.add(change.getInstant());
      change = zone.getRules().nextTransition(change.getInstant());
    }
    Instant near =
        changes.isEmpty()
            ? FROM.plusSeconds(random.nextLong(UNTIL.getEpochSecond() - FROM.getEpochSecond()))
            : changes.get(random.nextInt(changes.size()));
    return around(near, 3);
  }

  Instant around(Instant instant, int days) {
    long span = days * 86_400L;
    // Round minutes meet hand-offs and the edges of windows more often.
    long offset = random.nextLong(-span, span + 1);
    return instant.plusSeconds(random.nextBoolean() ? offset : Math.round(offset / 900.0) * 900);
  }

  SchedulePlan plan(Instant moment) {
    List<SchedulePlan.Version> versions = new ArrayList<>();
    versions.add(version(Instant.MIN, moment));
    if (random.nextInt(3) == 0) {
      versions.add(version(around(moment, 5), moment));
    }
    return new SchedulePlan(versions, overrides(moment, versions), deactivated(moment));
  }

  SchedulePlan.Version version(Instant from, Instant moment) {
    List<Layer> layers = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      layers.add(layer(i, moment));
    }
    return new SchedulePlan.Version(from, zone, layers);
  }

  Layer layer(int number, Instant moment) {
    Layer layer = Layer.of(new UUID(7, number), "layer " + number, turns(moment));
    if (random.nextInt(3) == 0) {
      layer = layer.as(Duty.values()[random.nextInt(3)]);
    }
    if (random.nextInt(2) == 0) {
      layer = layer.ranked(random.nextInt(3));
    }
    if (random.nextInt(3) == 0) {
      layer = layer.restricted(windows());
    }
    if (random.nextInt(4) == 0) {
      layer = layer.in(ZONES.get(random.nextInt(ZONES.size())));
    }
    if (random.nextInt(5) == 0) {
      Instant from = around(moment, 4);
      layer = layer.between(Optional.of(from), Optional.of(from.plusSeconds(400_000)));
    }
    return random.nextInt(4) == 0 ? layer.offset(1 + random.nextInt(3)) : layer;
  }

  private Turns turns(Instant moment) {
    if (random.nextInt(8) == 0) {
      List<Turns.Event> events = new ArrayList<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        Instant start = around(moment, 4);
        events.add(new Turns.Event(start, start.plusSeconds(1 + random.nextInt(200_000)), some(2)));
      }
      return new Turns.Imported(events);
    }
    List<Slot> slots = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      slots.add(new Slot(some(random.nextInt(5) == 0 ? 0 : 2), 1 + random.nextInt(2)));
    }
    Rotation rotation = rotation(moment);
    return new Turns.Rotating(
        rotation,
        slots,
        random.nextInt(slots.size()),
        random.nextInt(4) == 0 ? Optional.of(around(moment, 6)) : Optional.empty());
  }

  Rotation rotation(Instant moment) {
    LocalDate date = LocalDate.ofInstant(moment, zone).minusDays(random.nextInt(-3, 60));
    LocalTime handoff = time();
    int length = 1 + random.nextInt(3);
    Rotation rotation =
        switch (random.nextInt(4)) {
          case 0 -> Rotation.every(random.nextInt(1, 30), Rotation.Unit.HOUR, handoff, date);
          case 1 -> Rotation.daily(length, handoff, date);
          case 2 -> Rotation.weekly(length, handoff, day(), date);
          default ->
              Rotation.every(
                  length, Rotation.Unit.MONTH, handoff, date.minusMonths(random.nextInt(40)));
        };
    return random.nextInt(3) == 0 ? rotation.byShift() : rotation;
  }

  private List<Window> windows() {
    List<Window> windows = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
      for (int j = 1 + random.nextInt(7); j > 0; j--) {
        days.add(day());
      }
      windows.add(new Window(days, time(), time()));
    }
    return windows;
  }

  List<OverrideRule> overrides(Instant moment, List<SchedulePlan.Version> versions) {
    List<OverrideRule> overrides = new ArrayList<>();
    boolean layers = versions.stream().anyMatch(version -> !version.layers().isEmpty());
    for (int i = random.nextInt(6); i > 0; i--) {
      Instant start = around(moment, 3);
      overrides.add(
          override(
              overrides.size(), start, start.plusSeconds(1 + random.nextInt(300_000)), layers));
    }
    return overrides;
  }

  private OverrideRule override(int age, Instant start, Instant end, boolean layers) {
    var kind = OverrideRule.Kind.values()[random.nextInt(5)];
    boolean puts = kind != OverrideRule.Kind.REMOVE && kind != OverrideRule.Kind.CLEAR;
    boolean takes = kind == OverrideRule.Kind.REMOVE || kind == OverrideRule.Kind.REPLACE;
    return new OverrideRule(
        new UUID(1, age),
        kind,
        puts ? Optional.of(person()) : Optional.empty(),
        takes ? Optional.of(person()) : Optional.empty(),
        layers && random.nextInt(3) == 0
            ? Optional.of(new UUID(7, random.nextInt(3)))
            : Optional.empty(),
        random.nextInt(3) == 0 ? Optional.of(Duty.values()[random.nextInt(3)]) : Optional.empty(),
        start,
        end,
        FROM.plusSeconds(random.nextInt(3)));
  }

  private Map<UUID, Instant> deactivated(Instant moment) {
    Map<UUID, Instant> deactivated = new HashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      deactivated.put(person(), random.nextBoolean() ? Instant.MIN : around(moment, 4));
    }
    return deactivated;
  }

  private List<UUID> some(int most) {
    List<UUID> some = new ArrayList<>();
    for (int i = most == 0 ? 0 : 1 + random.nextInt(most); i > 0; i--) {
      some.add(person());
    }
    return some;
  }

  private UUID person() {
    return PEOPLE.get(random.nextInt(PEOPLE.size()));
  }

  private LocalTime time() {
    return LocalTime.parse(TIMES.get(random.nextInt(TIMES.size())));
  }

  private DayOfWeek day() {
    return DayOfWeek.of(1 + random.nextInt(7));
  }
}
