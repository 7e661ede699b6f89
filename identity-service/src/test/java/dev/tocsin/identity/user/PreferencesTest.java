package dev.tocsin.identity.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.Api;
import dev.tocsin.identity.Grpc;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.identity.v1.ContactKind;
import dev.tocsin.proto.identity.v1.GetUsersRequest;
import dev.tocsin.proto.identity.v1.Preferences;
import dev.tocsin.proto.identity.v1.UserServiceGrpc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How a person wants to be told. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class PreferencesTest {

  private final TestTenant tenant = TestTenant.create();
  private final TestUser ann = tenant.user("ann", "viewer");
  private final String path = "/api/v1/users/" + ann.id() + "/preferences";

  @Test
  void whatAPersonWantsReachesThosWhoPage() {
    JsonObject set =
        ann.api()
            .patch(
                path,
                new JsonObject()
                    .put("locale", "de-AT")
                    .put("timeZone", "Europe/Vienna")
                    .put("pageRules", rules(rule("phone,slack", "critical"))))
            .expect(200);

    assertEquals("de-AT", set.getString("locale"));
    assertEquals(set, ann.api().get(path).expect(200));
    Preferences told =
        UserServiceGrpc.newBlockingStub(Grpc.channel())
            .withInterceptors(As.service("alerting", UUID.fromString(tenant.id())))
            .getUsers(GetUsersRequest.newBuilder().addIds(ann.id()).build())
            .getUsers(0)
            .getPreferences();
    assertEquals("de-AT", told.getLocale());
    assertEquals("Europe/Vienna", told.getTimeZone());
    assertEquals(
        List.of(ContactKind.CONTACT_KIND_PHONE, ContactKind.CONTACT_KIND_SLACK),
        told.getPageRules(0).getContactKindsList());
    JsonObject user = tenant.owner().get("/api/v1/users/" + ann.id()).expect(200);
    assertEquals("de-AT", user.getString("locale"));
  }

  @Test
  void aPatchChangesWhatItNames() {
    ann.api()
        .patch(path, new JsonObject().put("locale", "de").put("timeZone", "Asia/Kathmandu"))
        .expect(200);

    JsonObject changed = ann.api().patch(path, new JsonObject().put("locale", "fr")).expect(200);

    assertEquals("fr", changed.getString("locale"));
    assertEquals("Asia/Kathmandu", changed.getString("timeZone"));
  }

  @Test
  void refusesWhatCannotBe() {
    for (JsonObject wrong :
        List.of(
            new JsonObject().put("locale", "German"),
            new JsonObject().put("timeZone", "Mars/Olympus"),
            new JsonObject()
                .put("pageRules", rules(rule("slack", "critical"), rule("email", "critical"))),
            new JsonObject().put("pageRules", rules(rule("slack,slack", "info"))),
            new JsonObject().put("pageRules", rules(rule("slack", "terrible"))))) {
      Api.Reply refused = ann.api().patch(path, wrong);
      assertEquals(400, refused.status(), wrong + " answered " + refused.raw().body());
    }
  }

  @Test
  void othersPreferencesTakeARole() {
    TestUser bob = tenant.user("bob", "responder");
    TestUser max = tenant.user("max", "manager");
    JsonObject locale = new JsonObject().put("locale", "de");

    assertEquals(403, bob.api().get(path).status());
    assertEquals(200, max.api().get(path).status());
    assertEquals(403, max.api().patch(path, locale).status());
    assertEquals(200, tenant.owner().patch(path, locale).status());
    JsonArray events =
        tenant
            .owner()
            .get("/api/v1/audit-log?action=user.preferences")
            .expect(200)
            .getJsonArray("events");
    assertEquals(1, events.size());
    assertTrue(events.getJsonObject(0).encode().contains("\"de\""), events::encode);
  }

  private static JsonArray rules(JsonObject... rules) {
    return new JsonArray(List.of(rules));
  }

  private static JsonObject rule(String kinds, String severity) {
    return new JsonObject()
        .put("severities", new JsonArray(List.of(severity)))
        .put("contactKinds", new JsonArray(List.of(kinds.split(","))));
  }
}
