package dev.tocsin.identity.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.Api;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Refresh tokens. In these tests one may be exchanged again for five minutes. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class RefreshTest {

  private static final Api NOBODY = TestTenant.anonymous();

  @Test
  void aRefreshTokenBringsANewPair() {
    TestTenant tenant = TestTenant.create();
    JsonObject session = TestTenant.settle(tenant.slug(), tenant.ownerEmail(), tenant.password());

    JsonObject renewed = SessionCalls.refresh(session).expect(200);

    assertNotEquals(session.getString("refreshToken"), renewed.getString("refreshToken"));
    NOBODY.as(renewed.getString("accessToken")).get("/api/v1/auth/me").expect(200);
    SessionCalls.refresh(renewed).expect(200);
  }

  @Test
  void aOneTimePasswordIsGoodForOneAccessToken() {
    TestTenant tenant = TestTenant.create();
    JsonObject session = TestTenant.signIn(tenant.slug(), tenant.ownerEmail(), tenant.password());

    NOBODY.as(session.getString("accessToken")).get("/api/v1/auth/me").expect(200);

    assertEquals(401, SessionCalls.refresh(session).status());
  }

  @Test
  void aRefreshTokenUsedTwiceEndsTheWholeFamily() {
    TestTenant tenant = TestTenant.create();
    JsonObject session = TestTenant.settle(tenant.slug(), tenant.ownerEmail(), tenant.password());
    JsonObject renewed = SessionCalls.refresh(session).expect(200);

    SessionCalls.shift(Duration.ofMinutes(6));
    try {
      assertEquals(401, SessionCalls.refresh(session).status());
      assertEquals(401, SessionCalls.refresh(renewed).status());
    } finally {
      SessionCalls.shift(Duration.ofMinutes(-6));
    }
    assertTrue(
        auditOf(tenant).contains("refresh token used twice"), "the reuse is in the audit log");
  }

  @Test
  void twoTabsThatRefreshAtOnceBothStaySignedIn() {
    TestTenant tenant = TestTenant.create();
    JsonObject session = TestTenant.settle(tenant.slug(), tenant.ownerEmail(), tenant.password());

    List<JsonObject> tabs =
        IntStream.range(0, 2)
            .mapToObj(tab -> CompletableFuture.supplyAsync(() -> SessionCalls.refresh(session)))
            .toList()
            .stream()
            .map(answer -> answer.join().expect(200))
            .toList();

    for (JsonObject tab : tabs) {
      NOBODY.as(tab.getString("accessToken")).get("/api/v1/auth/me").expect(200);
      SessionCalls.refresh(tab).expect(200);
    }
  }

  @Test
  void anotherExchangeDoesNotProlongTheGrace() {
    TestTenant tenant = TestTenant.create();
    JsonObject session = TestTenant.settle(tenant.slug(), tenant.ownerEmail(), tenant.password());
    SessionCalls.refresh(session).expect(200);
    String used =
        "update identity.session_token set use_time = use_time - interval '%d min' where hash ="
            + " sha256(convert_to('"
            + session.getString("refreshToken")
            + "', 'UTF8'))";

    assertEquals(1, inDatabase(used.formatted(4)));
    assertEquals(200, SessionCalls.refresh(session).status());
    assertEquals(1, inDatabase(used.formatted(2)));

    assertEquals(401, SessionCalls.refresh(session).status());
  }

  @Test
  void aCopyThatWasForkedWithinTheGraceEndsTheFamilyWhenBothAreUsed() {
    TestTenant tenant = TestTenant.create();
    JsonObject session = TestTenant.settle(tenant.slug(), tenant.ownerEmail(), tenant.password());
    JsonObject owner = SessionCalls.refresh(session).expect(200);
    JsonObject thief = SessionCalls.refresh(session).expect(200);
    JsonObject later = SessionCalls.refresh(owner).expect(200);

    SessionCalls.shift(Duration.ofMinutes(6));
    try {
      assertEquals(401, SessionCalls.refresh(thief).status());
      assertEquals(401, SessionCalls.refresh(later).status(), "the whole family is over");
    } finally {
      SessionCalls.shift(Duration.ofMinutes(-6));
    }
    assertTrue(auditOf(tenant).contains("refresh token used twice"), "it is in the audit log");
  }

  @Test
  void anAnswerThatGotLostHarmsNothingLater() {
    TestTenant tenant = TestTenant.create();
    JsonObject session = TestTenant.settle(tenant.slug(), tenant.ownerEmail(), tenant.password());
    SessionCalls.refresh(session).expect(200);
    JsonObject asked = SessionCalls.refresh(session).expect(200);

    SessionCalls.shift(Duration.ofMinutes(6));
    try {
      SessionCalls.refresh(SessionCalls.refresh(asked).expect(200)).expect(200);
    } finally {
      SessionCalls.shift(Duration.ofMinutes(-6));
    }
  }

  @Test
  void anUnknownRefreshTokenIsRefused() {
    JsonObject unknown = new JsonObject().put("refreshToken", "tcr_unknown");

    assertEquals(401, NOBODY.post("/api/v1/auth/refresh", unknown).status());
  }

  @Test
  void aSessionThatIsNotRefreshedForTwoWeeksIsOver() {
    TestTenant tenant = TestTenant.create();
    JsonObject session = TestTenant.settle(tenant.slug(), tenant.ownerEmail(), tenant.password());

    SessionCalls.shift(Duration.ofDays(15));
    try {
      assertEquals(401, SessionCalls.refresh(session).status());
    } finally {
      SessionCalls.shift(Duration.ofDays(-15));
    }
  }

  private static int inDatabase(String update) {
    try (Connection superuser = TestServers.database().superuser()) {
      return superuser.createStatement().executeUpdate(update);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String auditOf(TestTenant tenant) {
    return tenant.owner().get("/api/v1/audit-log").expect(200).encode();
  }
}
