package dev.tocsin.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A client that would rather speak HTTP/2 and says so, as Java's does unless it is told not to. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class UpgradeTest {

  @Test
  void isAnsweredInFullAtItsFirstRequest() throws Exception {
    for (int i = 0; i < 10; i++) {
      try (HttpClient http = HttpClient.newHttpClient()) {
        assertEquals(Doubles.LARGE.length(), large(http).length());
      }
    }
  }

  @Test
  void isAnsweredInFullAtItsLaterRequests() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (int i = 0; i < 10; i++) {
        assertEquals(Doubles.LARGE.length(), large(http).length());
      }
    }
  }

  @Test
  void isReadInFullToo() throws Exception {
    String description = "y".repeat(300_000);
    HttpRequest request =
        ApiClient.with(TestTokens.token(Doubles.ACME, "owner"))
            .request("/api/v1/users/0190a000-0000-7000-8000-000000000002?updateMask=name")
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .method(
                "PATCH", HttpRequest.BodyPublishers.ofString("{\"name\": \"" + description + "\"}"))
            .build();

    for (int i = 0; i < 5; i++) {
      try (HttpClient http = HttpClient.newHttpClient()) {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(400, answer.statusCode());
        assertEquals(
            "user.name",
            new JsonObject(answer.body())
                .getJsonArray("violations")
                .getJsonObject(0)
                .getString("field"));
      }
    }
  }

  private static String large(HttpClient http) throws IOException, InterruptedException {
    String id = "33333333" + UUID.randomUUID().toString().substring(8);
    HttpRequest request =
        ApiClient.with(TestTokens.token(Doubles.ACME, "viewer"))
            .request("/api/v1/alerts/" + id)
            .timeout(Duration.ofSeconds(60))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(HttpClient.Version.HTTP_2, answer.version());
    return new JsonObject(answer.body()).getString("title");
  }
}
