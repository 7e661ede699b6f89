package dev.tocsin.identity.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.Api;
import dev.tocsin.identity.Grpc;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.identity.v1.GetUsersRequest;
import dev.tocsin.proto.identity.v1.GetUsersResponse;
import dev.tocsin.proto.identity.v1.UserServiceGrpc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class UserTest {

  @Test
  void createsAUserWhoCanBeRead() {
    TestTenant tenant = TestTenant.create();

    JsonObject made =
        tenant.owner().post("/api/v1/users", user("ann@example.com", "Ann", "manager")).expect(200);

    JsonObject user = made.getJsonObject("user");
    assertEquals("ann@example.com", user.getString("email"));
    assertEquals("ROLE_MANAGER", user.getString("role"));
    assertEquals("UTC", user.getString("timeZone"));
    assertTrue(user.getBoolean("active"));
    assertTrue(made.getString("oneTimePassword").matches("([a-z2-9]{5}-){3}[a-z2-9]{5}"));
    JsonObject read = tenant.owner().get("/api/v1/users/" + user.getString("id")).expect(200);
    assertEquals(user.getString("email"), read.getString("email"));
  }

  @Test
  void anAddressBelongsToOneUserOfATenantWhateverItsCase() {
    TestTenant tenant = TestTenant.create();
    tenant.owner().post("/api/v1/users", user("ann@example.com", "Ann", "viewer")).expect(200);

    Api.Reply refused =
        tenant.owner().post("/api/v1/users", user("ANN@example.com", "Other", "viewer"));

    assertEquals(409, refused.status());
    assertTrue(refused.raw().body().contains("ANN@example.com"), refused.raw().body());
  }

  @Test
  void refusesAnUnknownTimeZone() {
    TestTenant tenant = TestTenant.create();

    Api.Reply refused =
        tenant
            .owner()
            .post(
                "/api/v1/users",
                user("ann@example.com", "Ann", "viewer").put("timeZone", "Mars/Olympus"));

    assertEquals(400, refused.status());
    assertTrue(refused.raw().body().contains("Mars/Olympus"), refused.raw().body());
  }

  @Test
  void onlyAnOwnerMakesOwners() {
    TestTenant tenant = TestTenant.create();
    TestUser admin = tenant.user("adam", "admin");
    TestUser viewer = tenant.user("vera", "viewer");

    assertEquals(
        403, admin.api().post("/api/v1/users", user("o@example.com", "O", "owner")).status());
    assertEquals(403, patch(admin.api(), viewer, new JsonObject().put("role", "owner")).status());
    assertEquals(
        200, patch(tenant.owner(), viewer, new JsonObject().put("role", "owner")).status());
    assertEquals(403, patch(admin.api(), viewer, new JsonObject().put("name", "X")).status());
    assertEquals(403, admin.api().delete("/api/v1/users/" + viewer.id()).status());
  }

  @Test
  void theLastActiveOwnerStays() {
    TestTenant tenant = TestTenant.create();
    String path = "/api/v1/users/" + tenant.ownerId();

    Api.Reply demoted = tenant.owner().patch(path, new JsonObject().put("role", "admin"));
    Api.Reply deactivated = tenant.owner().patch(path, new JsonObject().put("active", false));
    Api.Reply deleted = tenant.owner().delete(path);

    for (Api.Reply refused : List.of(demoted, deactivated, deleted)) {
      assertTrue(refused.raw().body().contains("last active owner"), refused.raw().body());
      assertTrue(refused.status() >= 400);
    }
    TestUser second = tenant.user("olga", "owner");
    tenant.owner().delete("/api/v1/users/" + tenant.ownerId()).expect(200);
    assertEquals("ROLE_OWNER", second.api().get("/api/v1/auth/me").expect(200).getString("role"));
  }

  @Test
  void twoOwnersCannotRemoveEachOtherAtOnce() {
    TestTenant tenant = TestTenant.create();
    TestUser second = tenant.user("olga", "owner");

    List<Integer> answers =
        IntStream.range(0, 2)
            .parallel()
            .mapToObj(
                i ->
                    i == 0
                        ? tenant.owner().delete("/api/v1/users/" + second.id()).status()
                        : second.api().delete("/api/v1/users/" + tenant.ownerId()).status())
            .toList();

    assertEquals(1, answers.stream().filter(status -> status == 200).count(), answers::toString);
  }

  @Test
  void changesOnlyTheFieldsOfTheMask() {
    TestTenant tenant = TestTenant.create();
    TestUser user = tenant.user("ann", "responder");

    JsonObject changed =
        patch(tenant.owner(), user, new JsonObject().put("name", "Anna")).expect(200);

    assertEquals("Anna", changed.getString("name"));
    assertEquals(user.email(), changed.getString("email"));
    assertEquals("ROLE_RESPONDER", changed.getString("role"));
    assertTrue(changed.getBoolean("active"));
  }

  @Test
  void aRequestThatNamesNoFieldsDoesNotDeactivate() {
    TestTenant tenant = TestTenant.create();
    TestUser user = tenant.user("ann", "responder");
    JsonObject whole =
        new JsonObject()
            .put("name", "Anna")
            .put("email", user.email())
            .put("role", "viewer")
            .put("timeZone", "Europe/Vienna");
    String path = "/api/v1/users/" + user.id();

    Api.Reply refused = tenant.owner().send("PUT", path, java.util.Optional.of(whole));
    Api.Reply put =
        tenant.owner().send("PUT", path, java.util.Optional.of(whole.copy().put("active", true)));

    assertEquals(400, refused.status());
    assertEquals("Europe/Vienna", put.expect(200).getString("timeZone"));
  }

  @Test
  void listsPeopleByNamePageByPage() {
    TestTenant tenant = TestTenant.create();
    for (String name : List.of("Cleo", "Ann", "Dora", "Bob")) {
      tenant.owner().post("/api/v1/users", user(name + "@example.com", name, "viewer")).expect(200);
    }

    JsonObject first = tenant.owner().get("/api/v1/users?page_size=3").expect(200);
    JsonObject second =
        tenant
            .owner()
            .get("/api/v1/users?page_size=3&page_token=" + first.getString("nextPageToken"))
            .expect(200);

    assertEquals(List.of("Ann", "Bob", "Cleo"), names(first));
    assertEquals(List.of("Dora", tenant.ownerEmail()), names(second));
    assertEquals("", second.getString("nextPageToken", ""));
  }

  @Test
  void findsPeopleByPartOfNameOrAddress() {
    TestTenant tenant = TestTenant.create();
    tenant.owner().post("/api/v1/users", user("a@example.com", "Ann 100%", "viewer")).expect(200);
    tenant.owner().post("/api/v1/users", user("b@example.com", "Bob", "viewer")).expect(200);

    assertEquals(List.of("Ann 100%"), names(list(tenant, "text=aNN")));
    assertEquals(List.of("Bob"), names(list(tenant, "text=B%40EX")));
    assertEquals(List.of("Ann 100%"), names(list(tenant, "text=%25")));
  }

  @Test
  void deactivatedPeopleAreListedOnDemandOnly() {
    TestTenant tenant = TestTenant.create();
    TestUser user = tenant.user("ann", "viewer");
    tenant.owner().delete("/api/v1/users/" + user.id()).expect(200);

    assertFalse(names(list(tenant, "")).contains("ann"));
    assertTrue(names(list(tenant, "include_inactive=true")).contains("ann"));
    assertFalse(
        tenant.owner().get("/api/v1/users/" + user.id()).expect(200).getBoolean("active", false));
  }

  @Test
  void aTamperedOrBorrowedPageTokenIsRefused() {
    TestTenant tenant = TestTenant.create();
    tenant.user("ann", "viewer");
    String token =
        tenant.owner().get("/api/v1/users?page_size=1").expect(200).getString("nextPageToken");

    assertEquals(400, tenant.owner().get("/api/v1/users?page_token=" + token + "x").status());
    assertEquals(400, tenant.owner().get("/api/v1/teams?page_token=" + token).status());
  }

  @Test
  void peopleEditTheirOwnContactMethods() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");

    JsonObject made = add(ann.api(), ann, "phone", "+43 1 58858-0").expect(200);

    assertEquals("+431588580", made.getString("address"));
    assertEquals("CONTACT_KIND_PHONE", made.getString("kind"));
    assertTrue(made.getBoolean("enabled"));
    assertEquals(1, contacts(ann.api(), ann).size());
    ann.api()
        .delete("/api/v1/users/" + ann.id() + "/contact-methods/" + made.getString("id"))
        .expect(200);
    assertEquals(0, contacts(ann.api(), ann).size());
  }

  @Test
  void othersContactMethodsTakeARole() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    TestUser bob = tenant.user("bob", "responder");
    TestUser mia = tenant.user("mia", "manager");
    TestUser adam = tenant.user("adam", "admin");
    String path = "/api/v1/users/" + ann.id() + "/contact-methods";

    assertEquals(403, add(bob.api(), ann, "email", "ann@example.com").status());
    assertEquals(403, bob.api().get(path).status());
    assertEquals(403, add(mia.api(), ann, "email", "ann@example.com").status());
    assertEquals(200, mia.api().get(path).status());
    JsonObject made = add(adam.api(), ann, "email", "ann@example.com").expect(200);
    assertEquals(403, mia.api().delete(path + "/" + made.getString("id")).status());
    assertEquals(200, adam.api().delete(path + "/" + made.getString("id")).status());
  }

  @Test
  void aContactMethodBelongsToThePersonOfThePath() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    TestUser bob = tenant.user("bob", "responder");
    String id = add(ann.api(), ann, "slack", "U024BE7LH").expect(200).getString("id");

    assertEquals(
        404, bob.api().delete("/api/v1/users/" + bob.id() + "/contact-methods/" + id).status());
  }

  @Test
  void theSameContactMethodTwiceIsAConflict() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    add(ann.api(), ann, "phone", "+431588580").expect(200);

    assertEquals(409, add(ann.api(), ann, "phone", "+43 1 58858 0").status());
  }

  @Test
  void anAddressThatIsNotOfItsKindIsRefused() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");

    Api.Reply refused = add(ann.api(), ann, "phone", "0664 1234567");

    assertEquals(400, refused.status());
    assertTrue(refused.raw().body().contains("country code"), refused.raw().body());
  }

  @Test
  void servicesGetPeopleWithTheirContactMethods() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    TestUser bob = tenant.user("bob", "responder");
    add(ann.api(), ann, "slack", "U024BE7LH").expect(200);
    add(ann.api(), ann, "email", "ann@example.com").expect(200);
    tenant.owner().delete("/api/v1/users/" + bob.id()).expect(200);

    GetUsersResponse found =
        UserServiceGrpc.newBlockingStub(Grpc.channel())
            .withInterceptors(As.service("alerting", UUID.fromString(tenant.id())))
            .getUsers(
                GetUsersRequest.newBuilder()
                    .addIds(ann.id())
                    .addIds(bob.id())
                    .addIds(UUID.randomUUID().toString())
                    .build());

    assertEquals(2, found.getUsersCount());
    var people =
        found.getUsersList().stream()
            .collect(
                java.util.stream.Collectors.toMap(user -> user.getUser().getId(), user -> user));
    assertEquals(
        List.of("U024BE7LH", "ann@example.com"),
        people.get(ann.id()).getContactMethodsList().stream()
            .map(contact -> contact.getAddress())
            .toList());
    assertFalse(people.get(bob.id()).getUser().getActive());
  }

  private static JsonObject user(String email, String name, String role) {
    return new JsonObject().put("email", email).put("name", name).put("role", role);
  }

  private static Api.Reply patch(Api api, TestUser user, JsonObject change) {
    return api.patch("/api/v1/users/" + user.id(), change);
  }

  private static Api.Reply add(Api api, TestUser whose, String kind, String address) {
    return api.post(
        "/api/v1/users/" + whose.id() + "/contact-methods",
        new JsonObject().put("kind", kind).put("address", address));
  }

  private static JsonArray contacts(Api api, TestUser whose) {
    return api.get("/api/v1/users/" + whose.id() + "/contact-methods")
        .expect(200)
        .getJsonArray("contactMethods", new JsonArray());
  }

  private static JsonObject list(TestTenant tenant, String query) {
    return tenant.owner().get("/api/v1/users?" + query).expect(200);
  }

  private static List<String> names(JsonObject page) {
    return page.getJsonArray("users", new JsonArray()).stream()
        .map(user -> ((JsonObject) user).getString("name"))
        .toList();
  }
}
