package dev.tocsin.identity.oncall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Vectors of LinkedIn's oncall, which writes shifts down ahead of time, epoch by epoch. An epoch is
 * a turn of ours of whole weeks, its events are the windows of the week.
 */
final class LinkedInEpochs {

  private static final long WEEK = 7 * 86_400L;

  private LinkedInEpochs() {}

  private record Epoch(Instant start, List<Shift> events) {}

  static void check(JsonObject vector) {
    JsonObject config = vector.getJsonObject("config");
    ZoneId zone = Vectors.zone(config);
    List<JsonObject> offsets = Vectors.objects(config.getJsonArray("week_offsets")).toList();
    long first = offsets.stream().mapToLong(LinkedInEpochs::start).min().orElseThrow();
    long last =
        offsets.stream()
            .mapToLong(each -> start(each) + each.getLong("duration_seconds"))
            .max()
            .orElseThrow();
    int weeks = (int) Math.ceilDiv(last - first, WEEK);
    LocalDateTime now =
        LocalDateTime.parse(vector.getJsonObject("at").getString("now_local_naive"));
    String populated = config.getString("last_populated_local");
    LocalDateTime known = populated == null ? now : LocalDateTime.parse(populated.split(" ")[0]);
    LocalDateTime begin =
        known
            .toLocalDate()
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY))
            .atStartOfDay()
            .plusSeconds(first);
    while (populated == null && begin.isAfter(now)) {
      begin = begin.minusWeeks(weeks);
    }
    Rotation rotation =
        Rotation.weekly(weeks, begin.toLocalTime(), begin.getDayOfWeek(), begin.toLocalDate());
    List<Window> windows = new ArrayList<>();
    for (JsonObject offset : offsets) {
      LocalDateTime start = begin.plusSeconds(start(offset) - first);
      windows.addAll(
          Vectors.windows(
              Set.of(start.getDayOfWeek()),
              start.toLocalTime(),
              offset.getLong("duration_seconds") / 60));
    }
    var vectors = new Vectors();
    Layer layer =
        Layer.of(
                new UUID(7, 0),
                "roster",
                Turns.Rotating.of(rotation, List.of(vectors.person("A"), vectors.person("B"))))
            .restricted(windows);
    OnCall onCall = OnCall.of(SchedulePlan.of(zone, List.of(layer), List.of(), Map.of()));

    Instant until = now.plusDays(config.getInteger("auto_populate_days")).atZone(zone).toInstant();
    List<Epoch> epochs = new ArrayList<>();
    for (long turn = populated == null ? 0 : 1;
        rotation.start(turn, zone).isBefore(until);
        turn++) {
      Instant start = rotation.start(turn, zone);
      Instant end = rotation.start(turn + 1, zone);
      epochs.add(
          new Epoch(
              start,
              onCall.over(Duty.PRIMARY, new Range(start, end)).stream()
                  .filter(shift -> !shift.start().isBefore(start))
                  .toList()));
    }
    expect(vector.getJsonObject("expected"), epochs, zone);
  }

  private static long start(JsonObject offset) {
    return offset.getLong("start_seconds_from_sunday");
  }

  private static void expect(JsonObject expected, List<Epoch> epochs, ZoneId zone) {
    for (String field : expected.fieldNames()) {
      switch (field) {
        case "epochs" -> assertEquals(expected.getInteger(field), epochs.size());
        case "events_per_epoch" ->
            epochs.forEach(
                epoch -> assertEquals(expected.getInteger(field), epoch.events().size()));
        case "second_epoch_starts_local" ->
            assertEquals(
                expected.getJsonArray(field).stream().toList(),
                local(epochs.get(1).events(), zone));
        case "starts_local" ->
            assertEquals(
                expected.getJsonArray(field).stream().toList(),
                local(epochs.stream().flatMap(each -> each.events().stream()).toList(), zone));
        case "each_duration_seconds" ->
            epochs.stream()
                .flatMap(epoch -> epoch.events().stream())
                .forEach(
                    shift ->
                        assertEquals(
                            expected.getLong(field),
                            Duration.between(shift.start(), shift.end()).toSeconds()));
        case "property" -> {
          assertTrue(epochs.size() > 1);
          for (int i = 1; i < epochs.size(); i++) {
            assertEquals(
                epochs.get(i - 1).events().getLast().end(),
                epochs.get(i).events().getFirst().start());
          }
        }
        default -> throw new AssertionError("nothing expects " + field);
      }
    }
  }

  private static List<Object> local(List<Shift> shifts, ZoneId zone) {
    return shifts.stream()
        .map(shift -> (Object) LocalDateTime.ofInstant(shift.start(), zone))
        .map(time -> (Object) time.toString().concat(time.toString().length() == 16 ? ":00" : ""))
        .toList();
  }
}
