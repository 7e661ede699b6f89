package dev.tocsin.identity.session;

import dev.tocsin.identity.Api;
import dev.tocsin.identity.TestTenant;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** The calls that open sessions and keep them going, as nobody. */
final class SessionCalls {

  static final Api NOBODY = TestTenant.anonymous();

  private SessionCalls() {}

  static Api.Reply signIn(String slug, String email, String password) {
    return NOBODY.post(
        "/api/v1/auth/sign-in",
        new JsonObject().put("tenant", slug).put("email", email).put("password", password));
  }

  static Api.Reply refresh(JsonObject session) {
    return NOBODY.post(
        "/api/v1/auth/refresh",
        new JsonObject().put("refreshToken", session.getString("refreshToken")));
  }

  static void shift(Duration by) {
    NOBODY.post("/internal/test/clock", new JsonObject().put("advance", by.toString())).expect(200);
  }
}
