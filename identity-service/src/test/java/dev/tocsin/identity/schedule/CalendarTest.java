package dev.tocsin.identity.schedule;

import static dev.tocsin.identity.schedule.ScheduleTest.create;
import static dev.tocsin.identity.schedule.ScheduleTest.daily;
import static dev.tocsin.identity.schedule.ScheduleTest.override;
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
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is on call over a range, over REST. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class CalendarTest {

  private static final String RANGE =
      "?start_time=2030-05-05T00:00:00Z&end_time=2030-05-07T00:00:00Z";

  @Inject Computing computing;

  @Test
  void drawsTheFinalScheduleWithItsLayersOverridesAndNames() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    TestUser bob = tenant.user("bob", "responder");
    String id = made(tenant, "Primary", daily("all", 1, "2030-05-05", ann.id()));
    String made =
        override(ann.api(), id, bob.id(), "2030-05-05T12:00:00Z", "2030-05-05T14:00:00Z")
            .expect(200)
            .getString("id");
    override(ann.api(), id, bob.id(), "2030-06-05T12:00:00Z", "2030-06-05T14:00:00Z").expect(200);

    JsonObject drawn =
        tenant.owner().get("/api/v1/schedules/" + id + "/shifts" + RANGE).expect(200);

    assertEquals(
        List.of(
            ann.id() + " 2030-05-05T09:00:00Z 2030-05-05T12:00:00Z all ",
            bob.id() + " 2030-05-05T12:00:00Z 2030-05-05T14:00:00Z  " + made,
            ann.id() + " 2030-05-05T14:00:00Z 2030-05-06T09:00:00Z all ",
            ann.id() + " 2030-05-06T09:00:00Z 2030-05-07T00:00:00Z all "),
        words(drawn.getJsonArray("shifts")));
    assertEquals(
        JsonArray.of(
            new JsonObject()
                .put("startTime", "2030-05-05T00:00:00Z")
                .put("endTime", "2030-05-05T09:00:00Z")),
        drawn.getJsonArray("gaps"));
    JsonObject layer = drawn.getJsonArray("layers").getJsonObject(0);
    assertEquals("all", layer.getString("layer"));
    assertEquals(2, layer.getJsonArray("shifts").size());
    assertEquals(1, drawn.getJsonArray("overrides").size());
    assertEquals(made, drawn.getJsonArray("overrides").getJsonObject(0).getString("id"));
    assertEquals("ann", drawn.getJsonObject("userNames").getString(ann.id()));
    assertEquals("bob", drawn.getJsonObject("userNames").getString(bob.id()));
    assertEquals("UTC", drawn.getString("timeZone"));
    assertEquals(
        drawn, tenant.owner().get("/api/v1/rosters/" + id + "/shifts" + RANGE).expect(200));
  }

  @Test
  void aRangeHasAtMost400Days() {
    TestTenant tenant = TestTenant.create();
    String id = made(tenant, "Primary");
    String path = "/api/v1/schedules/" + id + "/shifts?start_time=2030-01-01T00:00:00Z&end_time=";

    assertEquals(200, tenant.owner().get(path + "2031-02-05T00:00:00Z").status());
    Api.Reply longer = tenant.owner().get(path + "2031-02-05T00:00:01Z");
    assertEquals(400, longer.status());
    assertTrue(longer.raw().body().contains("end_time"), longer.raw().body());
    assertEquals(400, tenant.owner().get(path + "2030-01-01T00:00:00Z").status());
    assertEquals(400, tenant.owner().get("/api/v1/schedules/" + id + "/shifts").status());
  }

  @Test
  void worksOutRangesOffTheEventLoopAndRefusesWhenTooManyWait() {
    TestTenant tenant = TestTenant.create();
    JsonObject layer = daily("all", 1, "2026-01-01", tenant.ownerId());
    String id = made(tenant, "Primary", layer);
    CountDownLatch release = new CountDownLatch(1);
    List<CompletableFuture<Boolean>> held =
        IntStream.range(0, Computing.THREADS + Computing.QUEUE)
            .mapToObj(
                i ->
                    computing
                        .of(() -> release.await(120, TimeUnit.SECONDS))
                        .subscribeAsCompletionStage())
            .toList();
    try {
      assertEquals(429, tenant.owner().get("/api/v1/schedules/" + id + "/shifts" + RANGE).status());
      assertEquals(429, preview(tenant.owner(), schedule("UTC", layer), new JsonArray()).status());
      assertEquals(429, tenant.owner().get("/api/v1/users/me/shifts").status());
    } finally {
      release.countDown();
    }
    held.forEach(CompletableFuture::join);
    tenant.owner().get("/api/v1/schedules/" + id + "/shifts" + RANGE).expect(200);
  }

  @Test
  void namesArePartOfTheAnswerOnlyForWhoMayReadUsers() {
    TestTenant tenant = TestTenant.create();
    String id = made(tenant, "Primary", daily("all", 1, "2026-01-01", tenant.ownerId()));
    Api limited = tenant.key("viewer", "schedules:read").api();
    Api both = tenant.key("viewer", "schedules:read", "users:read").api();

    for (String path : List.of("/api/v1/schedules/" + id + "/shifts" + RANGE, "/api/v1/oncall")) {
      assertEquals(new JsonObject(), limited.get(path).expect(200).getJsonObject("userNames"));
      assertEquals(1, both.get(path).expect(200).getJsonObject("userNames").size());
    }
  }

  @Test
  void previewsAsTheStoredScheduleAnswersAfterwards() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    TestUser bob = tenant.user("bob", "responder");
    JsonObject layer =
        daily("all", 1, "2030-05-01", ann.id(), bob.id()).put("id", UUID.randomUUID().toString());
    JsonObject before =
        preview(tenant.owner(), schedule("Europe/Vienna", layer), new JsonArray()).expect(200);
    String id = create(tenant, "Primary", "Europe/Vienna", layer).expect(200).getString("id");

    JsonObject after =
        tenant.owner().get("/api/v1/schedules/" + id + "/shifts" + RANGE).expect(200);

    assertEquals(after.getJsonArray("shifts"), before.getJsonArray("shifts"));
    assertEquals(after.getJsonArray("layers"), before.getJsonArray("layers"));
    assertEquals("", before.getString("scheduleId"));
  }

  @Test
  void previewsNewOverridesOnTopOfThoseThatAreStored() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    TestUser bob = tenant.user("bob", "responder");
    String id = made(tenant, "Primary", daily("all", 1, "2030-05-01", ann.id()));
    override(ann.api(), id, bob.id(), "2030-05-05T12:00:00Z", "2030-05-05T14:00:00Z").expect(200);
    JsonArray overrides =
        tenant
            .owner()
            .get("/api/v1/schedules/" + id + "/shifts" + RANGE)
            .expect(200)
            .getJsonArray("overrides");
    overrides.add(
        0,
        new JsonObject()
            .put("userId", tenant.ownerId())
            .put("startTime", "2030-05-05T13:00:00Z")
            .put("endTime", "2030-05-05T15:00:00Z"));

    JsonObject drawn =
        preview(
                tenant.owner(),
                schedule("UTC", daily("all", 1, "2030-05-01", ann.id())).put("id", id),
                overrides)
            .expect(200);

    assertEquals(
        List.of(ann.id(), ann.id(), bob.id(), tenant.ownerId(), ann.id(), ann.id()),
        words(drawn.getJsonArray("shifts")).stream().map(word -> word.split(" ")[0]).toList());
    JsonObject finding = drawn.getJsonArray("findings").getJsonObject(0);
    assertEquals("SCHEDULE_FINDING_KIND_OVERLAP", finding.getString("kind"));
    assertEquals("overrides[0]", finding.getString("field"));
    assertEquals("2030-05-05T13:00:00Z", finding.getString("startTime"));
    assertEquals("2030-05-05T14:00:00Z", finding.getString("endTime"));
    assertEquals(id, drawn.getString("scheduleId"));
  }

  @Test
  void aPreviewStoresNothing() {
    TestTenant tenant = TestTenant.create();

    preview(
            tenant.owner(),
            schedule("UTC", daily("all", 1, "2030-05-01", tenant.ownerId())),
            new JsonArray())
        .expect(200);

    assertEquals(
        new JsonArray(),
        tenant.owner().get("/api/v1/schedules").expect(200).getJsonArray("schedules"));
  }

  @Test
  void aPreviewNamesTheFieldThatIsWrong() {
    TestTenant tenant = TestTenant.create();
    String owner = tenant.ownerId();
    String stranger = UUID.randomUUID().toString();
    JsonObject layer = daily("all", 1, "2030-05-01", owner);
    JsonObject backwards =
        new JsonObject()
            .put("userId", owner)
            .put("startTime", "2030-05-05T13:00:00Z")
            .put("endTime", "2030-05-05T13:00:00Z");

    refused(tenant, schedule("Mars/Base", layer), new JsonArray(), "schedule.time_zone");
    refused(
        tenant,
        schedule("UTC", layer, daily("more", 1, "2030-05-01", owner, stranger)),
        new JsonArray(),
        "schedule.layers[1].participants[1]");
    refused(
        tenant,
        schedule("UTC", daily("all", 1, "2030-02-30", owner)),
        new JsonArray(),
        "schedule.layers[0].rotation.start_date");
    refused(tenant, schedule("UTC", layer), JsonArray.of(backwards), "overrides[0].end_time");
    refused(
        tenant,
        schedule("UTC", layer),
        JsonArray.of(
            backwards.copy().put("endTime", "2030-05-06T00:00:00Z").put("userId", stranger)),
        "overrides[0].user_id");
  }

  @Test
  void creatingNamesTheParticipantWhoDoesNotExist() {
    TestTenant tenant = TestTenant.create();

    Api.Reply refused =
        create(
            tenant,
            "Primary",
            "UTC",
            daily("all", 1, "2030-05-01", tenant.ownerId(), UUID.randomUUID().toString()));

    assertEquals(400, refused.status());
    assertTrue(
        refused.raw().body().contains("schedule.layers[0].participants[1]"), refused.raw().body());
  }

  private static void refused(
      TestTenant tenant, JsonObject schedule, JsonArray overrides, String field) {
    Api.Reply refused = preview(tenant.owner(), schedule, overrides);
    assertEquals(400, refused.status());
    assertTrue(refused.raw().body().contains("\"" + field + "\""), refused.raw().body());
  }

  private static Api.Reply preview(Api api, JsonObject schedule, JsonArray overrides) {
    return api.post(
        "/api/v1/schedules/preview",
        new JsonObject()
            .put("schedule", schedule)
            .put("overrides", overrides)
            .put("startTime", "2030-05-05T00:00:00Z")
            .put("endTime", "2030-05-07T00:00:00Z"));
  }

  private static JsonObject schedule(String zone, JsonObject... layers) {
    return new JsonObject()
        .put("name", "Thought of")
        .put("timeZone", zone)
        .put("layers", JsonArray.of((Object[]) layers));
  }

  private static String made(TestTenant tenant, String name, JsonObject... layers) {
    return create(tenant, name, "UTC", layers).expect(200).getString("id");
  }

  private static List<String> words(JsonArray shifts) {
    return shifts.stream()
        .map(JsonObject.class::cast)
        .map(
            shift ->
                String.join(
                    " ",
                    shift.getString("userId"),
                    shift.getString("startTime"),
                    shift.getString("endTime"),
                    shift.getString("layer"),
                    shift.getString("overrideId")))
        .toList();
  }
}
