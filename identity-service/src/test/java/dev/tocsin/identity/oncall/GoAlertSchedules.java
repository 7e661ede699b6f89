package dev.tocsin.identity.oncall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.identity.oncall.OverrideRule.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Vectors of GoAlert's schedules. Rules are layers of one precedence, a temporary schedule is a
 * clearing with people added on it, and history is a version from before now with events.
 */
final class GoAlertSchedules {

  static final Map<String, Consumer<JsonObject>> KINDS =
      Map.of(
          "schedule.shifts_in_window", GoAlertSchedules::shifts,
          "override.map_users", GoAlertSchedules::mapUsers,
          "temporary_schedule_trim_start",
              vector -> cut(vector, Instant.MIN, time(vector.getJsonArray("at"), 0)),
          "temporary_schedule_trim_end",
              vector -> cut(vector, time(vector.getJsonArray("at"), 0), Instant.MAX),
          "temporary_schedule_delete_range",
              vector ->
                  cut(
                      vector,
                      time(vector.getJsonArray("at"), 0),
                      time(vector.getJsonArray("at"), 1)));

  private GoAlertSchedules() {}

  private static Instant time(JsonArray array, int place) {
    return Vectors.instant(array.getString(place));
  }

  private static void mapUsers(JsonObject vector) {
    var vectors = new Vectors();
    JsonObject config = vector.getJsonObject("config");
    List<Layer> layers = new ArrayList<>();
    for (Object name : config.getJsonArray("users_on_call")) {
      layers.add(vectors.always(layers.size(), (String) name).ranked(1));
    }
    JsonArray window = config.getJsonArray("override_window");
    List<OverrideRule> overrides = new ArrayList<>();
    Vectors.objects(config.getJsonArray("overrides"))
        .map(each -> each.copy().put("start", window.getString(0)).put("end", window.getString(1)))
        .forEach(each -> overrides.add(override(vectors, each, overrides.size())));
    OnCall onCall = OnCall.of(SchedulePlan.of(Vectors.zone(config), layers, overrides, Map.of()));
    Vectors.objects(vector.getJsonArray("cases"))
        .forEach(
            each ->
                assertEquals(
                    each.getJsonArray("expected").stream().sorted().toList(),
                    vectors.names(
                        onCall.people(Duty.PRIMARY, Vectors.instant(each.getString("at")))),
                    each::encode));
  }

  private static OverrideRule override(Vectors vectors, JsonObject override, int age) {
    String add = override.getString("add_user");
    String remove = override.getString("remove_user");
    return Vectors.override(
        add == null ? Kind.REMOVE : remove == null ? Kind.ADD : Kind.REPLACE,
        add == null ? null : vectors.person(add),
        remove == null ? null : vectors.person(remove),
        Vectors.instant(override.getString("start")),
        Vectors.instant(override.getString("end")),
        age);
  }

  /** Older than all people added on any. */
  private static List<OverrideRule> temporary(Vectors vectors, JsonArray schedules) {
    List<OverrideRule> rules = new ArrayList<>();
    Vectors.objects(schedules)
        .forEach(
            schedule ->
                rules.add(
                    Vectors.override(
                        Kind.CLEAR,
                        null,
                        null,
                        Vectors.instant(schedule.getString("start")),
                        Vectors.instant(schedule.getString("end")),
                        1_000 + rules.size())));
    Vectors.objects(schedules)
        .flatMap(schedule -> Vectors.objects(schedule.getJsonArray("shifts")))
        .forEach(
            shift ->
                rules.add(
                    Vectors.override(
                        Kind.ADD,
                        vectors.person(shift.getString("user")),
                        null,
                        Vectors.instant(shift.getString("start")),
                        Vectors.instant(shift.getString("end")),
                        1_000 + rules.size())));
    return rules;
  }

