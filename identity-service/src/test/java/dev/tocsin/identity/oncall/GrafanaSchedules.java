package dev.tocsin.identity.oncall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Vectors of Grafana OnCall's final schedules and of its shift swaps. */
final class GrafanaSchedules {

  static final Map<String, Consumer<JsonObject>> KINDS =
      Map.of(
          "final_schedule.events_of_one_day", GrafanaSchedules::day,
          "final_schedule.events_at_instant", GrafanaSchedules::instant,
          "shift_swap.events", GrafanaSchedules::swap);

  private static final LocalDate DAY = LocalDate.of(2024, 5, 15);
  private static final Instant MIDNIGHT = DAY.atStartOfDay(ZoneOffset.UTC).toInstant();

  private GrafanaSchedules() {}

  private static OnCall onCall(Vectors vectors, JsonObject config) {
    List<Layer> layers = new ArrayList<>();
    Vectors.objects(config.getJsonArray("daily_shifts"))
        .forEach(
            shift ->
                layers.add(
                    daily(
                            vectors,
                            layers.size(),
                            shift.getString("user"),
                            hours(shift, "start_hour"),
                            hours(shift, "duration_hours"))
                        .ranked(1 + shift.getInteger("priority", 0))));
    List<OverrideRule> overrides = new ArrayList<>();
    Vectors.objects(config.getJsonArray("overrides"))
        .forEach(
            each -> {
              Integer priority = each.getInteger("priority");
              Instant start = MIDNIGHT.plus(hours(each, "start_hour"));
              overrides.add(
                  Vectors.override(
                      OverrideRule.Kind.TAKE_OVER,
                      vectors.person(each.getString("user")),
                      null,
                      start,
                      start.plus(hours(each, "duration_hours")),
                      1_000 * (priority == null ? 0 : priority) + overrides.size()));
            });
    return OnCall.of(SchedulePlan.of(ZoneId.of("UTC"), layers, overrides, Map.of()));
  }

  private static Layer daily(
      Vectors vectors, int number, String user, Duration start, Duration length) {
    LocalTime time = LocalTime.MIDNIGHT.plus(start);
    return Layer.of(
            new UUID(7, number),
            user,
            Turns.Rotating.of(Rotation.daily(1, time, DAY), List.of(vectors.person(user))))
        .restricted(Vectors.windows(EnumSet.allOf(DayOfWeek.class), time, length.toMinutes()));
  }

  private static Duration hours(JsonObject object, String field) {
    return Duration.ofMinutes(Math.round(object.getDouble(field) * 60));
  }

  private static void day(JsonObject vector) {
    var vectors = new Vectors();
    OnCall onCall = onCall(vectors, vector.getJsonObject("config"));
    JsonObject at = vector.getJsonObject("at");
    Range range =
        new Range(MIDNIGHT.plus(hours(at, "from_hour")), MIDNIGHT.plus(hours(at, "to_hour")));
    FinalShifts drawn = FinalShifts.of(onCall, range);
    List<String> told = new ArrayList<>();
    drawn.of(Duty.PRIMARY).forEach(shift -> told.add(words(vectors, onCall, shift)));
    JsonArray expected = vector.getJsonArray("expected");
    if (Vectors.objects(expected).anyMatch(each -> each.getBoolean("is_gap", false))) {
      drawn.gaps().forEach(gap -> told.add(gap.from() + " " + gap.until() + " nobody"));
    }
    assertEquals(
        Vectors.objects(expected).map(GrafanaSchedules::words).sorted().toList(),
        told.stream().sorted().toList());
  }

  private static void instant(JsonObject vector) {
    var vectors = new Vectors();
    OnCall onCall = onCall(vectors, vector.getJsonObject("config"));
    JsonObject at = vector.getJsonObject("at");
    Instant instant =
        MIDNIGHT.plus(hours(at, "hour")).plusSeconds(at.getInteger("plus_seconds", 0));
    assertEquals(
        Vectors.objects(vector.getJsonArray("expected"))
            .map(GrafanaSchedules::words)
            .sorted()
            .toList(),
        onCall.at(Duty.PRIMARY, instant).stream()
            .map(shift -> words(vectors, onCall, shift))
            .sorted()
            .toList());
  }

