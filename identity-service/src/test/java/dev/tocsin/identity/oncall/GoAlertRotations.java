package dev.tocsin.identity.oncall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/** Vectors of GoAlert's rotations and of the hours of its rules. */
final class GoAlertRotations {

  static final Map<String, Consumer<JsonObject>> KINDS =
      Map.of(
          "rotation.handoffs", GoAlertRotations::handoffs,
          "rotation.point_queries", GoAlertRotations::points,
          "rotation.end_of_first_shift", GoAlertRotations::points,
          "rule.is_active", GoAlertRotations::active,
          "rule.start_of_current_or_next", vector -> edges(vector, Windows.State::start),
          "rule.end_of_current_or_next", vector -> edges(vector, Windows.State::end));

  private GoAlertRotations() {}

  private record Rota(Rotation rotation, ZoneId zone) {

    static Rota of(JsonObject config) {
      ZoneId zone = Vectors.zone(config);
      LocalDateTime start =
          config.containsKey("start_local")
              ? LocalDateTime.parse(config.getString("start_local"))
              : LocalDateTime.ofInstant(Vectors.instant(config.getString("start_utc")), zone);
      int length = config.getInteger("shift_length");
      LocalTime handoff = start.toLocalTime();
      Rotation rotation =
          switch (config.getString("type")) {
            case "hourly" ->
                Rotation.every(length, Rotation.Unit.HOUR, handoff, start.toLocalDate());
            case "daily" -> Rotation.daily(length, handoff, start.toLocalDate());
            case "weekly" ->
                Rotation.weekly(length, handoff, start.getDayOfWeek(), start.toLocalDate());
            case "monthly" ->
                Rotation.every(length, Rotation.Unit.MONTH, handoff, start.toLocalDate());
            default -> throw new AssertionError("a rotation by " + config.getString("type"));
          };
      return new Rota(rotation, zone);
    }

    Instant start(Instant instant) {
      return rotation.start(rotation.number(instant, zone), zone);
    }

    Instant end(Instant instant) {
      return rotation.start(rotation.number(instant, zone) + 1, zone);
    }

    Instant at(JsonObject at, String name) {
      return at.containsKey(name + "local")
          ? LocalDateTime.parse(at.getString(name + "local")).atZone(zone).toInstant()
          : OffsetDateTime.parse(at.getString(name + "utc")).toInstant();
    }
  }

  private static void handoffs(JsonObject vector) {
    Rota rota = Rota.of(vector.getJsonObject("config"));
    JsonObject at = vector.getJsonObject("at");
    JsonObject expected = vector.getJsonObject("expected");
    Instant from = Vectors.instant(at.getString("walk_from"));
    Instant until = Vectors.instant(at.getString("walk_to"));
    TreeSet<Instant> seen = new TreeSet<>();
    for (Instant now = from; !now.isAfter(until); ) {
      seen.add(rota.start(now));
      seen.add(rota.end(now));
      now = now.plusSeconds(at.getInteger("step_seconds"));
    }
    assertEquals(Vectors.instant(expected.getString("first_shift_start")), rota.start(from));
    assertEquals(Vectors.instant(expected.getString("first_shift_end")), rota.end(from));
    assertEquals(
        expected.getJsonArray("all_shift_boundaries_seen").stream()
            .map(text -> Vectors.instant((String) text))
            .toList(),
        List.copyOf(seen));
  }

  private static void points(JsonObject vector) {
    cases(vector)
        .forEach(
            each -> {
              Rota rota = Rota.of(each.getJsonObject("config"));
              Instant at = rota.at(each.getJsonObject("at"), "");
              JsonObject expected = each.getJsonObject("expected");
              for (String field : expected.fieldNames()) {
                switch (field) {
                  case "shift_start_utc", "shift_start_local" ->
                      assertEquals(rota.at(expected, "shift_start_"), rota.start(at), each::encode);
                  case "shift_end_utc", "shift_end_local" ->
                      assertEquals(rota.at(expected, "shift_end_"), rota.end(at), each::encode);
                  case "elapsed_seconds" ->
                      assertEquals(
                          expected.getLong(field),
                          rota.end(at).getEpochSecond() - at.getEpochSecond(),
                          each::encode);
                  default -> throw new AssertionError("nothing expects " + field);
                }
              }
            });
  }

  private static List<JsonObject> cases(JsonObject vector) {
    JsonArray cases = vector.getJsonArray("cases");
    return cases == null ? List.of(vector) : Vectors.objects(cases).toList();
  }

  /** Empty for a rule without days. */
  static Optional<Window> window(JsonArray days, String start, String end) {
    return days != null && days.isEmpty()
        ? Optional.empty()
        : Optional.of(new Window(Vectors.days(days), LocalTime.parse(start), LocalTime.parse(end)));
  }

  private static Optional<Window> window(JsonObject config) {
    return window(
        config.getJsonArray("active_days"),
        config.getString("start_clock"),
        config.getString("end_clock"));
  }

  private static void active(JsonObject vector) {
    JsonObject config = vector.getJsonObject("config");
    Optional<Window> window = window(config);
    Layer rule = new Vectors().always(0, "one");
    OnCall onCall =
        OnCall.of(
            SchedulePlan.of(
                Vectors.zone(config),
                window.map(each -> rule.restricted(List.of(each))).stream().toList(),
                List.of(),
                Map.of()));
    for (JsonObject each : cases(vector)) {
      assertEquals(
          each.getBoolean("expected"),
          !onCall.people(Duty.PRIMARY, Vectors.instant(each.getString("at"))).isEmpty(),
          each::encode);
    }
  }

  private static void edges(JsonObject vector, Function<Windows.State, Instant> of) {
    JsonObject config = vector.getJsonObject("config");
    ZoneId zone = Vectors.zone(config);
    Optional<Window> window = window(config);
    for (JsonObject each : cases(vector)) {
      Instant at = Vectors.instant(each.getString("at"));
      String expected = each.getString("expected");
      Windows windows = new Windows(window.stream().toList());
      if (window.isEmpty() || windows.always()) {
        assertEquals(null, expected == null || expected.startsWith("0001-01-01") ? null : expected);
        continue;
      }
      Windows.State state = windows.at(at, zone);
      state = state.open() ? state : windows.at(state.end(), zone);
      assertEquals(Vectors.instant(expected), of.apply(state), each::encode);
    }
  }
}
