package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** The published rules once more, the slow way: every turn and every window is walked through. */
record SlowOnCall(SchedulePlan plan) {

  Set<UUID> people(Duty duty, Instant instant) {
    List<OverrideRule> own =
        holding(instant).stream()
            .filter(override -> override.layer().isEmpty())
            .filter(
                override ->
                    override.duty().isPresent()
                        ? override.duty().get() == duty
                        : override.replaces().isPresent() || duty == Duty.PRIMARY)
            .toList();
    return apply(own, own.size(), Set.of(), instant, off -> layers(duty, instant, off));
  }

  private interface Beneath {
    Set<UUID> when(Set<UUID> off);
  }

  private List<OverrideRule> holding(Instant instant) {
    return plan.overrides().stream()
        .filter(each -> !instant.isBefore(each.start()) && instant.isBefore(each.end()))
        .sorted(SchedulePlan.BY_AGE)
        .toList();
  }

  private boolean gone(UUID person, Instant instant) {
    Instant since = plan.deactivated().get(person);
    return since != null && !since.isAfter(instant);
  }

  /** What the oldest {@code count} overrides make of the layers. */
  private Set<UUID> apply(
      List<OverrideRule> overrides, int count, Set<UUID> off, Instant instant, Beneath beneath) {
    if (count == 0) {
      return beneath.when(off);
    }
    OverrideRule last = overrides.get(count - 1);
    Set<UUID> off2 = new HashSet<>(off);
    UUID who = last.person().orElse(null);
    UUID whom = last.replaces().orElse(null);
    if (who != null && gone(who, instant)) {
      return apply(overrides, count - 1, off, instant, beneath);
    }
    switch (last.kind()) {
      case CLEAR -> {
        return Set.of();
      }
      case TAKE_OVER -> {
        return off.contains(who) ? apply(overrides, count - 1, off, instant, beneath) : Set.of(who);
      }
      case ADD -> {
        Set<UUID> all = new LinkedHashSet<>(apply(overrides, count - 1, off, instant, beneath));
        if (!off.contains(who)) {
          all.add(who);
        }
        return all;
      }
      case REMOVE -> {
        off2.add(whom);
        return apply(overrides, count - 1, off2, instant, beneath);
      }
      case REPLACE -> {
        if (off.contains(who)) {
          off2.add(whom);
          return apply(overrides, count - 1, off2, instant, beneath);
        }
        off2.remove(whom);
        Set<UUID> all = new LinkedHashSet<>(apply(overrides, count - 1, off2, instant, beneath));
        if (all.remove(whom)) {
          all.add(who);
        }
        return all;
      }
    }
    throw new IllegalStateException();
  }

