package dev.tocsin.platform.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a caller who comes through the proxy in front sees of what is for tools inside. */
@Tag("own-settings")
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(value = InsideOnlyTest.BehindOne.class, restrictToAnnotatedClass = true)
class InsideOnlyTest {
  @TestHTTPResource URI server;

  /** One proxy stands in front. */
  public static final class BehindOne implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
      return Map.of("tocsin.rest.trusted-hops", "1");
    }

    @Override
    public void stop() {
      // Nothing was begun.
    }
  }

  @Test
  void nothingThroughTheProxyAndAllWithoutIt() throws Exception {
    for (String path : List.of("/metrics", "/readyz", "/status", "/metrics/", "/x/../status")) {
      assertEquals(404, status(path, "203.0.113.7"), path);
    }
    for (String path : List.of("/metrics", "/readyz", "/status")) {
      assertEquals(200, status(path, ""), path);
    }
    assertEquals(200, status("/ping", "203.0.113.7"));
    assertEquals(200, status("/healthz", "203.0.113.7"));
  }

  @Test
  void whatOnlyBeginsAlikeIsNotMeant() {
    assertTrue(InsideOnly.isInside("/q/openapi"));
    assertFalse(InsideOnly.isInside("/statuspage"));
    assertFalse(InsideOnly.isInside("/quiet-hours"));
  }

  private int status(String path, String forwarded) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(server.resolve("/") + path.substring(1)));
    if (!forwarded.isEmpty()) {
      request.header("X-Forwarded-For", forwarded);
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}