  private static void shifts(JsonObject vector) {
    var vectors = new Vectors();
    JsonObject config = vector.getJsonObject("config");
    List<Layer> rules = new ArrayList<>();
    Vectors.objects(config.getJsonArray("rules"))
        .map(rule -> rule.getJsonObject("rule"))
        .forEach(
            rule ->
                GoAlertRotations.window(
                        rule.getJsonArray("active_days"),
                        rule.getString("start"),
                        rule.getString("end"))
                    .ifPresent(
                        window ->
                            rules.add(
                                vectors
                                    .always(
                                        rules.size(),
                                        rule.getJsonObject("target").getString("user"))
                                    .ranked(1)
                                    .restricted(List.of(window)))));
    List<OverrideRule> overrides = new ArrayList<>();
    Vectors.objects(config.getJsonArray("overrides"))
        .forEach(each -> overrides.add(override(vectors, each, overrides.size())));
    overrides.addAll(temporary(vectors, config.getJsonArray("temp_scheds")));
    Range window =
        new Range(
            Vectors.instant(vector.getJsonObject("at").getString("from")),
            Vectors.instant(vector.getJsonObject("at").getString("to")));
    Instant now = config.containsKey("now") ? Vectors.instant(config.getString("now")) : null;
    List<SchedulePlan.Version> versions = new ArrayList<>();
    versions.add(
        new SchedulePlan.Version(
            Instant.MIN,
            Vectors.zone(config),
            now == null ? rules : List.of(history(vectors, config, now))));
    if (now != null) {
      versions.add(new SchedulePlan.Version(now, Vectors.zone(config), rules));
    }
    OnCall onCall = OnCall.of(new SchedulePlan(versions, overrides, Map.of()));

    List<String> expected =
        Vectors.objects(vector.getJsonArray("expected"))
            .map(
                each ->
                    "%s %s %s%s"
                        .formatted(
                            Vectors.instant(each.getString("start")),
                            Vectors.instant(each.getString("end")),
                            each.getString("user"),
                            each.getBoolean("truncated", false) ? " …" : ""))
            .sorted()
            .toList();
    assertEquals(expected, told(vectors, onCall, window, now));
  }

  private static Layer history(Vectors vectors, JsonObject config, Instant now) {
    List<Turns.Event> events =
        Vectors.objects(config.getJsonArray("history"))
            .map(
                each ->
                    new Turns.Event(
                        Vectors.instant(each.getString("start")),
                        each.containsKey("end") ? Vectors.instant(each.getString("end")) : now,
                        List.of(vectors.person(each.getString("user")))))
            .toList();
    return vectors.always(99, "history").taking(new Turns.Imported(events));
  }

  /** As GoAlert tells it: a person's shifts that touch are one, and only the end is cut. */
  private static List<String> told(Vectors vectors, OnCall onCall, Range window, Instant now) {
    Instant from = now == null || now.isAfter(window.from()) ? window.from() : now;
    Map<String, List<Instant[]>> byUser = new TreeMap<>();
    onCall
        .over(Duty.PRIMARY, new Range(Instant.parse("2000-01-01T00:00:00Z"), window.until()))
        .stream()
        .sorted(Comparator.comparing(Shift::start))
        .forEach(
            shift -> {
              List<Instant[]> own =
                  byUser.computeIfAbsent(vectors.name(shift.person()), any -> new ArrayList<>());
              if (!own.isEmpty() && own.getLast()[1].equals(shift.start())) {
                own.getLast()[1] = shift.end();
              } else {
                own.add(new Instant[] {shift.start(), shift.end()});
              }
            });
    List<String> told = new ArrayList<>();
    byUser.forEach(
        (user, spans) ->
            spans.stream()
                .filter(span -> span[1].isAfter(window.from()))
                .forEach(
                    span -> {
                      boolean cut = span[1].isAfter(window.until());
                      boolean endless = span[0].isBefore(Instant.parse("2000-01-02T00:00:00Z"));
                      told.add(
                          "%s %s %s%s"
                              .formatted(
                                  endless ? from : span[0],
                                  cut ? window.until() : span[1],
                                  user,
                                  cut || span[1].equals(window.until()) ? " …" : ""));
                    }));
    return told.stream().sorted().toList();
  }

  /** What is left of temporary schedules when nothing of them may be between two instants. */
  private static void cut(JsonObject vector, Instant from, Instant until) {
    var vectors = new Vectors();
    JsonArray before =
        vector.getValue("config") instanceof JsonArray list
            ? list
            : JsonArray.of(vector.getJsonObject("config"));
    JsonArray expected =
        vector.getValue("expected") instanceof JsonArray list
            ? list
            : vector.getJsonObject("expected") == null
                ? new JsonArray()
                : JsonArray.of(vector.getJsonObject("expected"));
    assertEquals(
        words(vectors, temporary(vectors, expected)),
        words(
            vectors,
            temporary(vectors, before).stream()
                .flatMap(rule -> rule.without(from, until).stream())
                .toList()));
  }

  private static List<String> words(Vectors vectors, List<OverrideRule> rules) {
    return rules.stream()
        .map(
            rule ->
                "%s %s %s %s"
                    .formatted(
                        rule.kind(),
                        rule.start(),
                        rule.end(),
                        rule.person().map(vectors::name).orElse("")))
        .sorted()
        .toList();
  }
}
