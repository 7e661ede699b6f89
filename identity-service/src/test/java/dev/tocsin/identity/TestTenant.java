package dev.tocsin.identity;

import dev.tocsin.platform.test.TestServers;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * A tenant of a test's own, with its owner signed in.
 *
 * @param owner the API as its owner
 */
public record TestTenant(
    String id, String slug, String ownerId, String ownerEmail, String password, Api owner) {

  /** The password of those who have settled. */
  public static final String CHOSEN = "correct horse battery";

  /** The API as nobody. */
  public static Api anonymous() {
    int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    return new Api("http://localhost:" + port, "");
  }

  public static Api operator() {
    return anonymous().as(TestServers.OPERATOR_KEY);
  }

  public static TestTenant create() {
    String slug = "t" + UUID.randomUUID().toString().substring(0, 18);
    String email = "owner@" + slug + ".example";
    JsonObject made =
        operator()
            .post(
                "/api/v1/admin/tenants",
                new JsonObject()
                    .put("name", "Tenant " + slug)
                    .put("slug", slug)
                    .put("ownerEmail", email))
            .expect(200);
    String password = made.getString("oneTimePassword");
    return new TestTenant(
        made.getJsonObject("tenant").getString("id"),
        slug,
        made.getString("ownerUserId"),
        email,
        password,
        anonymous().as(signIn(slug, email, password).getString("accessToken")));
  }

  /** A session as the API answers it. */
  public static JsonObject signIn(String slug, String email, String password) {
    return anonymous()
        .post(
            "/api/v1/auth/sign-in",
            new JsonObject().put("tenant", slug).put("email", email).put("password", password))
        .expect(200);
  }

  /**
   * A session of somebody who has replaced the one-time password by {@link #CHOSEN}: with a
   * one-time password a session does not go on.
   */
  public static JsonObject settle(String slug, String email, String oneTimePassword) {
    anonymous()
        .as(signIn(slug, email, oneTimePassword).getString("accessToken"))
        .post(
            "/api/v1/auth/password",
            new JsonObject().put("oldPassword", oneTimePassword).put("newPassword", CHOSEN))
        .expect(200);
    return signIn(slug, email, CHOSEN);
  }

  /** A further user of this tenant. */
  public TestUser user(String name, String role) {
    String email =
        name + "-" + UUID.randomUUID().toString().substring(0, 8) + "@" + slug + ".example";
    JsonObject made =
        owner
            .post(
                "/api/v1/users",
                new JsonObject().put("email", email).put("name", name).put("role", role))
            .expect(200);
    String password = made.getString("oneTimePassword");
    JsonObject session = signIn(slug, email, password);
    return new TestUser(
        made.getJsonObject("user").getString("id"),
        email,
        password,
        session,
        anonymous().as(session.getString("accessToken")));
  }

  /** A user who is signed in; {@code api} is the API as that user. */
  public record TestUser(String id, String email, String password, JsonObject session, Api api) {}

  /** Posts as the owner; the id of what came of it. */
  public String make(String path, JsonObject body) {
    return owner.post(path, body).expect(200).getString("id");
  }

  /** A key of this tenant, and its id. */
  public TestKey key(String role, String... scopes) {
    JsonObject made =
        owner
            .post(
                "/api/v1/api-keys",
                new JsonObject()
                    .put("description", "test")
                    .put("role", role)
                    .put("scopes", new io.vertx.core.json.JsonArray(java.util.List.of(scopes))))
            .expect(200);
    return new TestKey(
        made.getJsonObject("apiKey").getString("id"),
        made.getString("key"),
        anonymous().as(made.getString("key")));
  }

  /** A key; {@code api} is the API as its bearer. */
  public record TestKey(String id, String key, Api api) {}
}
