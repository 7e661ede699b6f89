package dev.tocsin.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

/** Pages of another origin, with {@code tocsin.cors.origins=https://ops.example.com}. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class CorsTest {
  private static final String KNOWN = "https://ops.example.com";
  private static final String STRANGE = "https://evil.example.com";
  private static final String ALERTS = "/api/v1/alerts";

  private final ApiClient owner = ApiClient.with(TestTokens.token(Doubles.ACME, "owner"));

  @Test
  void aPageOfAKnownOriginMayAskAndCall() {
    ApiClient.Answer asked = preflight(KNOWN);
    ApiClient.Answer called = ApiClient.send(owner.request(ALERTS).header("Origin", KNOWN));

    assertEquals(200, asked.status());
    assertEquals(KNOWN, asked.header("access-control-allow-origin"));
    assertTrue(asked.header("access-control-allow-methods").contains("PATCH"), asked::toString);
    assertTrue(asked.header("access-control-allow-headers").contains("x-api-key"), asked::toString);
    assertEquals(200, called.status());
    assertEquals(KNOWN, called.header("access-control-allow-origin"));
    assertTrue(called.header("access-control-expose-headers").contains("x-request-id"));
  }

  @Test
  void aPageOfAnotherOriginMayNot() {
    ApiClient.Answer asked = preflight(STRANGE);
    ApiClient.Answer called = ApiClient.send(owner.request(ALERTS).header("Origin", STRANGE));

    assertEquals("", asked.header("access-control-allow-origin"));
    assertEquals("", called.header("access-control-allow-origin"));
  }

  @Test
  void aToolThatIsNoPageIsNotConcerned() {
    ApiClient.Answer called = owner.get(ALERTS);

    assertEquals(200, called.status());
    assertEquals("", called.header("access-control-allow-origin"));
  }

  private static ApiClient.Answer preflight(String origin) {
    return ApiClient.send(
        HttpRequest.newBuilder(ApiClient.uri(ALERTS))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "PATCH")
            .header("Access-Control-Request-Headers", "x-api-key"));
  }
}
