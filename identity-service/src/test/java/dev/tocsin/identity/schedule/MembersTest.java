package dev.tocsin.identity.schedule;

import static dev.tocsin.identity.schedule.ScheduleTest.create;
import static dev.tocsin.identity.schedule.ScheduleTest.daily;
import static dev.tocsin.identity.schedule.ScheduleTest.who;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One person more or less in a rotation, over REST. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class MembersTest {

  private TestTenant tenant;
  private TestUser ann;
  private TestUser bob;
  private TestUser cat;

  @BeforeEach
  void people() {
    tenant = TestTenant.create();
    ann = tenant.user("ann", "responder");
    bob = tenant.user("bob", "responder");
    cat = tenant.user("cat", "responder");
  }

  @Test
  void somebodyMoreTakesTurnsAndWhoseTurnItIsStaysSo() {
    String id = made(daily("Days", 30, "2020-01-01", ann.id(), bob.id()));
    String before = who(tenant, id, in(0)).orElseThrow();
    assertEquals(List.of("ann 0 Days", "bob 1 Days"), members(id));

    JsonObject added =
        tenant
            .owner()
            .post(
                "/api/v1/rosters/" + id + "/members",
                new JsonObject().put("userId", cat.id()).put("note", "Cat has joined"))
            .expect(200);

    assertEquals("cat", added.getString("displayName"));
    assertEquals(2, added.getInteger("place"));
    assertTrue(added.getBoolean("active"));
    assertEquals(List.of("ann 0 Days", "bob 1 Days", "cat 2 Days"), members(id));
    assertEquals(before, who(tenant, id, in(0)).orElseThrow());
    JsonObject newest =
        tenant
            .owner()
            .get("/api/v1/rosters/" + id + "/versions")
            .expect(200)
            .getJsonArray("versions")
            .getJsonObject(0);
    assertEquals(2, newest.getInteger("version"));
    assertEquals("Cat has joined", newest.getString("note"));
    assertEquals(before, who(tenant, id, in(0)).orElseThrow(), "the turn goes on");
    List<String> turns = List.of(90, 60, 30).stream().map(days -> at(id, days)).sorted().toList();
    assertEquals(List.of(ann.id(), bob.id(), cat.id()).stream().sorted().toList(), turns);
  }

  @Test
  void somebodyLessGoesOutOfTheFirstRotationThatNamesThem() {
    String id =
        made(
            daily("Days", 1, "2020-01-01", ann.id(), bob.id()),
            daily("Nights", 1, "2020-01-01", bob.id(), cat.id()));

    remove(id, bob, "").expect(200);
    assertEquals(List.of("ann 0 Days", "bob 0 Nights", "cat 1 Nights"), members(id));
    remove(id, cat, "").expect(200);
    assertEquals(List.of("ann 0 Days", "bob 0 Nights"), members(id));

    Api.Reply last = remove(id, ann, "");
    assertEquals(409, last.status(), last.raw().body());
    assertTrue(last.raw().body().contains("is the last"), last.raw().body());
    assertEquals(404, remove(id, cat, "").status());
    assertEquals(403, remove(bob.api(), id, bob, "").status());
  }

  @Test
  void aLayerCanBeChosenAndAnEditPlanned() {
    String id =
        made(daily("Days", 1, "2020-01-01", ann.id()), daily("Nights", 1, "2020-01-01", bob.id()));
    String nights = layers(id).getJsonObject(1).getString("id");

    tenant
        .owner()
        .post(
            "/api/v1/schedules/" + id + "/members",
            new JsonObject()
                .put("userId", cat.id())
                .put("layerId", nights)
                .put("effectiveTime", in(5)))
        .expect(200);

    assertEquals(List.of("ann 0 Days", "bob 0 Nights"), members(id), "not in force yet");
    assertEquals(
        2,
        tenant
            .owner()
            .get("/api/v1/schedules/" + id + "?version=2")
            .expect(200)
            .getJsonArray("layers")
            .getJsonObject(1)
            .getJsonArray("participants")
            .size());
    assertEquals(409, remove(id, bob, "").status(), "a later version is planned");
  }

  @Test
  void nobodyGoesWhoLeavesNobodyBehindThem() {
    String id =
        made(
            daily("Days", 1, "2020-01-01", ann.id(), bob.id(), cat.id()).put("secondaryOffset", 2));

    Api.Reply refused = remove(id, cat, "");

    assertEquals(409, refused.status(), refused.raw().body());
    assertTrue(refused.raw().body().contains("nobody would be secondary"), refused.raw().body());
    assertEquals(List.of("ann 0 Days", "bob 1 Days", "cat 2 Days"), members(id));
  }

  @Test
  void whatCannotBeIsRefusedByItsField() {
    JsonObject shared = daily("Pairs", 1, "2020-01-01");
    shared.remove("participants");
    shared.put(
        "slots",
        JsonArray.of(
            new JsonObject().put("userIds", JsonArray.of(ann.id(), bob.id())),
            new JsonObject().put("userIds", JsonArray.of(bob.id()))));
    String id = made(daily("Days", 1, "2020-01-01", ann.id()), shared);
    String pairs = layers(id).getJsonObject(1).getString("id");
    TestUser gone = tenant.user("gone", "responder");
    tenant.owner().delete("/api/v1/users/" + gone.id()).expect(200);

    assertRefused("layer_id", add(id, cat.id(), pairs), "change its slots");
    assertRefused("layer_id", remove(id, ann, "?layer_id=" + pairs), "change its slots");
    assertRefused("layer_id", add(id, cat.id(), cat.id()), "no layer");
    assertRefused("user_id", add(id, gone.id(), ""), "deactivated");
    assertRefused("user_id", add(id, id, ""), "no user");
    assertEquals(409, add(id, ann.id(), "").status(), "takes turns already");
    String empty = create(tenant, "Empty", "UTC").expect(200).getString("id");
    assertRefused("layer_id", add(empty, ann.id(), ""), "no layer with a rotation");
    assertEquals(404, add(pairs, ann.id(), "").status());
    assertEquals(
        403,
        ann.api()
            .post("/api/v1/rosters/" + id + "/members", new JsonObject().put("userId", cat.id()))
            .status());
  }

  private static void assertRefused(String field, Api.Reply reply, String why) {
    assertEquals(400, reply.status(), reply.raw().body());
    assertTrue(reply.raw().body().contains("\"" + field + "\""), reply.raw().body());
    assertTrue(reply.raw().body().contains(why), reply.raw().body());
  }

  private Api.Reply add(String id, String user, String layer) {
    return tenant
        .owner()
        .post(
            "/api/v1/rosters/" + id + "/members",
            new JsonObject().put("userId", user).put("layerId", layer));
  }

  private Api.Reply remove(String id, TestUser user, String query) {
    return remove(tenant.owner(), id, user, query);
  }

  private static Api.Reply remove(Api api, String id, TestUser user, String query) {
    return api.delete("/api/v1/rosters/" + id + "/members/" + user.id() + query);
  }

  private String at(String id, int days) {
    return who(tenant, id, in(days)).orElseThrow();
  }

  private List<String> members(String id) {
    return tenant
        .owner()
        .get("/api/v1/rosters/" + id + "/members")
        .expect(200)
        .getJsonArray("members")
        .stream()
        .map(JsonObject.class::cast)
        .map(
            each ->
                "%s %d %s"
                    .formatted(
                        each.getString("displayName"),
                        each.getInteger("place"),
                        each.getString("layer")))
        .toList();
  }

  private JsonArray layers(String id) {
    return tenant.owner().get("/api/v1/schedules/" + id).expect(200).getJsonArray("layers");
  }

  private String made(JsonObject... layers) {
    return create(tenant, "Primary", "UTC", layers).expect(200).getString("id");
  }

  private static String in(int days) {
    return Instant.now().plus(days, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
