package dev.tocsin.bench.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.bench.load.Payload;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What the ingest load goes through: the tenant's key check, twenty routes of which the last one
 * matches, and a policy whose first step waits a day, so that what is measured is taking alerts in
 * and not paging for them.
 */
public final class IngestTenant {
  private static final int ROUTES = 20;
  private static final String ALERT =
      """
      {"status":"firing","labels":{"alertname":"BenchLatencyHigh","severity":"minor","team":"bench","service":"checkout",\
      "instance":"host-##########","cluster":"eu-1"},"annotations":{"summary":"p99 of host-########## is above 2 s",\
      "runbook":"https://runbooks.example/latency"},"startsAt":"2026-01-01T00:00:00Z","endsAt":"0001-01-01T00:00:00Z",\
      "generatorURL":"http://prometheus.example/graph"}\
      """;

  private final int port;
  private final String key;

  private IngestTenant(int port, String key) {
    this.port = port;
    this.key = key;
  }

  /** Adds the routes, the policy and an integration to the demo tenant. */
  public static IngestTenant make(Standalone server) throws IOException, InterruptedException {
    String admin = server.demo().path("api_keys").path("admin").asText();
    var rest = new Rest("http://127.0.0.1:" + server.port(), admin);
    String someone = rest.get("/api/v1/users").path("users").get(0).path("id").asText();
    JsonNode policy =
        rest.post(
            "/api/v1/escalation-policies",
            Map.of(
                "name",
                "Bench",
                "steps",
                List.of(Map.of("wait", "86400s", "targets", List.of(Map.of("userId", someone))))));
    int there = rest.get("/api/v1/routes").path("routes").size();
    for (int i = there; i < ROUTES; i++) {
      String condition =
          i == ROUTES - 1
              ? "labels.team == 'bench' && severity in ['minor', 'major']"
              : "labels.team == 'team-%d' && labels.service.startsWith('svc') && severity != 'info'"
                  .formatted(i);
      rest.post(
          "/api/v1/routes",
          Map.of(
              "name",
              "Bench " + i,
              "position",
              i == ROUTES - 1 ? 9 : 1,
              "condition",
              condition,
              "policyId",
              policy.path("id").asText()));
    }
    String key =
        rest.post("/api/v1/integrations", Map.of("name", "Bench", "source", "alertmanager"))
            .path("key")
            .asText();
    return new IngestTenant(server.port(), key);
  }

  /** A webhook as Alertmanager sends it, with so many alerts. */
  public Payload payload(int alerts) {
    return Payload.post(
        "/api/v1/webhooks/alertmanager",
        "127.0.0.1:" + port,
        "Authorization: Bearer " + key + "\r\n",
        "{\"version\":\"4\",\"groupKey\":\"{}:{}\",\"status\":\"firing\",\"receiver\":\"bench\",\"groupLabels\":{},"
            + "\"commonLabels\":{},\"commonAnnotations\":{},\"externalURL\":\"http://am.example\",\"alerts\":[%s]}",
        ALERT,
        alerts);
  }
}
