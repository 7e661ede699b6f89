package dev.tocsin.identity.schedule;

import static dev.tocsin.identity.schedule.ScheduleTest.create;
import static dev.tocsin.identity.schedule.ScheduleTest.daily;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Edits, planned ones and what they leave alone, over REST. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class VersionTest {

  @Test
  void anEditLeavesThePast() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    TestUser bob = tenant.user("bob", "responder");
    String path = made(tenant, daily("all", 1, "2020-01-01", ann.id()));

    JsonObject edited =
        tenant.owner().patch(path, layers(daily("other", 1, "2020-01-01", bob.id()))).expect(200);

    assertEquals(2, edited.getInteger("version"));
    assertEquals(ann.id(), who(tenant, id(path), "2020-05-05T12:00:00Z").orElseThrow());
    assertEquals(bob.id(), who(tenant, id(path), in(1)).orElseThrow());
    JsonObject first = tenant.owner().get(path + "?version=1").expect(200);
    assertEquals("all", first.getJsonArray("layers").getJsonObject(0).getString("name"));
    assertFalse(first.containsKey("effectiveTime"));
    assertEquals(404, tenant.owner().get(path + "?version=3").status());
  }

  @Test
  void aPlannedEditComesIntoForceAndCanBeTakenBack() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    TestUser bob = tenant.user("bob", "responder");
    String path = made(tenant, daily("all", 1, "2020-01-01", ann.id()));
    String change = path + "?effective_time=" + in(10) + "&note=Bob%20takes%20over";

    JsonObject planned =
        tenant.owner().patch(change, layers(daily("all", 1, "2020-01-01", bob.id()))).expect(200);

    assertEquals(2, planned.getInteger("version"));
    assertEquals(ann.id(), who(tenant, id(path), in(9)).orElseThrow());
    assertEquals(bob.id(), who(tenant, id(path), in(11)).orElseThrow());
    assertEquals(1, tenant.owner().get(path).expect(200).getInteger("version"));
    JsonObject newest =
        tenant
            .owner()
            .get(path + "/versions")
            .expect(200)
            .getJsonArray("versions")
            .getJsonObject(0);
    assertEquals("Bob takes over", newest.getString("note"));
    assertEquals("user:" + tenant.ownerId(), newest.getString("author"));
    Api.Reply before = tenant.owner().patch(path, layers(daily("all", 1, "2020-01-01", bob.id())));
    assertEquals(409, before.status(), before.raw().body());
    assertTrue(before.raw().body().contains("cancel it first"), before.raw().body());

    tenant.owner().delete(path + "/versions/2").expect(200);

    assertEquals(ann.id(), who(tenant, id(path), in(11)).orElseThrow());
    assertEquals(404, tenant.owner().delete(path + "/versions/2").status());
    JsonObject again =
        tenant.owner().patch(path, layers(daily("all", 1, "2020-01-01", bob.id()))).expect(200);
    assertEquals(3, again.getInteger("version"), "a number is not used twice");
    Api.Reply inForce = tenant.owner().delete(path + "/versions/3");
    assertEquals(409, inForce.status(), inForce.raw().body());
  }

  @Test
  void anEditOfAnOldVersionAndOneOfThePastAreRefused() {
    TestTenant tenant = TestTenant.create();
    String owner = tenant.ownerId();
    String path = made(tenant, daily("all", 1, "2020-01-01", owner));
    JsonObject seen = layers(daily("new", 1, "2020-01-01", owner)).put("version", 1);
    tenant.owner().patch(path, seen).expect(200);

    Api.Reply stale =
        tenant.owner().patch(path, layers(daily("x", 1, "2020-01-01", owner)).put("version", 1));
    assertEquals(409, stale.status(), stale.raw().body());
    assertTrue(stale.raw().body().contains("edited meanwhile"), stale.raw().body());
    for (String time : List.of(in(-1), in(500))) {
      Api.Reply refused =
          tenant
              .owner()
              .patch(
                  path + "?effective_time=" + time, layers(daily("later", 1, "2020-01-01", owner)));
      assertEquals(400, refused.status(), refused.raw().body());
      assertTrue(refused.raw().body().contains("\"effective_time\""), refused.raw().body());
    }
  }

  @Test
  void aScheduleHasAtMostSoManyVersions() throws SQLException {
    TestTenant tenant = TestTenant.create();
    String path = made(tenant, daily("all", 1, "2020-01-01", tenant.ownerId()));
    try (Connection superuser = TestServers.database().superuser()) {
      superuser
          .createStatement()
          .execute(
              "update identity.schedule set last_version = 4999 where id = '" + id(path) + "'");
    }

    tenant
        .owner()
        .patch(path, layers(daily("more", 1, "2020-01-01", tenant.ownerId())))
        .expect(200);
    Api.Reply refused =
        tenant.owner().patch(path, layers(daily("one more", 1, "2020-01-01", tenant.ownerId())));

    assertEquals(409, refused.status(), refused.raw().body());
    assertTrue(refused.raw().body().contains("versions-per-schedule"), refused.raw().body());
    tenant.owner().patch(path, new JsonObject().put("name", "Renamed")).expect(200);
  }

  @Test
  void whatChangesNoTurnsMakesNoVersion() {
    TestTenant tenant = TestTenant.create();
    JsonObject layer = daily("all", 1, "2020-01-01", tenant.ownerId());
    String path = made(tenant, layer);

    tenant.owner().patch(path, new JsonObject().put("name", "Renamed")).expect(200);
    JsonObject same = tenant.owner().patch(path, layers(layer)).expect(200);

    assertEquals(1, same.getInteger("version"));
    assertEquals("Renamed", same.getString("name"));
  }

  @Test
  void whoHasTheTurnKeepsItWhenSomebodyJoinsAsThePreviewAndTheDifferenceSaid() {
    TestTenant tenant = TestTenant.create();
    List<String> old = users(tenant, "ann", "bob", "cem");
    // Hand-offs are days away, however slow the machine is.
    String start = LocalDate.now(ZoneOffset.UTC).minusDays(73).toString();
    String path = made(tenant, daily("all", 7, start, old.toArray(String[]::new)));
    String now = who(tenant, id(path), in(0)).orElseThrow();
    String dora = tenant.user("dora", "responder").id();
    JsonObject layer =
        daily("all", 7, start, dora, old.get(0), old.get(1), old.get(2))
            .put(
                "id",
                tenant
                    .owner()
                    .get(path)
                    .expect(200)
                    .getJsonArray("layers")
                    .getJsonObject(0)
                    .getString("id"));
    JsonObject schedule =
        new JsonObject()
            .put("id", id(path))
            .put("name", "Primary")
            .put("timeZone", "UTC")
            .put("layers", JsonArray.of(layer));
    String at = in(0);
    JsonObject range = new JsonObject().put("startTime", at).put("endTime", in(60));

    JsonObject preview =
        tenant
            .owner()
            .post("/api/v1/schedules/preview", range.copy().put("schedule", schedule))
            .expect(200);
    JsonObject diff =
        tenant.owner().post(path + "/diff", range.copy().put("draft", schedule)).expect(200);
    tenant.owner().patch(path, layers(layer)).expect(200);

    JsonObject stored =
        tenant
            .owner()
            .get(path + "/shifts?start_time=" + at + "&end_time=" + range.getString("endTime"))
            .expect(200);
    assertEquals(people(stored), people(preview));
    assertEquals(now, people(stored).getFirst());
    assertTrue(people(stored).contains(dora));
    JsonObject difference = diff.getJsonArray("differences").getJsonObject(0);
    assertEquals(List.of(dora), difference.getJsonArray("after").getList());
    JsonObject field = diff.getJsonArray("fields").getJsonObject(0);
    assertEquals("layers[0].participants", field.getString("field"));
  }

  @Test
  void twoVersionsAreCompared() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    TestUser bob = tenant.user("bob", "responder");
    String path = made(tenant, daily("all", 1, "2030-01-01", ann.id()));
    tenant
        .owner()
        .patch(path, layers(daily("all", 1, "2030-01-01", ann.id(), bob.id())))
        .expect(200);
    JsonObject question =
        new JsonObject()
            .put("fromVersion", 1)
            .put("toVersion", 2)
            .put("startTime", "2030-01-01T00:00:00Z")
            .put("endTime", "2030-01-05T00:00:00Z");

    JsonObject diff = tenant.owner().post(path + "/diff", question).expect(200);

    assertEquals(2, diff.getJsonArray("differences").size());
    JsonObject first = diff.getJsonArray("differences").getJsonObject(0);
    assertEquals("2030-01-02T09:00:00Z", first.getString("startTime"));
    assertEquals("2030-01-03T09:00:00Z", first.getString("endTime"));
    assertEquals(List.of(ann.id()), first.getJsonArray("before").getList());
    assertEquals(List.of(bob.id()), first.getJsonArray("after").getList());
    assertEquals("bob", diff.getJsonObject("userNames").getString(bob.id()));
    assertEquals(
        404, tenant.owner().post(path + "/diff", question.copy().put("toVersion", 9)).status());
    assertEquals(
        400, tenant.owner().post(path + "/diff", question.copy().put("fromVersion", 0)).status());
  }

  private static String made(TestTenant tenant, JsonObject... layers) {
    return "/api/v1/schedules/"
        + create(tenant, "Primary", "UTC", layers).expect(200).getString("id");
  }

  private static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static JsonObject layers(JsonObject... layers) {
    return new JsonObject().put("layers", JsonArray.of((Object[]) layers));
  }

  private static String in(int days) {
    return Instant.now().plus(days, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static List<String> users(TestTenant tenant, String... names) {
    return List.of(names).stream().map(name -> tenant.user(name, "responder").id()).toList();
  }

  private static List<String> people(JsonObject drawn) {
    return drawn.getJsonArray("shifts").stream()
        .map(shift -> ((JsonObject) shift).getString("userId"))
        .toList();
  }
}
