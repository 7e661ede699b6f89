package dev.tocsin.identity.team;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class TeamTest {

  @Test
  void keepsMembersInOrderWithTheirRoles() {
    TestTenant tenant = TestTenant.create();
    TestUser bob = tenant.user("bob", "responder");
    TestUser ann = tenant.user("ann", "responder");

    JsonObject made =
        create(tenant, "Database", member(bob.id()).put("role", "manager"), member(ann.id()))
            .expect(200);

    JsonObject read = tenant.owner().get("/api/v1/teams/" + made.getString("id")).expect(200);
    assertEquals("Database", read.getString("name"));
    assertEquals(List.of(bob.id(), ann.id()), members(read));
    JsonArray members = read.getJsonArray("members");
    assertEquals("ROLE_MANAGER", members.getJsonObject(0).getString("role"));
    assertEquals(
        "ROLE_UNSPECIFIED", members.getJsonObject(1).getString("role", "ROLE_UNSPECIFIED"));
  }

  @Test
  void aNameIsTakenOnce() {
    TestTenant tenant = TestTenant.create();
    create(tenant, "Database").expect(200);
    String other = create(tenant, "Web").expect(200).getString("id");

    assertEquals(409, create(tenant, "Database").status());
    assertEquals(409, update(tenant, other, new JsonObject().put("name", "Database")).status());
  }

  @Test
  void refusesUnknownAndRepeatedMembers() {
    TestTenant tenant = TestTenant.create();
    String ann = tenant.user("ann", "viewer").id();
    String stranger = TestTenant.create().ownerId();

    assertEquals(400, create(tenant, "A", member(UUID.randomUUID().toString())).status());
    assertEquals(400, create(tenant, "B", member(stranger)).status());
    assertEquals(400, create(tenant, "C", member(ann), member(ann)).status());
  }

  @Test
  void changesOnlyWhatIsNamed() {
    TestTenant tenant = TestTenant.create();
    String ann = tenant.user("ann", "viewer").id();
    String bob = tenant.user("bob", "viewer").id();
    String id = create(tenant, "Database", member(ann)).expect(200).getString("id");

    JsonObject described =
        update(tenant, id, new JsonObject().put("description", "keeps the rows")).expect(200);
    JsonObject manned =
        update(tenant, id, new JsonObject().put("members", JsonArray.of(member(bob), member(ann))))
            .expect(200);

    assertEquals("Database", described.getString("name"));
    assertEquals(List.of(ann), members(described));
    assertEquals("keeps the rows", manned.getString("description"));
    assertEquals(List.of(bob, ann), members(manned));
  }

  @Test
  void listsTeamsByNamePageByPage() {
    TestTenant tenant = TestTenant.create();
    String ann = tenant.user("ann", "viewer").id();
    String bob = tenant.user("bob", "viewer").id();
    for (String name : List.of("C", "A", "B")) {
      create(tenant, name, member(ann), member(bob)).expect(200);
    }

    JsonObject first = tenant.owner().get("/api/v1/teams?page_size=2").expect(200);
    JsonObject second =
        tenant
            .owner()
            .get("/api/v1/teams?page_size=2&page_token=" + first.getString("nextPageToken"))
            .expect(200);

    assertEquals(List.of("A", "B"), names(first));
    assertEquals(List.of("C"), names(second));
    assertEquals(2, first.getJsonArray("teams").getJsonObject(0).getJsonArray("members").size());
  }

  @Test
  void aDeletedTeamIsGoneAndSchedulesStay() {
    TestTenant tenant = TestTenant.create();
    String id = create(tenant, "Database", member(tenant.ownerId())).expect(200).getString("id");
    JsonObject schedule =
        new JsonObject().put("name", "Primary").put("timeZone", "UTC").put("teamId", id);
    String scheduleId =
        tenant.owner().post("/api/v1/schedules", schedule).expect(200).getString("id");

    tenant.owner().delete("/api/v1/teams/" + id).expect(200);

    assertEquals(404, tenant.owner().get("/api/v1/teams/" + id).status());
    assertEquals(404, tenant.owner().delete("/api/v1/teams/" + id).status());
    JsonObject left = tenant.owner().get("/api/v1/schedules/" + scheduleId).expect(200);
    assertEquals("", left.getString("teamId", ""));
  }

  private static Api.Reply create(TestTenant tenant, String name, JsonObject... members) {
    return tenant
        .owner()
        .post(
            "/api/v1/teams",
            new JsonObject().put("name", name).put("members", JsonArray.of((Object[]) members)));
  }

  private static Api.Reply update(TestTenant tenant, String id, JsonObject change) {
    return tenant.owner().patch("/api/v1/teams/" + id, change);
  }

  private static JsonObject member(String userId) {
    return new JsonObject().put("userId", userId);
  }

  private static List<String> members(JsonObject team) {
    return team.getJsonArray("members").stream()
        .map(member -> ((JsonObject) member).getString("userId"))
        .toList();
  }

  private static List<String> names(JsonObject page) {
    return page.getJsonArray("teams").stream()
        .map(team -> ((JsonObject) team).getString("name"))
        .toList();
  }
}
