package dev.tocsin.bench.server;

import dev.tocsin.bench.load.LoadGenerator;
import dev.tocsin.bench.load.Payload;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How long it takes until a storm is handed over: thousands of escalation steps, each of a group of
 * its own, that all come due at one moment. Alerts are taken in whose policy waits an hour; then
 * the demo's clock is moved by that hour. A step counts when its page is queued in the part that
 * sends, and that it fired is committed.
 */
public final class HandoverProbe {
  private static final int PER_REQUEST = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String FIRED = "tocsin_alerts_escalated_total{tier=\"1\"} ";
  private static final String FRAME =
      "{\"version\":\"4\",\"status\":\"firing\",\"receiver\":\"bench\",\"alerts\":[%s]}";
  private static final String ALERT =
      """
      {"status":"firing","labels":{"alertname":"BenchStorm","severity":"minor","team":"storm","instance":"host-##########"},\
      "annotations":{"summary":"host-########## is down"},"startsAt":"2026-01-01T00:00:00Z"}\
      """;

  private final int port;
  private final Rest rest;
  private final Payload payload;

  private HandoverProbe(int port, Rest rest, Payload payload) {
    this.port = port;
    this.rest = rest;
    this.payload = payload;
  }

  /** Adds a policy that waits an hour, its route and an integration to the demo tenant. */
  public static HandoverProbe make(Standalone server) throws IOException, InterruptedException {
    String admin = server.demo().path("api_keys").path("admin").asText();
    var rest = new Rest("http://127.0.0.1:" + server.port(), admin);
    String someone = rest.get("/api/v1/users").path("users").get(0).path("id").asText();
    for (var user : rest.get("/api/v1/users").path("users")) {
      boolean ada = user.path("name").asText().startsWith("Ada");
      someone = ada ? user.path("id").asText() : someone;
    }
    var step =
        Map.of(
            "wait",
            "3600s",
            "channels",
            List.of("slack"),
            "targets",
            List.of(Map.of("userId", someone)));
    String policy =
        rest.post(
                "/api/v1/escalation-policies",
                Map.of("name", "Bench storm", "steps", List.of(step)))
            .path("id")
            .asText();
    rest.post(
        "/api/v1/routes",
        Map.of(
            "name",
            "Bench storm",
            "position",
            1,
            "condition",
            "labels.team == 'storm'",
            "policyId",
            policy));
    String key =
        rest.post("/api/v1/integrations", Map.of("name", "Bench storm", "source", "alertmanager"))
            .path("key")
            .asText();
    return new HandoverProbe(
        server.port(),
        rest,
        Payload.post(
            "/api/v1/webhooks/alertmanager",
            "127.0.0.1:" + server.port(),
            "Authorization: Bearer " + key + "\r\n",
            FRAME,
            ALERT,
            PER_REQUEST));
  }

  /** Seconds from the moment when so many steps are due until all of them are handed over. */
  public double seconds(int steps) throws InterruptedException {
    LoadGenerator.send(port, payload, steps / PER_REQUEST);
    double before = fired();
    long start = System.nanoTime();
    rest.post("/internal/test/clock", Map.of("advance", "PT1H"));
    while (fired() < before + steps) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "%.0f of %d steps were handed over in %s".formatted(fired() - before, steps, PATIENCE));
      }
      Thread.sleep(50);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private double fired() {
    return rest.text("/metrics")
        .lines()
        .filter(line -> line.startsWith(FIRED))
        .mapToDouble(line -> Double.parseDouble(line.substring(FIRED.length())))
        .findFirst()
        .orElse(0);
  }
}