  private static String words(JsonObject event) {
    Instant start = MIDNIGHT.plus(hours(event, "start_hour"));
    Instant end = start.plus(hours(event, "duration_hours"));
    if (event.getBoolean("is_gap", false)) {
      return start + " " + end + " nobody";
    }
    return "%s %s %s %s"
        .formatted(
            start,
            end,
            event.getString("user"),
            event.getBoolean("is_override", false)
                ? "by override"
                : "by priority " + event.getInteger("priority"));
  }

  private static String words(Vectors vectors, OnCall onCall, Shift shift) {
    String why =
        shift
            .cause()
            .layer()
            .map(
                id ->
                    "by priority "
                        + (onCall.plan().latest().layers().stream()
                                .filter(layer -> layer.id().equals(id))
                                .findFirst()
                                .orElseThrow()
                                .precedence()
                            - 1))
            .orElse("by override");
    return "%s %s %s %s".formatted(shift.start(), shift.end(), vectors.name(shift.person()), why);
  }

  private static final Pattern DAILY =
      Pattern.compile("daily (\\d\\d:\\d\\d)-(\\d\\d:\\d\\d) (\\S+), user (\\S+)");
  private static final Pattern TIME = Pattern.compile("D(?:\\+(\\d+))? (\\d\\d:\\d\\d)");

  private static Instant time(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new AssertionError("'" + text + "' is not a time of a day");
    }
    int days = time.group(1) == null ? 0 : Integer.parseInt(time.group(1));
    return DAY.plusDays(days).atTime(LocalTime.parse(time.group(2))).toInstant(ZoneOffset.UTC);
  }

  /** A swap that nobody took is their own stand-in, so that the calendar shows it. */
  private static void swap(JsonObject vector) {
    JsonObject config = vector.getJsonObject("config");
    Matcher shift = DAILY.matcher(config.getJsonObject("shift").getString("schedule"));
    if (!shift.matches()) {
      throw new AssertionError("not a daily shift: " + config.encode());
    }
    JsonObject swap = config.getJsonObject("swap");
    Range window =
        new Range(
            time(config.getJsonArray("window").getString(0)),
            time(config.getJsonArray("window").getString(1)));
    Vectors.objects(vector.getJsonArray("cases"))
        .forEach(
            each -> {
              var vectors = new Vectors();
              LocalTime start = LocalTime.parse(shift.group(1));
              Duration length = Duration.between(start, LocalTime.parse(shift.group(2)));
              UUID by = vectors.person(swap.getString("by"));
              String taken = each.getString("taken_by");
              OnCall onCall =
                  OnCall.of(
                      SchedulePlan.of(
                          ZoneId.of(shift.group(3)),
                          List.of(
                              daily(
                                  vectors,
                                  0,
                                  shift.group(4),
                                  Duration.between(LocalTime.MIDNIGHT, start),
                                  length)),
                          List.of(
                              Vectors.override(
                                  OverrideRule.Kind.REPLACE,
                                  taken == null ? by : vectors.person(taken),
                                  by,
                                  time(swap.getString("from")),
                                  time(swap.getString("to")),
                                  1)),
                          Map.of()));
              assertEquals(
                  each.getJsonArray("expected").stream()
                      .map(JsonArray.class::cast)
                      .map(
                          row ->
                              "%s %s %s %s"
                                  .formatted(
                                      time(row.getString(0)),
                                      time(row.getString(1)),
                                      row.getString(2),
                                      row.getBoolean(3)))
                      .toList(),
                  onCall.over(Duty.PRIMARY, window).stream()
                      .map(
                          told ->
                              "%s %s %s %s"
                                  .formatted(
                                      told.start(),
                                      told.end(),
                                      vectors.name(told.person()),
                                      told.cause().override().isPresent()))
                      .toList());
            });
  }
}
