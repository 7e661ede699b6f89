package dev.tocsin.alerting.routing;

import dev.tocsin.platform.error.Invalid;
import dev.tocsin.proto.platform.v1.Weekday;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Quiet hours between the contract, the database and the domain. */
final class QuietHoursMessages {

  private QuietHoursMessages() {}

  /**
   * Hours as they were asked for.
   *
   * @param field path of the list in the request
   * @throws Invalid for an unknown zone, and for hours that leave no minute of the week
   */
  static List<QuietHours> hours(
      String field, List<dev.tocsin.proto.alerting.v1.QuietHours> asked, Instant now) {
    List<QuietHours> hours = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      var each = asked.get(i);
      hours.add(
          new QuietHours(
              LocalTime.parse(each.getStart()),
              LocalTime.parse(each.getEnd()),
              each.getWeekdaysList().stream()
                  .map(day -> DayOfWeek.of(day.getNumber()))
                  .collect(Collectors.toSet()),
              zone(field + "[" + i + "].time_zone", each.getTimeZone())));
    }
    if (QuietHours.over(hours, now).isEmpty()) {
      throw Invalid.field(
          field, "cover the whole week: nobody would ever be paged. Leave some hours free");
    }
    return hours;
  }

  private static ZoneId zone(String field, String name) {
    try {
      return ZoneId.of(name.isEmpty() ? "UTC" : name);
    } catch (DateTimeException e) {
      throw Invalid.field(
          field, "'" + name + "' is not an IANA time zone, such as Europe/Berlin or UTC");
    }
  }

  static dev.tocsin.proto.alerting.v1.QuietHours message(QuietHours hours) {
    return dev.tocsin.proto.alerting.v1.QuietHours.newBuilder()
        .setStart(hours.start().toString())
        .setEnd(hours.end().toString())
        .addAllWeekdays(
            hours.weekdays().stream()
                .sorted()
                .map(day -> Weekday.forNumber(day.getValue()))
                .toList())
        .setTimeZone(hours.zone().getId())
        .build();
  }

  static JsonArray stored(List<QuietHours> hours) {
    JsonArray stored = new JsonArray();
    for (QuietHours each : hours) {
      stored.add(
          new JsonObject()
              .put("start", each.start().toString())
              .put("end", each.end().toString())
              .put(
                  "weekdays",
                  new JsonArray(
                      each.weekdays().stream().sorted().map(DayOfWeek::getValue).toList()))
              .put("zone", each.zone().getId()));
    }
    return stored;
  }

  static List<QuietHours> read(JsonArray stored) {
    return stored.stream()
        .map(JsonObject.class::cast)
        .map(
            each ->
                new QuietHours(
                    LocalTime.parse(each.getString("start")),
                    LocalTime.parse(each.getString("end")),
                    each.getJsonArray("weekdays").stream()
                        .map(day -> DayOfWeek.of((Integer) day))
                        .collect(Collectors.toSet()),
                    ZoneId.of(each.getString("zone"))))
        .toList();
  }
}
