package dev.tocsin.identity.audit;

import static dev.tocsin.identity.audit.WritingCalls.name;

import dev.tocsin.identity.Api;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.identity.audit.WritingCalls.Step;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** The calls that write about one schedule: its people, its shifts, its calendars and absences. */
final class ScheduleCalls {

  private ScheduleCalls() {}

  static void add(Map<String, Step> steps, Map<String, String> ids, Api owner, TestUser ann) {
    String schedules = "/api/v1/schedules/";
    steps.put(
        "CreateSchedule",
        new Step(
            "schedule.create",
            () ->
                ids.put(
                    "schedule",
                    owner
                        .post("/api/v1/schedules", name("Primary").put("timeZone", "UTC"))
                        .expect(200)
                        .getString("id"))));
    steps.put(
        "UpdateSchedule",
        new Step(
            "schedule.update",
            () -> owner.patch(schedules + ids.get("schedule"), name("Second")).expect(200)));
    steps.put(
        "CancelScheduleVersion",
        new Step(
            "schedule.cancel_version",
            () -> {
              String path = schedules + ids.get("schedule");
              String later = Instant.now().plus(30, ChronoUnit.DAYS).toString();
              owner
                  .patch(
                      path + "?effective_time=" + later,
                      new JsonObject().put("timeZone", "Asia/Tokyo"))
                  .expect(200);
              owner.delete(path + "/versions/2").expect(200);
            }));
    steps.put(
        "AddScheduleMember",
        new Step(
            "schedule.add_member",
            () -> {
              JsonObject rota =
                  new JsonObject()
                      .put(
                          "rotation",
                          new JsonObject()
                              .put("unit", "ROTATION_UNIT_DAY")
                              .put("handoffTime", "09:00")
                              .put("startDate", "2050-01-01"))
                      .put("participants", JsonArray.of(ids.get("owner")));
              String path = schedules + ids.get("schedule");
              owner.patch(path, new JsonObject().put("layers", JsonArray.of(rota))).expect(200);
              owner.post(path + "/members", new JsonObject().put("userId", ann.id())).expect(200);
            }));
    steps.put(
        "RemoveScheduleMember",
        new Step(
            "schedule.remove_member",
            () ->
                owner
                    .delete(schedules + ids.get("schedule") + "/members/" + ann.id())
                    .expect(200)));
    steps.put(
        "CreateOverride",
        new Step(
            "override.create",
            () ->
                ids.put(
                    "override",
                    owner
                        .post(
                            schedules + ids.get("schedule") + "/overrides",
                            new JsonObject()
                                .put("userId", ann.id())
                                .put("startTime", "2040-01-01T00:00:00Z")
                                .put("endTime", "2040-01-02T00:00:00Z"))
                        .expect(200)
                        .getString("id"))));
    swapSteps(steps, ids, owner, ann);
    feedSteps(steps, ids, owner);
    steps.put(
        "DeleteOverride",
        new Step(
            "override.delete",
            () ->
                owner
                    .delete(schedules + ids.get("schedule") + "/overrides/" + ids.get("override"))
                    .expect(200)));
    steps.put(
        "DeleteSchedule",
        new Step(
            "schedule.delete", () -> owner.delete(schedules + ids.get("schedule")).expect(200)));
  }

  private static void feedSteps(Map<String, Step> steps, Map<String, String> ids, Api owner) {
    String feeds = "/api/v1/calendar-feeds";
    String text =
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20900101T000000Z\n"
            + "DURATION:P1D\nSUMMARY:Ann\nEND:VEVENT\nEND:VCALENDAR\n";
    steps.put(
        "CreateCalendarFeed",
        new Step(
            "calendar_feed.create",
            () ->
                ids.put(
                    "feed",
                    owner
                        .post(feeds, name("Rota").put("content", text))
                        .expect(200)
                        .getString("id"))));
    steps.put(
        "UpdateCalendarFeed",
        new Step(
            "calendar_feed.update",
            () -> owner.patch(feeds + "/" + ids.get("feed"), name("Turns")).expect(200)));
    steps.put(
        "DeleteCalendarFeed",
        new Step(
            "calendar_feed.delete", () -> owner.delete(feeds + "/" + ids.get("feed")).expect(200)));
  }

  private static void swapSteps(
      Map<String, Step> steps, Map<String, String> ids, Api owner, TestUser ann) {
    String swaps = "/api/v1/swaps/";
    for (String action : List.of("Cancel", "Decline", "Accept")) {
      String verb = action.toLowerCase(java.util.Locale.ROOT);
      steps.put(
          action.equals("Cancel") ? "CreateSwap" : "CreateSwap to " + verb,
          new Step(
              "swap.create",
              () ->
                  ids.put(
                      "swap",
                      owner
                          .post(
                              "/api/v1/swaps",
                              new JsonObject()
                                  .put("scheduleId", ids.get("schedule"))
                                  .put("userId", ann.id())
                                  .put("askedUserId", ids.get("owner"))
                                  .put("startTime", "2040-01-01T02:00:00Z")
                                  .put("endTime", "2040-01-01T04:00:00Z"))
                          .expect(200)
                          .getString("id"))));
      steps.put(
          action + "Swap",
          new Step(
              "swap." + verb,
              () ->
                  owner
                      .post(
                          swaps + ids.get("swap") + "/" + verb,
                          action.equals("Accept")
                              ? new JsonObject().put("userId", ids.get("owner"))
                              : new JsonObject())
                      .expect(200)));
    }
    steps.put(
        "CreateTimeOff",
        new Step(
            "time_off.create",
            () ->
                ids.put(
                    "timeOff",
                    owner
                        .post(
                            "/api/v1/time-off",
                            new JsonObject()
                                .put("userId", ann.id())
                                .put("startTime", "2040-01-01T00:00:00Z")
                                .put("endTime", "2040-01-02T00:00:00Z"))
                        .expect(200)
                        .getString("id"))));
    steps.put(
        "DeleteTimeOff",
        new Step(
            "time_off.delete",
            () -> owner.delete("/api/v1/time-off/" + ids.get("timeOff")).expect(200)));
    steps.put(
        "SetHolidayCalendar",
        new Step(
            "holiday_calendar.set",
            () ->
                ids.put(
                    "holidays",
                    owner
                        .post(
                            "/api/v1/holiday-calendars",
                            new JsonObject().put("userId", ann.id()).put("region", "at"))
                        .expect(200)
                        .getString("id"))));
    steps.put(
        "DeleteHolidayCalendar",
        new Step(
            "holiday_calendar.delete",
            () -> owner.delete("/api/v1/holiday-calendars/" + ids.get("holidays")).expect(200)));
    steps.put(
        "UpdateRestRules",
        new Step(
            "rest_rules.update",
            () ->
                owner
                    .put("/api/v1/rest-rules", new JsonObject().put("minRestHours", 8))
                    .expect(200)));
    steps.put(
        "TakeShift",
        new Step(
            "shift.take",
            () ->
                owner
                    .post(
                        "/api/v1/schedules/" + ids.get("schedule") + "/take-shift",
                        new JsonObject()
                            .put("startTime", "2040-01-01T06:00:00Z")
                            .put("endTime", "2040-01-01T08:00:00Z"))
                    .expect(200)));
  }
}
