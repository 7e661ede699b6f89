package dev.tocsin.identity.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.Timestamps;
import dev.tocsin.identity.Api;
import dev.tocsin.identity.FakeNotification;
import dev.tocsin.identity.Grpc;
import dev.tocsin.identity.Rpcs;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.identity.v1.AuditEvent;
import dev.tocsin.proto.identity.v1.AuditServiceGrpc;
import dev.tocsin.proto.identity.v1.RecordAuditEventsRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class AuditTest {

  /** A tenant's birth and end are in its own log: see the tests below. */
  private static final Set<String> IN_ANOTHER_LOG = Set.of("CreateTenant", "DeleteTenant");

  /** Reading a calendar again changes nothing that anybody has set. */
  private static final Set<String> SETS_NOTHING = Set.of("RefreshCalendarFeed");

  @Test
  void everyRpcThatWritesIsInTheAuditLog() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    Map<String, Step> steps = steps(tenant, ann);
    Set<String> writing =
        Rpcs.all()
            .filter(rpc -> rpc.rule().getScope().endsWith(":write"))
            .map(Rpcs.Rpc::name)
            .filter(name -> !IN_ANOTHER_LOG.contains(name) && !SETS_NOTHING.contains(name))
            .collect(Collectors.toSet());

    assertEquals(
        Set.of(),
        writing.stream().filter(name -> !steps.containsKey(name)).collect(Collectors.toSet()),
        "RPCs that this test does not call");
    steps.forEach(
        (name, step) -> {
          step.call().run();
          JsonObject newest = log(tenant, "").getJsonArray("events").getJsonObject(0);
          assertEquals(step.action(), newest.getString("action"), name);
          assertTrue(newest.getString("actor").matches("user:.+|operator"), name);
          assertFalse(newest.getString("requestId").isEmpty(), name);
        });
  }

  @Test
  void aTenantsLogBeginsWithItsBirthByTheOperator() {
    TestTenant tenant = TestTenant.create();

    JsonArray events = log(tenant, "").getJsonArray("events");

    JsonObject oldest = events.getJsonObject(events.size() - 1);
    assertEquals("tenant.create", oldest.getString("action"));
    assertEquals("operator", oldest.getString("actor"));
    assertEquals("tenants/" + tenant.id(), oldest.getString("resource"));
  }

  @Test
  void aTenantsLogEndsWithItsDeletion() throws Exception {
    TestTenant tenant = TestTenant.create();
    TestTenant.operator().delete("/api/v1/admin/tenants/" + tenant.id()).expect(200);

    try (Connection connection = TestServers.database().superuser();
        ResultSet newest =
            connection
                .createStatement()
                .executeQuery(
                    "select action from identity.audit_event where tenant_id = '"
                        + tenant.id()
                        + "' order by time desc, id desc limit 1")) {
      assertTrue(newest.next());
      assertEquals("tenant.delete", newest.getString(1));
    }
  }

  @Test
  void holdsNoSecret() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    var key = tenant.key("viewer");

    String log = log(tenant, "?page_size=100").encode();

    assertFalse(log.contains(tenant.password()));
    assertFalse(log.contains(ann.password()));
    assertFalse(log.contains(key.key()));
  }

  @Test
  void isListedNewestFirstPageByPage() {
    TestTenant tenant = TestTenant.create();
    for (String name : List.of("A", "B", "C")) {
      tenant.owner().post("/api/v1/teams", new JsonObject().put("name", name)).expect(200);
    }

    JsonObject first = log(tenant, "?page_size=2");
    JsonObject second = log(tenant, "?page_size=2&page_token=" + first.getString("nextPageToken"));

    assertEquals(List.of("C", "B"), teams(first));
    assertEquals("A", teams(second).getFirst());
    assertEquals(
        400,
        tenant
            .owner()
            .get("/api/v1/audit-log?page_token=X" + first.getString("nextPageToken"))
            .status());
  }

  @Test
  void isFilteredByActorActionAndResource() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    String team = team(tenant.owner(), "Web");
    tenant.owner().patch("/api/v1/teams/" + team, name("Net")).expect(200);

    assertEquals(List.of("user.create", "tenant.create"), actions(tenant, "?actor=operator"));
    assertEquals(List.of("team.update", "team.create"), actions(tenant, "?action=team"));
    assertEquals(List.of("team.create"), actions(tenant, "?action=team.create"));
    assertEquals(List.of(), actions(tenant, "?action=tea"));
    assertEquals(List.of("team.update", "team.create"), actions(tenant, "?resource=teams/" + team));
    assertEquals(List.of("team.update", "team.create"), actions(tenant, "?resource=teams"));
    assertEquals(
        List.of("team.update"),
        actions(
            tenant,
            "?actor=user:" + tenant.ownerId() + "&action=team.update&resource=teams/" + team));
    assertEquals(List.of("session.open"), actions(tenant, "?actor=user:" + ann.id()));
  }

  @Test
  void isFilteredByTimeAndPagedWithinTheFilter() {
    TestTenant tenant = TestTenant.create();
    for (String name : List.of("A", "B", "C", "D")) {
      team(tenant.owner(), name);
    }
    JsonArray all = log(tenant, "?action=team.create").getJsonArray("events");
    String timeOfC = all.getJsonObject(1).getString("time");
    String timeOfA = all.getJsonObject(3).getString("time");
    String range = "?action=team.create&start_time=" + timeOfA + "&end_time=" + timeOfC;

    assertEquals(List.of("B", "A"), teams(log(tenant, range)));
    JsonObject first = log(tenant, range + "&page_size=1");
    JsonObject second =
        log(tenant, range + "&page_size=1&page_token=" + first.getString("nextPageToken"));
    assertEquals(List.of("B"), teams(first));
    assertEquals(List.of("A"), teams(second));
    assertEquals("", second.getString("nextPageToken"));
    assertEquals(400, tenant.owner().get("/api/v1/audit-log?start_time=yesterday").status());
  }

  @Test
  void isUnderTheAdminPathToo() {
    TestTenant tenant = TestTenant.create();

    assertFalse(
        tenant.owner().get("/api/v1/admin/audit-log").expect(200).getJsonArray("events").isEmpty());
  }

  @Test
  void anotherServicesEventsAreRecordedOnce() {
    TestTenant tenant = TestTenant.create();
    var stub =
        AuditServiceGrpc.newBlockingStub(Grpc.channel())
            .withInterceptors(As.service("alerting", UUID.fromString(tenant.id())));
    var request =
        RecordAuditEventsRequest.newBuilder()
            .addEvents(
                AuditEvent.newBuilder()
                    .setId(UUID.randomUUID().toString())
                    .setTime(Timestamps.fromSeconds(4_000_000_000L))
                    .setActor("user:" + tenant.ownerId())
                    .setAction("route.create")
                    .setResource("routes/1")
                    .setDetail(
                        Struct.newBuilder()
                            .putFields("name", Value.newBuilder().setStringValue("all").build()))
                    .setRequestId("r1"))
            .build();

    stub.recordAuditEvents(request);
    stub.recordAuditEvents(request);

    JsonArray events = log(tenant, "").getJsonArray("events");
    JsonObject event = events.getJsonObject(0);
    assertEquals("route.create", event.getString("action"));
    assertEquals("all", event.getJsonObject("detail").getString("name"));
    assertEquals(
        1,
        events.stream()
            .filter(each -> ((JsonObject) each).getString("action").equals("route.create"))
            .count());
  }

  /** A call, and the action that it leaves in the log. */
  private record Step(String action, Runnable call) {}

  /** Calls that write, in an order in which they work. */
  private static Map<String, Step> steps(TestTenant tenant, TestUser ann) {
    Api owner = tenant.owner();
    Api operator = TestTenant.operator();
    Map<String, String> ids = new LinkedHashMap<>();
    ids.put("owner", tenant.ownerId());
    Map<String, Step> steps = new LinkedHashMap<>();
    String users = "/api/v1/users";
    String contacts = users + "/" + ann.id() + "/contact-methods";
    String tenants = "/api/v1/admin/tenants/";
    steps.put(
        "UpdateTenant",
        new Step(
            "tenant.update",
            () -> operator.patch(tenants + tenant.id(), name("Acme")).expect(200)));
    steps.put(
        "CreateUser",
        new Step(
            "user.create",
            () ->
                ids.put(
                    "user",
                    owner
                        .post(
                            users,
                            name("Bob").put("email", "bob@example.com").put("role", "viewer"))
                        .expect(200)
                        .getJsonObject("user")
                        .getString("id"))));
    steps.put(
        "UpdateUser",
        new Step(
            "user.update",
            () -> owner.patch(users + "/" + ids.get("user"), name("Robert")).expect(200)));
    steps.put(
        "ResetPassword",
        new Step(
            "user.reset_password",
            () ->
                owner
                    .post(users + "/" + ids.get("user") + "/reset-password", new JsonObject())
                    .expect(200)));
    steps.put(
        "DeleteUser",
        new Step("user.deactivate", () -> owner.delete(users + "/" + ids.get("user")).expect(200)));
    steps.put(
        "CreateContactMethod",
        new Step(
            "contact_method.create",
            () ->
                ids.put(
                    "contact",
                    owner
                        .post(
                            contacts,
                            new JsonObject().put("kind", "email").put("address", "a@example.com"))
                        .expect(200)
                        .getString("id"))));
    codeSteps(steps, tenant, contacts, ids);
    steps.put(
        "UpdatePreferences",
        new Step(
            "user.preferences",
            () ->
                owner
                    .patch(
                        users + "/" + ann.id() + "/preferences",
                        new JsonObject().put("locale", "de"))
                    .expect(200)));
    steps.put(
        "UpdateConfig",
        new Step(
            "config.update",
            () ->
                owner
                    .patch("/api/v1/admin/config", new JsonObject().put("locale", "de"))
                    .expect(200)));
    steps.put(
        "DeleteContactMethod",
        new Step(
            "contact_method.delete",
            () -> owner.delete(contacts + "/" + ids.get("contact")).expect(200)));
    steps.put("CreateTeam", new Step("team.create", () -> ids.put("team", team(owner, "Web"))));
    steps.put(
        "UpdateTeam",
        new Step(
            "team.update",
            () -> owner.patch("/api/v1/teams/" + ids.get("team"), name("Net")).expect(200)));
    steps.put(
        "DeleteTeam",
        new Step(
            "team.delete", () -> owner.delete("/api/v1/teams/" + ids.get("team")).expect(200)));
    steps.put(
        "CreateApiKey",
        new Step("api_key.create", () -> ids.put("key", tenant.key("viewer").id())));
    steps.put(
        "RevokeApiKey",
        new Step(
            "api_key.revoke",
            () -> owner.delete("/api/v1/api-keys/" + ids.get("key")).expect(200)));
    scheduleSteps(steps, ids, owner, ann);
    return steps;
  }

  private static void codeSteps(
      Map<String, Step> steps, TestTenant tenant, String contacts, Map<String, String> ids) {
    Api owner = tenant.owner();
    steps.put(
        "UpdateContactMethod",
        new Step(
            "contact_method.update",
            () ->
                owner
                    .patch(
                        contacts + "/" + ids.get("contact"), new JsonObject().put("label", "work"))
                    .expect(200)));
    steps.put(
        "SendContactCode",
        new Step(
            "contact_method.send_code",
            () ->
                owner
                    .post(contacts + "/" + ids.get("contact") + "/send-code", new JsonObject())
                    .expect(200)));
    steps.put(
        "VerifyContactMethod",
        new Step(
            "contact_method.verify",
            () ->
                owner
                    .post(
                        contacts + "/" + ids.get("contact") + "/verify",
                        new JsonObject().put("code", FakeNotification.code(tenant.id())))
                    .expect(200)));
  }

  private static void scheduleSteps(
      Map<String, Step> steps, Map<String, String> ids, Api owner, TestUser ann) {
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

  private static String team(Api owner, String name) {
    return owner.post("/api/v1/teams", name(name)).expect(200).getString("id");
  }

  private static JsonObject name(String name) {
    return new JsonObject().put("name", name);
  }

  private static JsonObject log(TestTenant tenant, String query) {
    return tenant.owner().get("/api/v1/audit-log" + query).expect(200);
  }

  private static List<String> actions(TestTenant tenant, String query) {
    return log(tenant, query).getJsonArray("events").stream()
        .map(event -> ((JsonObject) event).getString("action"))
        .toList();
  }

  private static List<String> teams(JsonObject page) {
    return page.getJsonArray("events").stream()
        .map(event -> ((JsonObject) event).getJsonObject("detail").getString("name", ""))
        .toList();
  }
}