  private Set<UUID> layers(Duty duty, Instant instant, Set<UUID> off) {
    TreeMap<Integer, Set<UUID>> ranks = new TreeMap<>();
    Optional<SchedulePlan.Version> version = plan.version(instant);
    List<Layer> layers = version.map(SchedulePlan.Version::layers).orElse(List.of());
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      int rank = layer.precedence() == 0 ? i + 1 : layer.precedence();
      ZoneId zone = layer.zone().orElse(version.orElseThrow().zone());
      if (layer.duty() == duty) {
        ranks
            .computeIfAbsent(rank + 1_000, any -> new HashSet<>())
            .addAll(layer(layer, zone, duty, 0, instant, off));
      }
      if (duty == Duty.SECONDARY
          && layer.secondaryOffset() > 0
          && layer.turns() instanceof Turns.Rotating) {
        ranks
            .computeIfAbsent(rank, any -> new HashSet<>())
            .addAll(layer(layer, zone, duty, layer.secondaryOffset(), instant, off));
      }
    }
    return ranks.descendingMap().values().stream()
        .filter(people -> !people.isEmpty())
        .findFirst()
        .orElse(Set.of());
  }

  private Set<UUID> layer(
      Layer layer, ZoneId zone, Duty duty, int offset, Instant instant, Set<UUID> off) {
    List<OverrideRule> own =
        holding(instant).stream()
            .filter(override -> override.layer().equals(Optional.of(layer.id())))
            .filter(
                override ->
                    override.duty().isPresent()
                        ? override.duty().get() == duty
                        : offset == 0 || override.replaces().isPresent())
            .toList();
    return apply(
        own,
        own.size(),
        off,
        instant,
        away -> {
          Set<UUID> people = new HashSet<>(turn(layer, zone, offset, instant));
          people.removeAll(away);
          return people;
        });
  }

  private List<UUID> turn(Layer layer, ZoneId zone, int offset, Instant instant) {
    if (layer.from().filter(instant::isBefore).isPresent()
        || layer.until().filter(until -> !instant.isBefore(until)).isPresent()
        || !open(layer.restrictions(), zone, instant)) {
      return List.of();
    }
    if (layer.turns() instanceof Turns.Imported imported) {
      return imported.events().stream()
          .filter(event -> !instant.isBefore(event.start()) && instant.isBefore(event.end()))
          .flatMap(event -> event.people().stream())
          .filter(person -> !gone(person, instant))
          .toList();
    }
    var turns = (Turns.Rotating) layer.turns();
    Rotation rotation = turns.rotation();
    boolean byShift = rotation.advance() == Rotation.Advance.BY_SHIFT;
    boolean units = byShift && rotation.unit() != Rotation.Unit.HOUR;
    List<Integer> cycle = new ArrayList<>();
    for (int i = 0; i < turns.slots().size(); i++) {
      int times = turns.slots().get(i).length() * (units ? rotation.length() : 1);
      for (int j = 0; j < times; j++) {
        cycle.add(i);
      }
    }
    long now = step(layer, rotation, zone, instant);
    if (now < 0) {
      return List.of();
    }
    long base = turns.anchor().map(anchor -> step(layer, rotation, zone, anchor)).orElse(0L);
    int place =
        cycle.get((int) Math.floorMod(now - base + cycle.indexOf(turns.firstSlot()), cycle.size()));
    List<List<UUID>> slots =
        turns.slots().stream()
            .map(slot -> slot.people().stream().filter(each -> !gone(each, instant)).toList())
            .toList();
    List<UUID> primary = slots.get(place);
    if (offset == 0 || slots.stream().allMatch(List::isEmpty)) {
      return primary;
    }
    for (int left = offset; left > 0; ) {
      place = (place + 1) % slots.size();
      if (!slots.get(place).isEmpty()) {
        left--;
      }
    }
    return slots.get(place).stream().filter(person -> !primary.contains(person)).toList();
  }

  /** Counted from 0 in the step of the first turn; below it before, counted backwards. */
  private long step(Layer layer, Rotation rotation, ZoneId zone, Instant instant) {
    boolean byShift = rotation.advance() == Rotation.Advance.BY_SHIFT;
    int units = byShift && rotation.unit() != Rotation.Unit.HOUR ? 1 : rotation.length();
    long step = -1;
    long calendar = 0;
    while (!first(local(rotation, calendar * units), zone).isAfter(instant)) {
      step += worked(layer, rotation, calendar, units) ? 1 : 0;
      calendar++;
    }
    if (calendar > 0) {
      return step;
    }
    long back = -1;
    while (first(local(rotation, back * units), zone).isAfter(instant)) {
      step -= worked(layer, rotation, back, units) ? 1 : 0;
      back--;
    }
    return step;
  }

  private static boolean worked(Layer layer, Rotation rotation, long step, int units) {
    if (rotation.advance() == Rotation.Advance.BY_CALENDAR || layer.restrictions().isEmpty()) {
      return true;
    }
    LocalDateTime start = local(rotation, step * units);
    LocalDateTime end = local(rotation, (step + 1) * units);
    for (LocalDate day = start.toLocalDate().minusDays(1);
        !day.isAfter(end.toLocalDate());
        day = day.plusDays(1)) {
      for (Window window : layer.restrictions()) {
        LocalDateTime opens = day.atTime(window.start());
        if (window.days().contains(day.getDayOfWeek())
            && opens.isBefore(end)
            && closes(window, day).isAfter(start)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean open(List<Window> windows, ZoneId zone, Instant instant) {
    if (windows.isEmpty()) {
      return true;
    }
    LocalDate today = LocalDate.ofInstant(instant, zone);
    for (int i = -3; i <= 2; i++) {
      LocalDate day = today.plusDays(i);
      for (Window window : windows) {
        if (window.days().contains(day.getDayOfWeek())
            && !first(day.atTime(window.start()), zone).isAfter(instant)
            && first(closes(window, day), zone).isAfter(instant)) {
          return true;
        }
      }
    }
    return false;
  }

  private static LocalDateTime closes(Window window, LocalDate day) {
    return (window.end().isAfter(window.start()) ? day : day.plusDays(1)).atTime(window.end());
  }

  private static LocalDateTime local(Rotation rotation, long units) {
    LocalDate day = rotation.startDate();
    while (rotation.handoffDay().isPresent() && day.getDayOfWeek() != rotation.handoffDay().get()) {
      day = day.plusDays(1);
    }
    LocalTime handoff = rotation.handoff();
    return switch (rotation.unit()) {
      case HOUR -> day.atTime(handoff).plusHours(units);
      case DAY -> day.plusDays(units).atTime(handoff);
      case WEEK -> day.plusDays(7 * units).atTime(handoff);
      case MONTH -> {
        long month = day.getYear() * 12L + day.getMonthValue() - 1 + units;
        LocalDate first =
            LocalDate.of((int) Math.floorDiv(month, 12L), 1, 1)
                .withMonth((int) Math.floorMod(month, 12L) + 1);
        yield first
            .withDayOfMonth(Math.min(day.getDayOfMonth(), first.lengthOfMonth()))
            .atTime(handoff);
      }
    };
  }

  /** The first instant at which the clock shows the time, or the first later one it shows. */
  private static Instant first(LocalDateTime wallClock, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(wallClock);
    if (offsets.isEmpty()) {
      return zone.getRules().getTransition(wallClock).getInstant();
    }
    return offsets.stream().map(wallClock::toInstant).min(Instant::compareTo).orElseThrow();
  }
}
