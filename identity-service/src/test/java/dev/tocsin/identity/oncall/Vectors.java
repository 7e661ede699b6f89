package dev.tocsin.identity.oncall;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** What the runners of the vectors share: people by name, times, and windows. */
final class Vectors {

  static final LocalDate LONG_AGO = LocalDate.of(1990, 1, 1);

  private final Map<UUID, String> names = new HashMap<>();

  /** The person of a name. */
  UUID person(String name) {
    UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    names.put(id, name);
    return id;
  }

  String name(UUID person) {
    return names.getOrDefault(person, "nobody knows " + person);
  }

  List<String> names(Collection<UUID> people) {
    return people.stream().map(this::name).sorted().toList();
  }

  /** As it is stored: to the microsecond. */
  static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
  }

  static Stream<JsonObject> objects(JsonArray array) {
    return array == null ? Stream.empty() : array.stream().map(JsonObject.class::cast);
  }

  static ZoneId zone(JsonObject config) {
    return ZoneId.of(config.getString("time_zone", "UTC"));
  }

  /** Days by the first two letters of their names, in any case; all when there are none. */
  static Set<DayOfWeek> days(JsonArray days) {
    Set<DayOfWeek> all = EnumSet.noneOf(DayOfWeek.class);
    if (days == null) {
      return EnumSet.allOf(DayOfWeek.class);
    }
    days.forEach(day -> all.add(day((String) day)));
    return all;
  }

  static DayOfWeek day(String name) {
    return Stream.of(DayOfWeek.values())
        .filter(day -> day.name().regionMatches(true, 0, name, 0, 2))
        .findFirst()
        .orElseThrow();
  }

  /** Windows of so many minutes from a time of these days on: of a day each, and a rest. */
  static List<Window> windows(Set<DayOfWeek> days, LocalTime start, long minutes) {
    List<Window> windows = new ArrayList<>();
    for (long day = 0; day * 1440 < minutes && day < 7; day++) {
      long rest = Math.min(1440, minutes - day * 1440);
      Set<DayOfWeek> moved = EnumSet.noneOf(DayOfWeek.class);
      for (DayOfWeek each : days) {
        moved.add(each.plus(day));
      }
      windows.add(new Window(moved, start, start.plusMinutes(rest)));
    }
    return windows;
  }

  /** A layer of one person who is always there. */
  Layer always(int number, String name) {
    return Layer.of(
        new UUID(7, number),
        name,
        Turns.Rotating.of(Rotation.daily(1, LocalTime.MIDNIGHT, LONG_AGO), List.of(person(name))));
  }

  static OverrideRule override(
      OverrideRule.Kind kind, UUID person, UUID replaces, Instant start, Instant end, int age) {
    return new OverrideRule(
        new UUID(9, age),
        kind,
        Optional.ofNullable(person),
        Optional.ofNullable(replaces),
        Optional.empty(),
        Optional.empty(),
        start,
        end,
        Instant.EPOCH.plusSeconds(age));
  }
}
