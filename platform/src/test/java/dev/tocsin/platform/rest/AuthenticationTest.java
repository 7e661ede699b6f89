package dev.tocsin.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.identity.v1.VerifyApiKeyResponse;
import dev.tocsin.proto.platform.v1.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class AuthenticationTest {
  private static final String ALERT = "/api/v1/alerts/0190a000-0000-7000-8000-000000000001";

  @Inject TocsinClock clock;

  private static String key(UUID tenant, Role role, String... scopes) {
    String key = "tcs_" + UUID.randomUUID().toString().replace("-", "");
    Doubles.KEYS.put(
        key,
        VerifyApiKeyResponse.newBuilder()
            .setTenantId(tenant == null ? "" : tenant.toString())
            .setApiKeyId("key-" + key.substring(4, 10))
            .setRole(role)
            .addAllScopes(List.of(scopes))
            .build());
    return key;
  }

  private static int status(String credential) {
    return ApiClient.with(credential).get(ALERT).status();
  }

  @Test
  void refusesACallWithoutCredential() {
    ApiClient.Answer answer = ApiClient.with("").get(ALERT);

    assertEquals(401, answer.status());
    assertTrue(answer.header("www-authenticate").startsWith("Bearer"));
    assertEquals("urn:tocsin:problem:unauthenticated", answer.json().getString("type"));
  }

  @Test
  void refusesBeforeItReadsTheBody() {
    assertEquals(
        401, ApiClient.with("").send("POST", "/api/v1/escalation-policies", "{nonsense").status());
  }

  @Test
  void knowsAKeyAsHeaderOrBearer() {
    String key = key(Doubles.ACME, Role.ROLE_VIEWER);

    ApiClient.Answer bearer = ApiClient.with(key).get(ALERT);
    ApiClient.Answer header =
        ApiClient.send(ApiClient.with("").request(ALERT).header("X-API-Key", key));

    assertEquals(200, bearer.status(), bearer.text());
    assertTrue(bearer.json().getString("title").startsWith("key:key-"));
    assertEquals(Doubles.ACME.toString(), header.json().getString("source"));
  }

  @Test
  void asksForAKeyOnceInThirtySeconds() {
    String key = key(Doubles.ACME, Role.ROLE_VIEWER);
    status(key);
    int before = Doubles.VERIFIED.get();

    status(key);
    status(key);

    assertEquals(before, Doubles.VERIFIED.get());
  }

  @Test
  void refusesUnknownAndForeignKeys() {
    assertEquals(401, status("tcs_unknown"));
    ApiClient.Answer integration = ApiClient.with("tci_abcdef").get(ALERT);
    assertEquals(401, integration.status());
    assertTrue(integration.text().contains("integration"));
    assertEquals(401, status("password"));
    assertEquals(
        401,
        ApiClient.send(ApiClient.with("").request(ALERT).header("Authorization", "Basic YTpi"))
            .status());
  }

  @Test
  void knowsAPersonByItsSession() {
    ApiClient.Answer answer = ApiClient.with(TestTokens.token(Doubles.GLOBEX, "viewer")).get(ALERT);

    assertEquals(200, answer.status(), answer.text());
    assertEquals("user:0190a000-0000-7000-8000-0000000000aa", answer.json().getString("title"));
    assertEquals(Doubles.GLOBEX.toString(), answer.json().getString("source"));
  }

  @Test
  void refusesTokensThatAreNotGenuine() {
    JwtClaims good = TestTokens.claims(Doubles.ACME, "owner", 300);
    JwtClaims stranger = TestTokens.claims(Doubles.ACME, "owner", 300);
    stranger.setIssuer("somebody");
    RsaJsonWebKey other = TestTokens.generate("first");
    String valid = TestTokens.signed(good, TestTokens.KEY);

    assertEquals(200, status(valid));
    assertEquals(401, status(TestTokens.unsigned(good)));
    assertEquals(401, status(TestTokens.confused(good)));
    assertEquals(401, status(TestTokens.signed(good, other)));
    assertEquals(401, status(TestTokens.signed(stranger, TestTokens.KEY)));
    assertEquals(401, status(valid.substring(0, valid.length() - 4) + "AAAA"));
    assertEquals(401, status("a.b.c"));
    assertEquals(
        401,
        status(TestTokens.signed(TestTokens.claims(Doubles.ACME, "god", 300), TestTokens.KEY)));
  }

  @Test
  void followsIdentityToANewSigningKey() {
    assertEquals(200, status(TestTokens.token(Doubles.ACME, "viewer")));
    RsaJsonWebKey next = TestTokens.generate("second");
    TestTokens.publish(next);
    clock.advance(Duration.ofSeconds(11));

    assertEquals(
        200, status(TestTokens.signed(TestTokens.claims(Doubles.ACME, "viewer", 300), next)));
    assertEquals(200, status(TestTokens.token(Doubles.ACME, "viewer")));
  }

  @Test
  void refusesAnExpiredTokenAfterTheLeeway() {
    assertEquals(
        200,
        status(
            TestTokens.signed(
                TestTokens.claims(Doubles.ACME, "owner", clock.offset().toSeconds() - 5),
                TestTokens.KEY)));
    assertEquals(
        401,
        status(
            TestTokens.signed(
                TestTokens.claims(Doubles.ACME, "owner", clock.offset().toSeconds() - 60),
                TestTokens.KEY)));
  }

  @ParameterizedTest
  @CsvSource({
    "viewer, GET, /api/v1/alerts, 200",
    "viewer, POST, /api/v1/alerts/0190a000-0000-7000-8000-000000000001/acknowledge, 403",
    "responder, POST, /api/v1/alerts/0190a000-0000-7000-8000-000000000001/acknowledge, 200",
    "manager, DELETE, /api/v1/users/0190a000-0000-7000-8000-000000000001, 403",
    "admin, DELETE, /api/v1/users/0190a000-0000-7000-8000-000000000001, 200",
    "owner, DELETE, /api/v1/users/0190a000-0000-7000-8000-000000000001, 200",
    "owner, GET, /api/v1/admin/tenants, 403",
  })
  void holdsRolesAgainstTheRule(String role, String method, String path, int expected) {
    ApiClient caller = ApiClient.with(TestTokens.token(Doubles.ACME, role));

    ApiClient.Answer answer = caller.send(method, path, "");

    assertEquals(expected, answer.status(), answer.text());
  }

  @Test
  void saysWhichRoleItTakes() {
    ApiClient.Answer answer =
        ApiClient.with(TestTokens.token(Doubles.ACME, "viewer"))
            .send("DELETE", "/api/v1/users/0190a000-0000-7000-8000-000000000001", "");

    assertEquals("this takes the role admin, you have viewer", answer.json().getString("detail"));
  }

  @Test
  void holdsALimitedKeyToItsScopes() {
    String reads = key(Doubles.ACME, Role.ROLE_OWNER, "alerts:read");

    assertEquals(200, status(reads));
    ApiClient.Answer refused = ApiClient.with(reads).send("POST", ALERT + "/acknowledge", "");
    assertEquals(403, refused.status());
    assertTrue(refused.json().getString("detail").contains("alerts:write"));
    assertEquals(200, ApiClient.with(reads).get("/api/v1/auth/me").status());
  }

  @Test
  void letsTheOperatorRunTheInstallationAndNothingElse() {
    ApiClient operator = ApiClient.with(TestServers.OPERATOR_KEY);

    assertEquals(200, operator.get("/api/v1/admin/tenants").status());
    assertEquals(403, operator.get(ALERT).status());
    assertEquals("operator", operator.get("/api/v1/auth/me").json().getString("userId"));
  }

  @Test
  void letsAnyoneSignInEvenWithAStaleToken() {
    ApiClient.Answer answer =
        ApiClient.with("a.b.c")
            .send("POST", "/api/v1/auth/sign-in", "{\"email\": \"a@b.c\", \"password\": \"x\"}");

    assertEquals(200, answer.status(), answer.text());
    assertEquals("anonymous", answer.json().getString("userId"));
  }

  @Test
  void takesNoServiceCredentialFromOutside() {
    ApiClient.Answer answer =
        ApiClient.send(
            ApiClient.with("")
                .request(ALERT)
                .header("x-tocsin-service", dev.tocsin.platform.test.As.serviceToken("alerting"))
                .header("x-tocsin-tenant", Doubles.ACME.toString()));

    assertEquals(401, answer.status());
  }

  @Test
  void neverMixesCallersThatCallAtTheSameTime() throws Exception {
    List<String> keys =
        IntStream.range(0, 16).mapToObj(i -> key(new UUID(7, i), Role.ROLE_VIEWER)).toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(64)) {
      List<CompletableFuture<Void>> calls =
          IntStream.range(0, 1024)
              .mapToObj(
                  i ->
                      CompletableFuture.runAsync(
                          () -> {
                            ApiClient.Answer answer =
                                ApiClient.with(keys.get(i % 16))
                                    .get("/api/v1/alerts/" + UUID.randomUUID());
                            assertEquals(200, answer.status(), answer.text());
                            assertEquals(
                                new UUID(7, i % 16).toString(), answer.json().getString("source"));
                          },
                          threads))
              .toList();
      calls.forEach(CompletableFuture::join);
    }
  }
}
