package dev.tocsin.identity.schedule;

import static dev.tocsin.identity.schedule.ScheduleTest.create;
import static dev.tocsin.identity.schedule.ScheduleTest.daily;
import static dev.tocsin.identity.schedule.ScheduleTest.weekly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.Api;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Layers as they are given and stored, over REST. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class LayerTest {

  @Test
  void aLayerIsStoredWithAllThatItSays() {
    TestTenant tenant = TestTenant.create();
    String owner = tenant.ownerId();
    String bob = tenant.user("bob", "responder").id();
    String layerId = UUID.randomUUID().toString();
    JsonObject layer =
        daily("days", 1, "2030-01-01")
            .put("id", layerId)
            .put("precedence", 7)
            .put("timeZone", "Asia/Tokyo")
            .put("secondaryOffset", 1)
            .put("endTime", "2031-01-01T00:00:00Z")
            .put(
                "slots",
                JsonArray.of(
                    new JsonObject().put("userIds", JsonArray.of(owner)).put("length", 2),
                    new JsonObject(),
                    new JsonObject().put("userIds", JsonArray.of(bob))))
            .put(
                "restrictions",
                JsonArray.of(
                    new JsonObject()
                        .put("weekdays", JsonArray.of("WEEKDAY_MONDAY"))
                        .put("start", "22:00")
                        .put("end", "06:00")));
    layer.remove("participants");
    String path = made(tenant, layer);

    JsonObject stored =
        tenant.owner().get(path).expect(200).getJsonArray("layers").getJsonObject(0);

    for (String field :
        List.of("id", "precedence", "timeZone", "secondaryOffset", "endTime", "restrictions")) {
      assertEquals(layer.getValue(field), stored.getValue(field), field);
    }
    assertEquals(2, stored.getJsonArray("slots").getJsonObject(0).getInteger("length"));
    assertEquals("DUTY_PRIMARY", stored.getString("duty"));
    // Monday 23:00 in Tokyo, in the thirteenth of the turns owner, owner, nobody, bob.
    JsonObject oncall = tenant.owner().get(path + "/oncall?at=2030-01-14T14:00:00Z").expect(200);
    assertEquals(owner, oncall.getJsonArray("onCall").getJsonObject(0).getString("userId"));
    assertEquals(bob, oncall.getJsonArray("secondary").getJsonObject(0).getString("userId"));
    assertEquals(
        "2030-01-14T21:00:00Z",
        oncall.getJsonArray("onCall").getJsonObject(0).getString("endTime"));
    JsonObject outside = tenant.owner().get(path + "/oncall?at=2030-01-15T14:00:00Z").expect(200);
    assertTrue(outside.getJsonArray("onCall").isEmpty());
  }

  @Test
  void aLayerThatCannotBeIsRefusedByItsField() {
    TestTenant tenant = TestTenant.create();
    String owner = tenant.ownerId();

    refused(tenant, "rotation", with("rotation", null, owner));
    refused(tenant, "participants", daily("a", 1, "2030-01-01"));
    refused(tenant, "time_zone", with("timeZone", "Mars/Base", owner));
    refused(tenant, "secondary_offset", with("secondaryOffset", 1, owner));
    String bob = tenant.user("bob", "responder").id();
    refused(
        tenant,
        "secondary_offset",
        daily("back to themselves", 1, "2030-01-01", owner, bob).put("secondaryOffset", 2));
    refused(tenant, "feed_id", with("feedId", UUID.randomUUID().toString(), owner));
    refused(
        tenant,
        "rotation.first_slot",
        with(
            "rotation",
            daily("a", 1, "2030-01-01").getJsonObject("rotation").put("firstSlot", 1),
            owner));
    JsonObject both = daily("a", 1, "2030-01-01", owner);
    both.put("slots", JsonArray.of(new JsonObject().put("userIds", JsonArray.of(owner))));
    refused(tenant, "participants", both);
  }

  @Test
  void isStoredAsItWasGiven() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    TestUser bob = tenant.user("bob", "responder");
    JsonObject made =
        create(
                tenant,
                "Primary",
                "Europe/Vienna",
                daily("nights", 2, "2026-01-01", ann.id(), bob.id(), ann.id()),
                weekly("days", bob.id()))
            .expect(200);

    JsonObject read = tenant.owner().get("/api/v1/schedules/" + made.getString("id")).expect(200);

    assertEquals(made, read, "what was answered at creation is what is stored, times included");
    JsonArray layers = read.getJsonArray("layers");
    assertEquals("nights", layers.getJsonObject(0).getString("name"));
    assertEquals(
        List.of(ann.id(), bob.id(), ann.id()),
        layers.getJsonObject(0).getJsonArray("participants").getList());
    JsonObject rotation = layers.getJsonObject(0).getJsonObject("rotation");
    assertEquals("ROTATION_UNIT_DAY", rotation.getString("unit"));
    assertEquals(2, rotation.getInteger("length"));
    assertEquals("09:00", rotation.getString("handoffTime"));
    assertEquals("2026-01-01", rotation.getString("startDate"));
    assertEquals("days", layers.getJsonObject(1).getString("name"));
    assertEquals(
        "WEEKDAY_MONDAY",
        layers.getJsonObject(1).getJsonObject("rotation").getString("handoffDay"));
  }

  @Test
  void refusesWhatCannotBe() {
    TestTenant tenant = TestTenant.create();
    String owner = tenant.ownerId();
    String stranger = UUID.randomUUID().toString();

    JsonObject dayWithWeekday = daily("a", 1, "2026-01-01", owner);
    dayWithWeekday.getJsonObject("rotation").put("handoffDay", "WEEKDAY_FRIDAY");
    assertEquals(400, create(tenant, "A", "Mars/Olympus").status());
    assertEquals(400, create(tenant, "B", "+02:00").status());
    assertEquals(400, create(tenant, "C", "UTC", daily("a", 1, "2026-02-30", owner)).status());
    assertEquals(400, create(tenant, "D", "UTC", daily("a", 1, "2026-01-01", stranger)).status());
    assertEquals(400, create(tenant, "E", "UTC", daily("a", 1, "2026-01-01")).status());
    assertEquals(400, create(tenant, "F", "UTC", daily("a", 400, "2026-01-01", owner)).status());
    assertEquals(400, create(tenant, "G", "UTC", dayWithWeekday).status());
    assertEquals(
        400,
        tenant
            .owner()
            .post(
                "/api/v1/schedules",
                new JsonObject()
                    .put("name", "H")
                    .put("timeZone", "UTC")
                    .put("teamId", UUID.randomUUID().toString()))
            .status());
  }

  private static JsonObject with(String field, Object value, String user) {
    JsonObject layer = daily("a", 1, "2030-01-01", user);
    if (value == null) {
      layer.remove(field);
      return layer;
    }
    return layer.put(field, value);
  }

  private static void refused(TestTenant tenant, String field, JsonObject layer) {
    Api.Reply reply = create(tenant, "Refused", "UTC", layer);
    assertEquals(400, reply.status(), reply.raw().body());
    assertTrue(
        reply.raw().body().contains("\"schedule.layers[0]." + field + "\""), reply.raw().body());
  }

  private static String made(TestTenant tenant, JsonObject... layers) {
    return "/api/v1/schedules/"
        + create(tenant, "Primary", "UTC", layers).expect(200).getString("id");
  }
}
