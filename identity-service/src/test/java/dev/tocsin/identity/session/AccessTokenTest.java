package dev.tocsin.identity.session;

import static dev.tocsin.identity.session.SessionCalls.NOBODY;
import static dev.tocsin.identity.session.SessionCalls.refresh;
import static dev.tocsin.identity.session.SessionCalls.shift;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.Test;

/** What an access token says, how long it holds, and with which key it is checked. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class AccessTokenTest {

  @Inject SigningKeys signingKeys;

  @Test
  void aNewRoleHoldsAfterTheNextRefresh() {
    TestTenant tenant = TestTenant.create();
    TestUser user = tenant.user("ann", "viewer");
    JsonObject session = TestTenant.settle(tenant.slug(), user.email(), user.password());
    tenant
        .owner()
        .patch("/api/v1/users/" + user.id(), new JsonObject().put("role", "manager"))
        .expect(200);

    JsonObject renewed = refresh(session).expect(200);

    JsonObject me = NOBODY.as(renewed.getString("accessToken")).get("/api/v1/auth/me").expect(200);
    assertEquals("ROLE_MANAGER", me.getString("role"));
  }

  @Test
  void anybodyCanCheckAnAccessTokenByThePublishedKeys() throws Exception {
    TestTenant tenant = TestTenant.create();

    JsonArray keys = NOBODY.get("/api/v1/auth/keys").expect(200).getJsonArray("keys");

    JwtClaims claims = verify(tenant.owner().credential(), keys);
    assertEquals("tocsin", claims.getIssuer());
    assertEquals(tenant.ownerId(), claims.getSubject());
    assertEquals(tenant.id(), claims.getStringClaimValue("tid"));
    assertEquals("owner", claims.getStringClaimValue("rol"));
  }

  @Test
  void aNewKeyIsPublishedBeforeItSignsAndTheOldOneAfterwards() throws Exception {
    TestTenant tenant = TestTenant.create();
    String before = tenant.owner().credential();

    signingKeys.rotate().await().atMost(Duration.ofSeconds(60));

    JsonArray keys = NOBODY.get("/api/v1/auth/keys").expect(200).getJsonArray("keys");
    String atOnce = accessToken(tenant);
    assertEquals(keyId(before), keyId(atOnce));
    shift(SigningKeys.PUBLISHED_BEFORE);
    try {
      String later = accessToken(tenant);
      assertEquals(keys.getJsonObject(0).getString("kid"), keyId(later));
      assertNotEquals(keyId(before), keyId(later));
      verify(before, keys);
      verify(later, keys);
      NOBODY.as(before).get("/api/v1/auth/me").expect(200);
      NOBODY.as(later).get("/api/v1/auth/me").expect(200);
    } finally {
      shift(SigningKeys.PUBLISHED_BEFORE.negated());
    }
  }

  private static String accessToken(TestTenant tenant) {
    return TestTenant.signIn(tenant.slug(), tenant.ownerEmail(), tenant.password())
        .getString("accessToken");
  }

  @Test
  void anAccessTokenEndsAfterTenMinutes() {
    TestTenant tenant = TestTenant.create();

    shift(Duration.ofMinutes(11));
    try {
      assertEquals(401, tenant.owner().get("/api/v1/auth/me").status());
    } finally {
      shift(Duration.ofMinutes(-11));
    }
  }

  private static String keyId(String token) {
    String header = new String(java.util.Base64.getUrlDecoder().decode(token.split("\\.")[0]));
    return UUID.fromString(new JsonObject(header).getString("kid")).toString();
  }

  private static JwtClaims verify(String token, JsonArray keys) throws Exception {
    for (Object each : keys) {
      Map<String, Object> jwk = new HashMap<>(((JsonObject) each).getMap());
      if (keyId(token).equals(jwk.get("kid"))) {
        return new JwtConsumerBuilder()
            .setVerificationKey(new RsaJsonWebKey(jwk).getKey())
            .setSkipDefaultAudienceValidation()
            .build()
            .processToClaims(token);
      }
    }
    throw new AssertionError("key " + keyId(token) + " is not published");
  }
}
