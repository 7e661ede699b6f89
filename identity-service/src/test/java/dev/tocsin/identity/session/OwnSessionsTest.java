package dev.tocsin.identity.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.Api;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** A person's own sessions: the list of them, and signing out everywhere. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class OwnSessionsTest {

  private static final String PATH = "/api/v1/auth/sessions";
  private static final Api NOBODY = TestTenant.anonymous();

  @Test
  void listsWhatIsOpenNewestFirstWithWhereItWasOpened() {
    TestTenant tenant = TestTenant.create();
    JsonObject first = TestTenant.settle(tenant.slug(), tenant.ownerEmail(), tenant.password());
    JsonObject second = TestTenant.signIn(tenant.slug(), tenant.ownerEmail(), TestTenant.CHOSEN);
    NOBODY
        .post(
            "/api/v1/auth/sign-out",
            new JsonObject()
                .put(
                    "refreshToken",
                    TestTenant.signIn(tenant.slug(), tenant.ownerEmail(), TestTenant.CHOSEN)
                        .getString("refreshToken")))
        .expect(200);

    JsonArray open = as(second).get(PATH).expect(200).getJsonArray("sessions");

    assertEquals(2, open.size(), open::encode);
    JsonObject newest = open.getJsonObject(0);
    assertTrue(
        newest.getString("address").matches("127\\.0\\.0\\.1|0:0:0:0:0:0:0:1"), newest::encode);
    assertEquals(sid(second), newest.getString("sessionId"));
    assertEquals(sid(first), open.getJsonObject(1).getString("sessionId"));
  }

  @Test
  void endsAllOfThemAndNobodyElses() {
    TestTenant tenant = TestTenant.create();
    JsonObject phone = TestTenant.settle(tenant.slug(), tenant.ownerEmail(), tenant.password());
    JsonObject desk = TestTenant.signIn(tenant.slug(), tenant.ownerEmail(), TestTenant.CHOSEN);
    var ann = tenant.user("ann", "responder");
    JsonObject hers = TestTenant.settle(tenant.slug(), ann.email(), ann.password());

    JsonObject ended = as(desk).delete(PATH).expect(200);

    assertEquals(2, ended.getInteger("ended"));
    assertEquals(401, SessionCalls.refresh(phone).status());
    assertEquals(401, SessionCalls.refresh(desk).status());
    SessionCalls.refresh(hers).expect(200);
    String audit = tenant.owner().get("/api/v1/audit-log").expect(200).encode();
    assertTrue(audit.contains("session.end_all"), audit);
  }

  @Test
  void aKeyHasNone() {
    Api key = TestTenant.create().key("admin").api();

    assertEquals(
        new JsonArray(), key.get(PATH).expect(200).getJsonArray("sessions", new JsonArray()));
    assertEquals(0, key.delete(PATH).expect(200).getInteger("ended", 0));
  }

  /** The session that an access token belongs to. */
  private static String sid(JsonObject session) {
    String claims = session.getString("accessToken").split("\\.")[1];
    return new JsonObject(new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8))
        .getString("sid");
  }

  private static Api as(JsonObject session) {
    return NOBODY.as(session.getString("accessToken"));
  }
}
