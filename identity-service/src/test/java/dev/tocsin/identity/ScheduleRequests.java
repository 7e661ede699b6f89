package dev.tocsin.identity;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.proto.identity.v1.AcceptSwapRequest;
import dev.tocsin.proto.identity.v1.AddScheduleMemberRequest;
import dev.tocsin.proto.identity.v1.CalendarFeed;
import dev.tocsin.proto.identity.v1.CancelScheduleVersionRequest;
import dev.tocsin.proto.identity.v1.CancelSwapRequest;
import dev.tocsin.proto.identity.v1.CreateCalendarLinkRequest;
import dev.tocsin.proto.identity.v1.CreateOverrideRequest;
import dev.tocsin.proto.identity.v1.CreateSwapRequest;
import dev.tocsin.proto.identity.v1.CreateTimeOffRequest;
import dev.tocsin.proto.identity.v1.DeclineSwapRequest;
import dev.tocsin.proto.identity.v1.DeleteCalendarFeedRequest;
import dev.tocsin.proto.identity.v1.DeleteHolidayCalendarRequest;
import dev.tocsin.proto.identity.v1.DeleteOverrideRequest;
import dev.tocsin.proto.identity.v1.DeleteScheduleRequest;
import dev.tocsin.proto.identity.v1.DeleteTimeOffRequest;
import dev.tocsin.proto.identity.v1.DiffScheduleRequest;
import dev.tocsin.proto.identity.v1.GetCalendarFeedRequest;
import dev.tocsin.proto.identity.v1.GetFinalScheduleRequest;
import dev.tocsin.proto.identity.v1.GetOnCallUsersRequest;
import dev.tocsin.proto.identity.v1.GetScheduleRequest;
import dev.tocsin.proto.identity.v1.GetSwapRequest;
import dev.tocsin.proto.identity.v1.HolidayCalendar;
import dev.tocsin.proto.identity.v1.ListCalendarFeedEventsRequest;
import dev.tocsin.proto.identity.v1.ListHolidaysRequest;
import dev.tocsin.proto.identity.v1.ListOverridesRequest;
import dev.tocsin.proto.identity.v1.ListRestFindingsRequest;
import dev.tocsin.proto.identity.v1.ListScheduleMembersRequest;
import dev.tocsin.proto.identity.v1.ListScheduleVersionsRequest;
import dev.tocsin.proto.identity.v1.ListShiftConflictsRequest;
import dev.tocsin.proto.identity.v1.ListShiftHistoryRequest;
import dev.tocsin.proto.identity.v1.ListUserShiftsRequest;
import dev.tocsin.proto.identity.v1.RefreshCalendarFeedRequest;
import dev.tocsin.proto.identity.v1.RemoveScheduleMemberRequest;
import dev.tocsin.proto.identity.v1.RevokeCalendarLinkRequest;
import dev.tocsin.proto.identity.v1.Schedule;
import dev.tocsin.proto.identity.v1.ScheduleOverride;
import dev.tocsin.proto.identity.v1.SetHolidayCalendarRequest;
import dev.tocsin.proto.identity.v1.ShiftSwap;
import dev.tocsin.proto.identity.v1.TakeShiftRequest;
import dev.tocsin.proto.identity.v1.TimeOff;
import dev.tocsin.proto.identity.v1.UpdateCalendarFeedRequest;
import dev.tocsin.proto.identity.v1.UpdateScheduleRequest;
import dev.tocsin.proto.identity.v1.WatchSchedulesRequest;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Requests that name a tenant's schedules, swaps, absences and calendars. */
final class ScheduleRequests {

  private ScheduleRequests() {}

