package dev.tocsin.identity.schedule;

import static dev.tocsin.identity.schedule.ScheduleTest.create;
import static dev.tocsin.identity.schedule.ScheduleTest.daily;
import static dev.tocsin.identity.schedule.ScheduleTest.onCall;
import static dev.tocsin.identity.schedule.ScheduleTest.override;
import static dev.tocsin.identity.schedule.ScheduleTest.who;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.Api;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Exceptions from what layers say, over REST. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class OverrideTest {

  @Test
  void anOverrideTakesOverUntilItIsRemoved() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    TestUser bob = tenant.user("bob", "responder");
    String id =
        create(tenant, "Primary", "UTC", daily("all", 1, "2026-01-01", ann.id()))
            .expect(200)
            .getString("id");

    JsonObject override =
        override(ann.api(), id, bob.id(), "2030-05-05T12:00:00Z", "2030-05-05T14:00:00Z")
            .expect(200);

    JsonObject shift =
        onCall(tenant.owner(), "schedules", id, "2030-05-05T13:59:59Z")
            .getJsonArray("onCall")
            .getJsonObject(0);
    assertEquals(bob.id(), shift.getString("userId"));
    assertEquals(override.getString("id"), shift.getString("overrideId"));
    assertEquals(ann.id(), who(tenant, id, "2030-05-05T14:00:00Z").orElseThrow());
    bob.api()
        .delete("/api/v1/schedules/" + id + "/overrides/" + override.getString("id"))
        .expect(200);
    assertEquals(ann.id(), who(tenant, id, "2030-05-05T13:00:00Z").orElseThrow());
  }

  @Test
  void anOverrideMustEndAfterItStartsAndNameAUser() {
    TestTenant tenant = TestTenant.create();
    String id = create(tenant, "Primary", "UTC").expect(200).getString("id");
    String owner = tenant.ownerId();

    assertEquals(
        400,
        override(tenant.owner(), id, owner, "2030-05-05T12:00:00Z", "2030-05-05T12:00:00Z")
            .status());
    assertEquals(
        400,
        override(
                tenant.owner(),
                id,
                UUID.randomUUID().toString(),
                "2030-05-05T12:00:00Z",
                "2030-05-05T13:00:00Z")
            .status());
    assertEquals(
        404,
        override(
                tenant.owner(),
                UUID.randomUUID().toString(),
                owner,
                "2030-05-05T12:00:00Z",
                "2030-05-05T13:00:00Z")
            .status());
  }

  @Test
  void anOverrideIsNotOverWhenItIsMade() {
    TestTenant tenant = TestTenant.create();
    String id = create(tenant, "Primary", "UTC").expect(200).getString("id");
    Instant now = Instant.now();
    String begun = now.minus(2, ChronoUnit.HOURS).toString();

    Api.Reply past =
        override(
            tenant.owner(), id, tenant.ownerId(), begun, now.minus(1, ChronoUnit.HOURS).toString());

    assertEquals(400, past.status());
    assertTrue(past.raw().body().contains("override.end_time"), past.raw().body());
    override(tenant.owner(), id, tenant.ownerId(), begun, now.plus(1, ChronoUnit.HOURS).toString())
        .expect(200);
  }

  @Test
  void whatBeganEarlierBeginsWhenItIsMade() {
    TestTenant tenant = TestTenant.create();
    String id = create(tenant, "Primary", "UTC").expect(200).getString("id");
    Instant before = Instant.now();

    JsonObject made =
        override(
                tenant.owner(),
                id,
                tenant.ownerId(),
                before.minus(5, ChronoUnit.DAYS).toString(),
                before.plus(5, ChronoUnit.DAYS).toString())
            .expect(200);

    assertFalse(Instant.parse(made.getString("startTime")).isBefore(before.minusSeconds(60)));
    assertEquals("user:" + tenant.ownerId(), made.getString("author"));
    assertTrue(who(tenant, id, before.minus(1, ChronoUnit.DAYS).toString()).isEmpty());
  }

  @Test
  void whatHasBegunEndsWhenItIsDeletedAndWhatIsOverStays() {
    TestTenant tenant = TestTenant.create();
    String id = create(tenant, "Primary", "UTC").expect(200).getString("id");
    Instant end = Instant.now().plus(5, ChronoUnit.DAYS);
    String made =
        override(tenant.owner(), id, tenant.ownerId(), Instant.now().toString(), end.toString())
            .expect(200)
            .getString("id");
    inDatabase(
        "update identity.schedule_override set start_time = now() - interval '2 d' where id = '"
            + made
            + "'");
    String path = "/api/v1/schedules/" + id + "/overrides/" + made;

    tenant.owner().delete(path).expect(200);

    String yesterday = Instant.now().minus(1, ChronoUnit.DAYS).toString();
    String tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).toString();
    assertEquals(tenant.ownerId(), who(tenant, id, yesterday).orElseThrow());
    assertTrue(who(tenant, id, tomorrow).isEmpty());
    Api.Reply again = tenant.owner().delete(path);
    assertEquals(409, again.status(), again.raw().body());
    assertTrue(again.raw().body().contains("is over since"), again.raw().body());
  }

  @Test
  void eachKindDoesWhatItSays() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    TestUser bob = tenant.user("bob", "responder");
    String id =
        create(tenant, "Primary", "UTC", daily("all", 1, "2026-01-01", ann.id()))
            .expect(200)
            .getString("id");

    kind(tenant, id, 1, "ADD", bob.id(), null).expect(200);
    kind(tenant, id, 2, "REPLACE", bob.id(), ann.id()).expect(200);
    kind(tenant, id, 3, "REMOVE", null, ann.id()).expect(200);
    kind(tenant, id, 4, "CLEAR", null, null).expect(200);

    assertEquals(List.of(ann.id(), bob.id()).stream().sorted().toList(), people(tenant, id, 1));
    assertEquals(List.of(bob.id()), people(tenant, id, 2));
    assertEquals(List.of(), people(tenant, id, 3));
    assertEquals(List.of(), people(tenant, id, 4));
    assertEquals(List.of(ann.id()), people(tenant, id, 5));
  }

  @Test
  void aFieldThatDoesNotBelongToTheKindIsNamed() {
    TestTenant tenant = TestTenant.create();
    String owner = tenant.ownerId();
    String id = create(tenant, "Primary", "UTC").expect(200).getString("id");

    refused(kind(tenant, id, 1, "REMOVE", null, null), "override.replaces_user_id");
    refused(kind(tenant, id, 1, "REMOVE", owner, owner), "override.user_id");
    refused(kind(tenant, id, 1, "TAKE_OVER", null, null), "override.user_id");
    refused(kind(tenant, id, 1, "ADD", owner, owner), "override.replaces_user_id");
    refused(kind(tenant, id, 1, "REPLACE", owner, owner), "override.replaces_user_id");
    refused(
        kind(tenant, id, 1, "REPLACE", owner, UUID.randomUUID().toString()),
        "override.replaces_user_id");
    refused(
        tenant
            .owner()
            .post(
                "/api/v1/schedules/" + id + "/overrides",
                body(1, "TAKE_OVER", owner, null).put("layerId", UUID.randomUUID().toString())),
        "override.layer_id");
  }

  @Test
  void anOverrideLastsAtMostFourHundredDays() {
    TestTenant tenant = TestTenant.create();
    String id = create(tenant, "Primary", "UTC").expect(200).getString("id");
    String start = "2040-01-01T00:00:00Z";

    refused(
        override(tenant.owner(), id, tenant.ownerId(), start, "9999-12-31T00:00:00Z"),
        "override.end_time");
    override(tenant.owner(), id, tenant.ownerId(), start, "2041-02-04T00:00:00Z").expect(200);
  }

  @Test
  void takingOffCallWithoutAnybodyInsteadIsForManagers() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    TestUser max = tenant.user("max", "manager");
    String id = create(tenant, "Primary", "UTC").expect(200).getString("id");
    String path = "/api/v1/schedules/" + id + "/overrides";

    for (String kind : List.of("CLEAR", "REMOVE")) {
      JsonObject body = body(1, kind, null, kind.equals("REMOVE") ? max.id() : null);
      Api.Reply denied = ann.api().post(path, body);
      assertEquals(403, denied.status(), denied.raw().body());
      assertTrue(denied.raw().body().contains("ROLE_MANAGER"), denied.raw().body());
      max.api().post(path, body).expect(200);
    }
    ann.api().post(path, body(1, "TAKE_OVER", ann.id(), null)).expect(200);
    ann.api().post(path, body(1, "REPLACE", ann.id(), max.id())).expect(200);
    ann.api().post(path, body(1, "ADD", ann.id(), null)).expect(200);
  }

  private static void refused(Api.Reply reply, String field) {
    assertEquals(400, reply.status(), reply.raw().body());
    assertTrue(reply.raw().body().contains("\"" + field + "\""), reply.raw().body());
  }

  private static Api.Reply kind(
      TestTenant tenant, String schedule, int day, String kind, String user, String replaced) {
    return tenant
        .owner()
        .post("/api/v1/schedules/" + schedule + "/overrides", body(day, kind, user, replaced));
  }

  private static JsonObject body(int day, String kind, String user, String replaced) {
    JsonObject body =
        new JsonObject()
            .put("kind", "OVERRIDE_KIND_" + kind)
            .put("startTime", "2040-05-0" + day + "T12:00:00Z")
            .put("endTime", "2040-05-0" + day + "T14:00:00Z");
    if (user != null) {
      body.put("userId", user);
    }
    return replaced == null ? body : body.put("replacesUserId", replaced);
  }

  private static List<String> people(TestTenant tenant, String id, int day) {
    return onCall(tenant.owner(), "schedules", id, "2040-05-0" + day + "T13:00:00Z")
        .getJsonArray("onCall", new JsonArray())
        .stream()
        .map(shift -> ((JsonObject) shift).getString("userId"))
        .sorted()
        .toList();
  }

  static void inDatabase(String statement) {
    try (Connection superuser = TestServers.database().superuser()) {
      superuser.createStatement().execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
