package dev.tocsin.platform.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class HealthTest {

  private static HttpResponse<String> get(String path) throws Exception {
    String base = ConfigProvider.getConfig().getValue("test.url", String.class);
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(
            HttpRequest.newBuilder(URI.create(base + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void livesAndIsReady() throws Exception {
    HttpResponse<String> lives = get("/healthz");
    HttpResponse<String> ready = get("/readyz");

    assertEquals(200, lives.statusCode());
    assertEquals("UP", new JsonObject(lives.body()).getString("status"));
    assertEquals(200, ready.statusCode(), ready.body());
    assertTrue(ready.body().replace(" ", "").contains("\"redis\":\"up\""), ready.body());
  }

  @Test
  void tellsWhatRuns() throws Exception {
    JsonObject status = new JsonObject(get("/status").body());

    assertEquals("pong", get("/ping").body());
    assertTrue(status.getString("version").startsWith("0."), status.encode());
    assertTrue(status.getString("commit").matches("[0-9a-f]{40}|unknown"), status.encode());
    assertTrue(status.getLong("uptime_seconds") >= 0);
  }

  @Test
  void showsTheDocumentOfTheApi() throws Exception {
    assertTrue(get("/api/docs").body().startsWith("<!doctype html>"));
    assertTrue(get("/api/docs/openapi.yaml").body().startsWith("openapi: \"3.1.0\""));
    assertEquals(
        "3.1.0", new JsonObject(get("/api/docs/openapi.json").body()).getString("openapi"));
  }

  @Test
  void countsRequestsByPathOfTheContract() throws Exception {
    get("/api/v1/alerts/0190a000-0000-7000-8000-000000000001");
    get("/api/v1/whatever");

    String metrics = get("/metrics").body();

    assertTrue(
        metrics.contains(
            "tocsin_api_request_duration_seconds_count{method=\"GET\","
                + "path=\"/api/v1/alerts/{id}\",status=\"401\"}"),
        metrics.lines().filter(l -> l.startsWith("tocsin_api")).toList().toString());
    assertTrue(metrics.contains("path=\"other\",status=\"404\""));
    assertTrue(metrics.contains("tocsin_redis_up"));
  }
}
