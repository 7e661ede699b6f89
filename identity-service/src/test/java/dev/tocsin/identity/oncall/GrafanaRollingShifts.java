package dev.tocsin.identity.oncall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Vectors of Grafana OnCall's rolling shifts, said in our words. Days picked by weekday are counted
 * as worked days, and the interval is how many a turn has; any other interval leaves the weeks,
 * months or days between blank.
 */
final class GrafanaRollingShifts {

  static final Map<String, Consumer<JsonObject>> KINDS =
      Map.of("rolling_shift.users_by_day", GrafanaRollingShifts::check);

  private GrafanaRollingShifts() {}

  private static void check(JsonObject vector) {
    var vectors = new Vectors();
    JsonObject config = vector.getJsonObject("config");
    ZoneId zone = Vectors.zone(config);
    Layer layer = layer(vectors, config, zone);
    OnCall onCall = OnCall.of(SchedulePlan.of(zone, List.of(layer), List.of(), Map.of()));
    LocalDate from = LocalDate.parse(vector.getJsonObject("at").getString("from"));
    int days = vector.getJsonObject("at").getInteger("days");
    Map<String, TreeSet<String>> told = new TreeMap<>();
    onCall
        .over(
            Duty.PRIMARY,
            new Range(
                from.atStartOfDay().toInstant(ZoneOffset.UTC),
                from.plusDays(days).atStartOfDay().toInstant(ZoneOffset.UTC)))
        .forEach(
            shift ->
                starts(config, shift)
                    .filter(start -> !start.isBefore(from) && start.isBefore(from.plusDays(days)))
                    .forEach(
                        start ->
                            told.computeIfAbsent(start.toString(), any -> new TreeSet<>())
                                .add(vectors.name(shift.person()))));
    Map<String, String> joined = new TreeMap<>();
    told.forEach((day, names) -> joined.put(day, String.join("", names)));
    Map<String, Object> expected = new TreeMap<>(vector.getJsonObject("expected").getMap());
    assertEquals(expected, joined);
  }

  /** One day for each of its windows: those of 24 hours are one shift when they touch. */
  private static Stream<LocalDate> starts(JsonObject config, Shift shift) {
    LocalDate first = LocalDate.ofInstant(shift.start(), ZoneOffset.UTC);
    if (config.getInteger("duration_hours") != 24
        || config.getString("frequency").equals("hourly")) {
      return Stream.of(first);
    }
    return Stream.iterate(
        first,
        day ->
            day.atTime(LocalDateTime.ofInstant(shift.start(), ZoneOffset.UTC).toLocalTime())
                .toInstant(ZoneOffset.UTC)
                .isBefore(shift.end()),
        day -> day.plusDays(1));
  }

  private static Layer layer(Vectors vectors, JsonObject config, ZoneId zone) {
    Instant start = Vectors.instant(config.getString("start"));
    LocalDateTime local = LocalDateTime.ofInstant(start, zone);
    LocalTime time = local.toLocalTime();
    int interval = config.getInteger("interval", 1);
    JsonArray byDay = config.getJsonArray("by_day");
    Set<DayOfWeek> days = Vectors.days(byDay);
    long minutes = config.getInteger("duration_hours") * 60L;
    List<Slot> groups =
        config.getJsonArray("rolling_groups").stream()
            .map(JsonArray.class::cast)
            .map(group -> group.stream().map(name -> vectors.person((String) name)).toList())
            .map(people -> new Slot(people, 1))
            .toList();
    Layer layer =
        switch (config.getString("frequency")) {
          case "daily" ->
              byDay != null
                  ? rotating(
                      Rotation.daily(1, time, local.toLocalDate()).byShift(),
                      groups.stream().map(slot -> new Slot(slot.people(), interval)).toList())
                  : rotating(Rotation.daily(1, time, local.toLocalDate()), apart(groups, interval));
          case "weekly" -> {
            DayOfWeek first = Vectors.day(config.getString("week_start", "MO"));
            LocalDate week = local.toLocalDate().with(TemporalAdjusters.previousOrSame(first));
            days = byDay == null ? Set.of(local.getDayOfWeek()) : days;
            yield rotating(Rotation.weekly(1, time, first, week), apart(groups, interval));
          }
          case "monthly" -> {
            if (byDay == null) {
              abort("windows come weekly: a shift of hours on a day of the month is an event");
            }
            yield rotating(
                Rotation.every(1, Rotation.Unit.MONTH, time, local.toLocalDate().withDayOfMonth(1)),
                apart(groups, interval));
          }
          case "hourly" -> {
            Rotation hours =
                Rotation.every(interval, Rotation.Unit.HOUR, time, local.toLocalDate());
            yield rotating(byDay == null ? hours : hours.byShift(), groups);
          }
          default -> throw new AssertionError("shifts by " + config.getString("frequency"));
        };
    List<Window> windows = new ArrayList<>();
    if (config.getString("frequency").equals("hourly")) {
      for (int hour = 0; hour < 24; hour += interval) {
        windows.addAll(
            Vectors.windows(days, time.plusHours(hour), Math.min(minutes, interval * 60L)));
      }
    } else {
      windows.addAll(Vectors.windows(days, time, minutes));
    }
    Integer until = config.getInteger("until_days_after_start");
    return layer
        .restricted(windows)
        .between(
            Optional.of(start),
            Optional.ofNullable(until)
                .map(count -> local.plusDays(count).plusMinutes(1).atZone(zone).toInstant()));
  }

  private static Layer rotating(Rotation rotation, List<Slot> slots) {
    return Layer.of(new UUID(7, 0), "rolling", new Turns.Rotating(rotation, slots));
  }

  /** The groups with blank slots between them, so that each comes after so many turns. */
  private static List<Slot> apart(List<Slot> groups, int interval) {
    List<Slot> slots = new ArrayList<>();
    for (Slot group : groups) {
      slots.add(group);
      for (int i = 1; i < interval; i++) {
        slots.add(Slot.of());
      }
    }
    return slots;
  }
}