  /** Adds them, by the name of the RPC. */
  static void add(Map<String, Message> requests, TestTenant tenant, TestUser ann) {
    FieldMask name = FieldMask.newBuilder().addPaths("name").build();
    String schedule =
        tenant.make("/api/v1/schedules", new JsonObject().put("name", "S").put("timeZone", "UTC"));
    String override =
        tenant.make(
            "/api/v1/schedules/" + schedule + "/overrides",
            new JsonObject()
                .put("userId", ann.id())
                .put("startTime", "2040-01-01T00:00:00Z")
                .put("endTime", "2040-01-02T00:00:00Z"));
    String swap =
        tenant.make(
            "/api/v1/swaps",
            new JsonObject()
                .put("scheduleId", schedule)
                .put("userId", ann.id())
                .put("startTime", "2040-01-01T01:00:00Z")
                .put("endTime", "2040-01-01T02:00:00Z"));
    String timeOff =
        tenant.make(
            "/api/v1/time-off",
            new JsonObject()
                .put("userId", ann.id())
                .put("startTime", "2040-01-01T00:00:00Z")
                .put("endTime", "2040-01-02T00:00:00Z"));
    String holidays =
        tenant.make(
            "/api/v1/holiday-calendars",
            new JsonObject().put("scheduleId", schedule).put("region", "at"));
    String feed =
        tenant.make(
            "/api/v1/calendar-feeds",
            new JsonObject()
                .put("name", "theirs")
                .put(
                    "content",
                    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20900101T000000Z\n"
                        + "DURATION:P1D\nSUMMARY:Ann\nEND:VEVENT\nEND:VCALENDAR\n"));
    String link =
        tenant
            .owner()
            .post("/api/v1/calendar-links", new JsonObject().put("scheduleId", schedule))
            .expect(200)
            .getJsonObject("link")
            .getString("id");
    requests.put("GetSchedule", GetScheduleRequest.newBuilder().setId(schedule).build());
    requests.put(
        "UpdateSchedule",
        UpdateScheduleRequest.newBuilder()
            .setSchedule(Schedule.newBuilder().setId(schedule).setName("X").setTimeZone("UTC"))
            .setUpdateMask(name)
            .build());
    requests.put("DeleteSchedule", DeleteScheduleRequest.newBuilder().setId(schedule).build());
    requests.put(
        "CreateOverride",
        CreateOverrideRequest.newBuilder()
            .setOverride(
                ScheduleOverride.newBuilder()
                    .setScheduleId(schedule)
                    .setUserId(ann.id())
                    .setStartTime(Timestamps.fromSeconds(2_300_000_000L))
                    .setEndTime(Timestamps.fromSeconds(2_300_003_600L)))
            .build());
    requests.put(
        "ListOverrides", ListOverridesRequest.newBuilder().setScheduleId(schedule).build());
    requests.put(
        "DeleteOverride",
        DeleteOverrideRequest.newBuilder().setScheduleId(schedule).setId(override).build());
    requests.put(
        "ListScheduleMembers",
        ListScheduleMembersRequest.newBuilder().setScheduleId(schedule).build());
    requests.put(
        "AddScheduleMember",
        AddScheduleMemberRequest.newBuilder().setScheduleId(schedule).setUserId(ann.id()).build());
    requests.put(
        "RemoveScheduleMember",
        RemoveScheduleMemberRequest.newBuilder()
            .setScheduleId(schedule)
            .setUserId(ann.id())
            .build());
    requests.put(
        "ListScheduleVersions",
        ListScheduleVersionsRequest.newBuilder().setScheduleId(schedule).build());
    requests.put(
        "CancelScheduleVersion",
        CancelScheduleVersionRequest.newBuilder().setScheduleId(schedule).setVersion(1).build());
    requests.put(
        "DiffSchedule",
        DiffScheduleRequest.newBuilder()
            .setScheduleId(schedule)
            .setFromVersion(1)
            .setToVersion(1)
            .setStartTime(Timestamps.fromSeconds(2_300_000_000L))
            .setEndTime(Timestamps.fromSeconds(2_300_003_600L))
            .build());
    requests.put(
        "ListShiftHistory", ListShiftHistoryRequest.newBuilder().setScheduleId(schedule).build());
    requests.put(
        "WatchSchedules",
        WatchSchedulesRequest.newBuilder().setAfterId(firstEvent(tenant)).build());
    requests.put(
        "GetFinalSchedule",
        GetFinalScheduleRequest.newBuilder()
            .setScheduleId(schedule)
            .setStartTime(Timestamps.fromSeconds(2_300_000_000L))
            .setEndTime(Timestamps.fromSeconds(2_300_003_600L))
            .build());
    requests.put("ListUserShifts", ListUserShiftsRequest.newBuilder().setUserId(ann.id()).build());
    requests.put(
        "CreateTimeOff",
        CreateTimeOffRequest.newBuilder()
            .setTimeOff(
                TimeOff.newBuilder()
                    .setUserId(ann.id())
                    .setStartTime(Timestamps.fromSeconds(2_300_000_000L))
                    .setEndTime(Timestamps.fromSeconds(2_300_003_600L)))
            .build());
    requests.put("DeleteTimeOff", DeleteTimeOffRequest.newBuilder().setId(timeOff).build());
    requests.put(
        "SetHolidayCalendar",
        SetHolidayCalendarRequest.newBuilder()
            .setCalendar(HolidayCalendar.newBuilder().setScheduleId(schedule).setRegion("de-by"))
            .build());
    requests.put(
        "DeleteHolidayCalendar", DeleteHolidayCalendarRequest.newBuilder().setId(holidays).build());
    requests.put(
        "ListRestFindings", ListRestFindingsRequest.newBuilder().setScheduleId(schedule).build());
    requests.put(
        "ListShiftConflicts",
        ListShiftConflictsRequest.newBuilder().setScheduleId(schedule).build());
    requests.put(
        "TakeShift",
        TakeShiftRequest.newBuilder()
            .setScheduleId(schedule)
            .setUserId(ann.id())
            .setStartTime(Timestamps.fromSeconds(2_300_000_000L))
            .setEndTime(Timestamps.fromSeconds(2_300_003_600L))
            .build());
    requests.put(
        "CreateSwap",
        CreateSwapRequest.newBuilder()
            .setSwap(
                ShiftSwap.newBuilder()
                    .setScheduleId(schedule)
                    .setUserId(ann.id())
                    .setStartTime(Timestamps.fromSeconds(2_300_000_000L))
                    .setEndTime(Timestamps.fromSeconds(2_300_003_600L)))
            .build());
    requests.put("GetSwap", GetSwapRequest.newBuilder().setId(swap).build());
    requests.put(
        "AcceptSwap", AcceptSwapRequest.newBuilder().setId(swap).setUserId(ann.id()).build());
    requests.put("DeclineSwap", DeclineSwapRequest.newBuilder().setId(swap).build());
    requests.put("CancelSwap", CancelSwapRequest.newBuilder().setId(swap).build());
    requests.put("GetCalendarFeed", GetCalendarFeedRequest.newBuilder().setId(feed).build());
    requests.put(
        "UpdateCalendarFeed",
        UpdateCalendarFeedRequest.newBuilder()
            .setFeed(CalendarFeed.newBuilder().setId(feed).setName("X"))
            .setUpdateMask(name)
            .build());
    requests.put("ListHolidays", ListHolidaysRequest.newBuilder().setFeedId(feed).build());
    requests.put("DeleteCalendarFeed", DeleteCalendarFeedRequest.newBuilder().setId(feed).build());
    requests.put(
        "RefreshCalendarFeed", RefreshCalendarFeedRequest.newBuilder().setId(feed).build());
    requests.put(
        "ListCalendarFeedEvents", ListCalendarFeedEventsRequest.newBuilder().setId(feed).build());
    requests.put(
        "CreateCalendarLink",
        CreateCalendarLinkRequest.newBuilder().setScheduleId(schedule).build());
    requests.put("RevokeCalendarLink", RevokeCalendarLinkRequest.newBuilder().setId(link).build());
    requests.put(
        "GetOnCallUsers", GetOnCallUsersRequest.newBuilder().setScheduleId(schedule).build());
  }

  private static String firstEvent(TestTenant tenant) {
    return tenant
        .owner()
        .get("/api/v1/audit-log?action=schedule.create")
        .expect(200)
        .getJsonArray("events")
        .getJsonObject(0)
        .getString("id");
  }
}
