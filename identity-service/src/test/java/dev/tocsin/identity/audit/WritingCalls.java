package dev.tocsin.identity.audit;

import dev.tocsin.identity.Api;
import dev.tocsin.identity.FakeNotification;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every call that writes, by the name of its RPC, in an order in which they work. */
final class WritingCalls {

  private WritingCalls() {}

  /** A call, and the action that it leaves in the log. */
  record Step(String action, Runnable call) {}

  /** Calls that write, in an order in which they work. */
  static Map<String, Step> of(TestTenant tenant, TestUser ann) {
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
    ScheduleCalls.add(steps, ids, owner, ann);
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

  static String team(Api owner, String name) {
    return owner.post("/api/v1/teams", name(name)).expect(200).getString("id");
  }

  static JsonObject name(String name) {
    return new JsonObject().put("name", name);
  }
}
