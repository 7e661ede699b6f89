package dev.tocsin.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.identity.v1.AcceptSwapRequest;
import dev.tocsin.proto.identity.v1.AddScheduleMemberRequest;
import dev.tocsin.proto.identity.v1.CalendarFeed;
import dev.tocsin.proto.identity.v1.CancelScheduleVersionRequest;
import dev.tocsin.proto.identity.v1.CancelSwapRequest;
import dev.tocsin.proto.identity.v1.ContactKind;
import dev.tocsin.proto.identity.v1.ContactMethod;
import dev.tocsin.proto.identity.v1.CreateCalendarLinkRequest;
import dev.tocsin.proto.identity.v1.CreateContactMethodRequest;
import dev.tocsin.proto.identity.v1.CreateOverrideRequest;
import dev.tocsin.proto.identity.v1.CreateSwapRequest;
import dev.tocsin.proto.identity.v1.CreateTimeOffRequest;
import dev.tocsin.proto.identity.v1.DeclineSwapRequest;
import dev.tocsin.proto.identity.v1.DeleteCalendarFeedRequest;
import dev.tocsin.proto.identity.v1.DeleteContactMethodRequest;
import dev.tocsin.proto.identity.v1.DeleteHolidayCalendarRequest;
import dev.tocsin.proto.identity.v1.DeleteOverrideRequest;
import dev.tocsin.proto.identity.v1.DeleteScheduleRequest;
import dev.tocsin.proto.identity.v1.DeleteTeamRequest;
import dev.tocsin.proto.identity.v1.DeleteTimeOffRequest;
import dev.tocsin.proto.identity.v1.DeleteUserRequest;
import dev.tocsin.proto.identity.v1.DiffScheduleRequest;
import dev.tocsin.proto.identity.v1.GetCalendarFeedRequest;
import dev.tocsin.proto.identity.v1.GetFinalScheduleRequest;
import dev.tocsin.proto.identity.v1.GetOnCallUsersRequest;
import dev.tocsin.proto.identity.v1.GetPreferencesRequest;
import dev.tocsin.proto.identity.v1.GetScheduleRequest;
import dev.tocsin.proto.identity.v1.GetSwapRequest;
import dev.tocsin.proto.identity.v1.GetTeamRequest;
import dev.tocsin.proto.identity.v1.GetUserContactMethodsRequest;
import dev.tocsin.proto.identity.v1.GetUserRequest;
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
import dev.tocsin.proto.identity.v1.Preferences;
import dev.tocsin.proto.identity.v1.RefreshCalendarFeedRequest;
import dev.tocsin.proto.identity.v1.RemoveScheduleMemberRequest;
import dev.tocsin.proto.identity.v1.ResetPasswordRequest;
import dev.tocsin.proto.identity.v1.RevokeApiKeyRequest;
import dev.tocsin.proto.identity.v1.RevokeCalendarLinkRequest;
import dev.tocsin.proto.identity.v1.Schedule;
import dev.tocsin.proto.identity.v1.ScheduleOverride;
import dev.tocsin.proto.identity.v1.SendContactCodeRequest;
import dev.tocsin.proto.identity.v1.SetHolidayCalendarRequest;
import dev.tocsin.proto.identity.v1.ShiftSwap;
import dev.tocsin.proto.identity.v1.TakeShiftRequest;
import dev.tocsin.proto.identity.v1.Team;
import dev.tocsin.proto.identity.v1.TimeOff;
import dev.tocsin.proto.identity.v1.UpdateCalendarFeedRequest;
import dev.tocsin.proto.identity.v1.UpdateContactMethodRequest;
import dev.tocsin.proto.identity.v1.UpdatePreferencesRequest;
import dev.tocsin.proto.identity.v1.UpdateScheduleRequest;
import dev.tocsin.proto.identity.v1.UpdateTeamRequest;
import dev.tocsin.proto.identity.v1.UpdateUserRequest;
import dev.tocsin.proto.identity.v1.User;
import dev.tocsin.proto.identity.v1.VerifyContactMethodRequest;
import dev.tocsin.proto.identity.v1.WatchSchedulesRequest;
import dev.tocsin.proto.platform.v1.Authorization;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a tenant has is not there for another, whichever way it is asked for. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ForeignTenantTest {

  /**
   * Creating takes names from the request and ids of others only as values: see the other tests.
   */
  private static final List<String> NAMES_ONLY_WHAT_IT_MAKES =
      List.of(
          "CreateCalendarFeed",
          "CreateSchedule",
          "CreateTeam",
          "PreviewSchedule",
          "ListSwaps",
          "ListTimeOff");

  @Test
  void everyRpcThatNamesSomethingDoesNotFindAnothersThings() {
    TestTenant theirs = TestTenant.create();
    TestTenant ours = TestTenant.create();
    Map<String, Message> requests = requestsFor(theirs);

    List<String> forgotten = new ArrayList<>();
    Rpcs.all()
        .filter(rpc -> rpc.rule().getRuleCase() == Authorization.RuleCase.AT_LEAST)
        .filter(rpc -> rpc.namesSomething() && !NAMES_ONLY_WHAT_IT_MAKES.contains(rpc.name()))
        .forEach(
            rpc -> {
              Message request = requests.get(rpc.name());
              if (request == null) {
                forgotten.add(rpc.name());
                return;
              }
              assertEquals(
                  Status.Code.NOT_FOUND,
                  rpc.call(request, As.bearer(ours.owner().credential())),
                  rpc::toString);
            });
    assertEquals(List.of(), forgotten, "RPCs that this test has no request for");
  }

  @Test
  void theSameRequestsFindTheOwnThings() {
    TestTenant ours = TestTenant.create();

    requestsFor(ours)
        .forEach(
            (name, request) -> {
              if (name.startsWith("Get") || name.startsWith("List") || name.startsWith("Update")) {
                assertEquals(
                    Status.Code.OK,
                    Rpcs.named(name).call(request, As.bearer(ours.owner().credential())),
                    name);
              }
            });
  }

  @Test
  void withoutATenantTheApplicationRoleSeesNoRowOfAnyTable() throws Exception {
    TestTenant tenant = TestTenant.create();
    requestsFor(tenant);
    var access = TestServers.database().application();
    try (Connection superuser = TestServers.database().superuser();
        Connection application =
            DriverManager.getConnection(access.jdbcUrl(), access.username(), access.password())) {
      for (String table : tables(superuser)) {
        assertEquals(0, count(application, table), table);
      }
      assertTrue(count(superuser, "person") > 0, "there is something to see");
    }
  }

  @Test
  void everyTableForcesRowLevelSecurityAndLeadsWithTheTenant() throws Exception {
    try (Connection superuser = TestServers.database().superuser();
        ResultSet wrong =
            superuser
                .createStatement()
                .executeQuery(
                    """
                    select c.relname from pg_class c
                    join pg_namespace n on n.oid = c.relnamespace
                    left join pg_index i on i.indrelid = c.oid and i.indisprimary
                    left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                    where n.nspname = 'identity' and c.relkind in ('r', 'p')
                      and c.relname not like 'flyway%'
                      and (not c.relrowsecurity or not c.relforcerowsecurity
                           or a.attname is distinct from 'tenant_id')
                    """)) {
      List<String> tables = new ArrayList<>();
      while (wrong.next()) {
        tables.add(wrong.getString(1));
      }
      assertEquals(List.of(), tables);
    }
  }

  private static Map<String, Message> requestsFor(TestTenant tenant) {
    TestUser ann = tenant.user("ann", "responder");
    String team = make(tenant, "/api/v1/teams", new JsonObject().put("name", "T"));
    String schedule =
        make(tenant, "/api/v1/schedules", new JsonObject().put("name", "S").put("timeZone", "UTC"));
    String override =
        make(
            tenant,
            "/api/v1/schedules/" + schedule + "/overrides",
            new JsonObject()
                .put("userId", ann.id())
                .put("startTime", "2040-01-01T00:00:00Z")
                .put("endTime", "2040-01-02T00:00:00Z"));
    String swap =
        make(
            tenant,
            "/api/v1/swaps",
            new JsonObject()
                .put("scheduleId", schedule)
                .put("userId", ann.id())
                .put("startTime", "2040-01-01T01:00:00Z")
                .put("endTime", "2040-01-01T02:00:00Z"));
    String timeOff =
        make(
            tenant,
            "/api/v1/time-off",
            new JsonObject()
                .put("userId", ann.id())
                .put("startTime", "2040-01-01T00:00:00Z")
                .put("endTime", "2040-01-02T00:00:00Z"));
    String holidays =
        make(
            tenant,
            "/api/v1/holiday-calendars",
            new JsonObject().put("scheduleId", schedule).put("region", "at"));
    String contact =
        make(
            tenant,
            "/api/v1/users/" + ann.id() + "/contact-methods",
            new JsonObject().put("kind", "email").put("address", "ann@example.com"));
    FieldMask name = FieldMask.newBuilder().addPaths("name").build();

    Map<String, Message> requests = new HashMap<>();
    requests.put("GetUser", GetUserRequest.newBuilder().setId(ann.id()).build());
    requests.put(
        "UpdateUser",
        UpdateUserRequest.newBuilder()
            .setUser(User.newBuilder().setId(ann.id()).setName("X").setEmail("x@example.com"))
            .setUpdateMask(name)
            .build());
    requests.put("DeleteUser", DeleteUserRequest.newBuilder().setId(ann.id()).build());
    requests.put(
        "CreateContactMethod",
        CreateContactMethodRequest.newBuilder()
            .setContactMethod(
                ContactMethod.newBuilder()
                    .setUserId(ann.id())
                    .setKind(ContactKind.CONTACT_KIND_SLACK)
                    .setAddress("U024BE7LH"))
            .build());
    requests.put(
        "GetUserContactMethods",
        GetUserContactMethodsRequest.newBuilder().setUserId(ann.id()).build());
    requests.put(
        "DeleteContactMethod",
        DeleteContactMethodRequest.newBuilder().setUserId(ann.id()).setId(contact).build());
    requests.put(
        "UpdateContactMethod",
        UpdateContactMethodRequest.newBuilder()
            .setContactMethod(ContactMethod.newBuilder().setUserId(ann.id()).setId(contact))
            .setUpdateMask(FieldMask.newBuilder().addPaths("label"))
            .build());
    requests.put(
        "SendContactCode",
        SendContactCodeRequest.newBuilder().setUserId(ann.id()).setId(contact).build());
    requests.put(
        "VerifyContactMethod",
        VerifyContactMethodRequest.newBuilder()
            .setUserId(ann.id())
            .setId(contact)
            .setCode("123456")
            .build());
    requests.put("GetPreferences", GetPreferencesRequest.newBuilder().setUserId(ann.id()).build());
    requests.put(
        "UpdatePreferences",
        UpdatePreferencesRequest.newBuilder()
            .setPreferences(Preferences.newBuilder().setUserId(ann.id()))
            .setUpdateMask(FieldMask.newBuilder().addPaths("locale"))
            .build());
    requests.put("GetTeam", GetTeamRequest.newBuilder().setId(team).build());
    requests.put(
        "UpdateTeam",
        UpdateTeamRequest.newBuilder()
            .setTeam(Team.newBuilder().setId(team).setName("X"))
            .setUpdateMask(name)
            .build());
    requests.put("DeleteTeam", DeleteTeamRequest.newBuilder().setId(team).build());
    requests.put(
        "RevokeApiKey", RevokeApiKeyRequest.newBuilder().setId(tenant.key("viewer").id()).build());
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
    requests.put("ResetPassword", ResetPasswordRequest.newBuilder().setUserId(ann.id()).build());
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
    String feed =
        make(
            tenant,
            "/api/v1/calendar-feeds",
            new JsonObject()
                .put("name", "theirs")
                .put(
                    "content",
                    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20900101T000000Z\n"
                        + "DURATION:P1D\nSUMMARY:Ann\nEND:VEVENT\nEND:VCALENDAR\n"));
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
    String link =
        make(
            tenant,
            "/api/v1/calendar-links",
            new JsonObject().put("scheduleId", schedule),
            made -> made.getJsonObject("link").getString("id"));
    requests.put("RevokeCalendarLink", RevokeCalendarLinkRequest.newBuilder().setId(link).build());
    requests.put(
        "GetOnCallUsers", GetOnCallUsersRequest.newBuilder().setScheduleId(schedule).build());
    return requests;
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

  private static String make(TestTenant tenant, String path, JsonObject body) {
    return make(tenant, path, body, made -> made.getString("id"));
  }

  private static String make(
      TestTenant tenant, String path, JsonObject body, Function<JsonObject, String> id) {
    return id.apply(tenant.owner().post(path, body).expect(200));
  }

  private static List<String> tables(Connection superuser) throws Exception {
    List<String> tables = new ArrayList<>();
    try (ResultSet found =
        superuser
            .createStatement()
            .executeQuery(
                """
                select tablename from pg_tables
                where schemaname = 'identity' and tablename not like 'flyway%'
                """)) {
      while (found.next()) {
        tables.add(found.getString(1));
      }
    }
    return tables;
  }

  private static long count(Connection connection, String table) throws Exception {
    try (ResultSet count =
        connection.createStatement().executeQuery("select count(*) from identity." + table)) {
      count.next();
      return count.getLong(1);
    }
  }
}
