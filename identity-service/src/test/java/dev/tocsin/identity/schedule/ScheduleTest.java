package dev.tocsin.identity.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.Api;
import dev.tocsin.identity.Grpc;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.identity.v1.GetOnCallUsersRequest;
import dev.tocsin.proto.identity.v1.ScheduleServiceGrpc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ScheduleTest {

  @Test
  void tellsWhoIsOnCallAndWhoFollows() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    TestUser bob = tenant.user("bob", "responder");
    String id =
        create(tenant, "Primary", "America/Chicago", weekly("Monday 09:00", ann.id(), bob.id()))
            .expect(200)
            .getString("id");

    JsonObject answer = onCall(tenant.owner(), "schedules", id, "2026-03-09T14:00:00Z");

    JsonObject shift = answer.getJsonArray("onCall").getJsonObject(0);
    assertEquals(bob.id(), shift.getString("userId"));
    assertEquals("2026-03-09T14:00:00Z", shift.getString("startTime"));
    assertEquals("2026-03-16T14:00:00Z", shift.getString("endTime"));
    assertEquals("Monday 09:00", shift.getString("layer"));
    JsonObject next = answer.getJsonArray("next").getJsonObject(0);
    assertEquals(ann.id(), next.getString("userId"));
    assertEquals("2026-03-16T14:00:00Z", next.getString("startTime"));
  }

  @Test
  void warnsOfDeactivatedPeopleWhoHaveTurns() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    String id =
        create(
                tenant,
                "Primary",
                "UTC",
                daily("nights", 1, "2026-01-01", tenant.ownerId(), ann.id()))
            .expect(200)
            .getString("id");
    String path = "/api/v1/schedules/" + id;
    assertEquals(new JsonArray(), tenant.owner().get(path).expect(200).getJsonArray("warnings"));

    tenant.owner().delete("/api/v1/users/" + ann.id()).expect(200);

    JsonArray warnings = tenant.owner().get(path).expect(200).getJsonArray("warnings");
    assertEquals(1, warnings.size());
    assertTrue(warnings.getString(0).contains(ann.id()), warnings.encode());
    assertTrue(warnings.getString(0).contains("'nights'"), warnings.encode());
    JsonObject listed = tenant.owner().get("/api/v1/schedules").expect(200);
    assertEquals(
        warnings, listed.getJsonArray("schedules").getJsonObject(0).getJsonArray("warnings"));
  }

  @Test
  void servicesAskForNowWhenTheyNameNoTime() {
    TestTenant tenant = TestTenant.create();
    String id =
        create(tenant, "Primary", "UTC", daily("all", 1, "2026-01-01", tenant.ownerId()))
            .expect(200)
            .getString("id");

    var answer =
        ScheduleServiceGrpc.newBlockingStub(Grpc.channel())
            .withInterceptors(As.service("alerting", UUID.fromString(tenant.id())))
            .getOnCallUsers(GetOnCallUsersRequest.newBuilder().setScheduleId(id).build());

    assertEquals(tenant.ownerId(), answer.getOnCall(0).getUserId());
    assertEquals(tenant.ownerId(), answer.getNext(0).getUserId());
  }

  @Test
  void rostersAreSchedules() {
    TestTenant tenant = TestTenant.create();
    JsonObject roster =
        new JsonObject()
            .put("name", "Primary")
            .put("timeZone", "UTC")
            .put("layers", JsonArray.of(daily("all", 1, "2026-01-01", tenant.ownerId())));

    String id = tenant.owner().post("/api/v1/rosters", roster).expect(200).getString("id");

    assertEquals(
        tenant.ownerId(),
        onCall(tenant.owner(), "rosters", id, "2026-05-05T00:00:00Z")
            .getJsonArray("onCall")
            .getJsonObject(0)
            .getString("userId"));
    assertEquals(
        "Primary", tenant.owner().get("/api/v1/schedules/" + id).expect(200).getString("name"));
  }

  @Test
  void aDeactivatedPersonIsNotOnCallFromThenOn() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    String id =
        create(tenant, "Primary", "UTC", daily("all", 1, "2020-01-01", ann.id()))
            .expect(200)
            .getString("id");

    tenant.owner().delete("/api/v1/users/" + ann.id()).expect(200);

    assertEquals(Optional.empty(), who(tenant, id, "2040-05-05T13:00:00Z"));
    assertEquals(ann.id(), who(tenant, id, "2020-05-05T13:00:00Z").orElseThrow(), "the past stays");
    JsonObject answer = onCall(tenant.owner(), "schedules", id, "2040-05-05T13:00:00Z");
    assertTrue(answer.getJsonArray("next", new JsonArray()).isEmpty());
  }

  @Test
  void aNameIsTakenOnce() {
    TestTenant tenant = TestTenant.create();
    create(tenant, "Primary", "UTC").expect(200);

    assertEquals(409, create(tenant, "Primary", "UTC").status());
  }

  @Test
  void changesOnlyWhatIsNamed() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    String id =
        create(tenant, "Primary", "UTC", daily("all", 1, "2026-01-01", tenant.ownerId()))
            .expect(200)
            .getString("id");
    String path = "/api/v1/schedules/" + id;

    JsonObject moved =
        tenant.owner().patch(path, new JsonObject().put("timeZone", "Asia/Tokyo")).expect(200);
    JsonObject manned =
        tenant
            .owner()
            .patch(
                path,
                new JsonObject()
                    .put("layers", JsonArray.of(daily("new", 1, "2026-01-01", ann.id()))))
            .expect(200);

    assertEquals("Primary", moved.getString("name"));
    assertEquals(1, moved.getJsonArray("layers").size());
    assertEquals("Asia/Tokyo", manned.getString("timeZone"));
    assertEquals("new", manned.getJsonArray("layers").getJsonObject(0).getString("name"));
    assertEquals(ann.id(), who(tenant, id, "2040-05-05T13:00:00Z").orElseThrow());
    assertEquals(
        400, tenant.owner().patch(path, new JsonObject().put("timeZone", "Nowhere")).status());
  }

  @Test
  void whatTheServerFillsIsPassedOverInAPatch() {
    TestTenant tenant = TestTenant.create();
    JsonObject made = create(tenant, "Primary", "UTC").expect(200);
    String path = "/api/v1/schedules/" + made.getString("id");
    tenant.owner().patch(path, new JsonObject().put("timeZone", "Asia/Tokyo")).expect(200);
    JsonObject read =
        tenant.owner().get(path).expect(200).put("warnings", JsonArray.of("as it was read"));

    JsonObject renamed = tenant.owner().patch(path, read.copy().put("name", "Second")).expect(200);
    JsonObject same =
        tenant
            .owner()
            .patch(path, new JsonObject().put("warnings", JsonArray.of("as it was read")))
            .expect(200);

    assertTrue(read.containsKey("effectiveTime"), read::encode);
    assertEquals("Second", renamed.getString("name"));
    assertEquals(read.getInteger("version"), renamed.getInteger("version"));
    assertEquals("Second", same.getString("name"));
    assertEquals("Asia/Tokyo", same.getString("timeZone"));
  }

  @Test
  void listsSchedulesByNamePageByPage() {
    TestTenant tenant = TestTenant.create();
    for (String name : List.of("B", "C", "A")) {
      create(
              tenant,
              name,
              "UTC",
              daily("one", 1, "2026-01-01", tenant.ownerId()),
              daily("two", 1, "2026-01-01", tenant.ownerId()))
          .expect(200);
    }

    JsonObject first = tenant.owner().get("/api/v1/schedules?page_size=2").expect(200);
    JsonObject second =
        tenant
            .owner()
            .get("/api/v1/schedules?page_size=2&page_token=" + first.getString("nextPageToken"))
            .expect(200);

    assertEquals(List.of("A", "B"), names(first));
    assertEquals(List.of("C"), names(second));
  }

  @Test
  void deletingAScheduleTakesItsOverridesAlong() {
    TestTenant tenant = TestTenant.create();
    String id =
        create(tenant, "Primary", "UTC", daily("all", 1, "2026-01-01", tenant.ownerId()))
            .expect(200)
            .getString("id");
    override(tenant.owner(), id, tenant.ownerId(), "2030-05-05T12:00:00Z", "2030-05-05T13:00:00Z")
        .expect(200);

    tenant.owner().delete("/api/v1/schedules/" + id).expect(200);

    assertEquals(404, tenant.owner().get("/api/v1/schedules/" + id).status());
    assertEquals(404, tenant.owner().get("/api/v1/schedules/" + id + "/oncall").status());
    assertEquals(404, tenant.owner().get("/api/v1/schedules/" + id + "/overrides").status());
  }

  static Api.Reply create(TestTenant tenant, String name, String zone, JsonObject... layers) {
    return tenant
        .owner()
        .post(
            "/api/v1/schedules",
            new JsonObject()
                .put("name", name)
                .put("timeZone", zone)
                .put("layers", JsonArray.of((Object[]) layers)));
  }

  static JsonObject daily(String name, int length, String start, String... people) {
    return layer(
        name,
        new JsonObject()
            .put("unit", "ROTATION_UNIT_DAY")
            .put("length", length)
            .put("handoffTime", "09:00")
            .put("startDate", start),
        people);
  }

  static JsonObject weekly(String name, String... people) {
    return layer(
        name,
        new JsonObject()
            .put("unit", "ROTATION_UNIT_WEEK")
            .put("handoffTime", "09:00")
            .put("handoffDay", "WEEKDAY_MONDAY")
            .put("startDate", "2026-03-01"),
        people);
  }

  private static JsonObject layer(String name, JsonObject rotation, String... people) {
    return new JsonObject()
        .put("name", name)
        .put("rotation", rotation)
        .put("participants", JsonArray.of((Object[]) people));
  }

  static Api.Reply override(Api api, String schedule, String user, String start, String end) {
    return api.post(
        "/api/v1/schedules/" + schedule + "/overrides",
        new JsonObject().put("userId", user).put("startTime", start).put("endTime", end));
  }

  static JsonObject onCall(Api api, String alias, String id, String at) {
    return api.get("/api/v1/" + alias + "/" + id + "/oncall?at=" + at).expect(200);
  }

  static Optional<String> who(TestTenant tenant, String id, String at) {
    return onCall(tenant.owner(), "schedules", id, at)
        .getJsonArray("onCall", new JsonArray())
        .stream()
        .map(shift -> ((JsonObject) shift).getString("userId"))
        .findFirst();
  }

  private static List<String> names(JsonObject page) {
    return page.getJsonArray("schedules").stream()
        .map(schedule -> ((JsonObject) schedule).getString("name"))
        .toList();
  }
}
