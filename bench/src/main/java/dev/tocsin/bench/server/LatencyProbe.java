package dev.tocsin.bench.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.bench.load.Payload;
import dev.tocsin.bench.load.Sender;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long a page takes: from the webhook's departure to the arrival of the Slack message at the
 * look-alike.
 */
public final class LatencyProbe {
  private static final long WARM_UP_GAP = 60;

  /**
   * Milliseconds between two alerts: a page with its mail, its text message, its ticket and their
   * receipts, the look-alikes' part included, is over by then.
   */
  private static final long IDLE_GAP = 250;

  private static final String NAME = "BenchPage";
  private static final String FRAME = "{\"version\":\"4\",\"status\":\"firing\",\"alerts\":[%s]}";
  private static final String ALERT =
      """
      {"status":"firing","labels":{"alertname":"%1$s%2$s","severity":"critical"},\
      "annotations":{"summary":"%1$s%2$s"},"startsAt":"2026-01-01T00:00:00Z"}\
      """
          .formatted(NAME, Payload.HOLE);

  private final int port;
  private final Payload payload;
  private final Rest fakes;
  private final Map<String, Instant> sent = new HashMap<>();

  /** A probe of a server that is otherwise idle. */
  public LatencyProbe(Standalone server) throws IOException, InterruptedException {
    JsonNode demo = server.demo();
    String key = demo.path("webhooks").path("alertmanager").path("key").asText();
    this.port = server.port();
    this.payload =
        Payload.post(
            "/api/v1/webhooks/alertmanager",
            "127.0.0.1:" + port,
            "Authorization: Bearer " + key + "\r\n",
            FRAME,
            ALERT,
            1);
    this.fakes = new Rest(demo.path("fakes").path("wall").asText(), "");
  }

  /**
   * Sends alerts one at a time.
   *
   * @param warmUp how many before, not counted
   * @return the latencies in milliseconds, ascending
   */
  public List<Double> run(int warmUp, int count) throws IOException, InterruptedException {
    try (var sender = new Sender(port, payload)) {
      long first = System.currentTimeMillis() % 1_000_000 * 10_000;
      for (int i = 0; i < warmUp + count; i++) {
        sent.put(NAME + "%010d".formatted(first + i), sender.send(first + i));
        Thread.sleep(i < warmUp ? WARM_UP_GAP : IDLE_GAP);
        if (i == warmUp - 1) {
          Thread.sleep(5000);
          sent.clear();
        }
      }
    }
    List<Double> latencies = new ArrayList<>();
    for (int tries = 0; tries < 50 && latencies.size() < count; tries++) {
      Thread.sleep(200);
      latencies = arrived();
    }
    if (latencies.size() < count) {
      throw new IllegalStateException("%d of %d pages arrived".formatted(latencies.size(), count));
    }
    return latencies.stream().sorted().toList();
  }

  private List<Double> arrived() {
    Map<String, Double> latencies = new HashMap<>();
    for (JsonNode item : fakes.get("/inbox?channel=slack&limit=" + 2 * sent.size())) {
      String text = item.toString();
      Instant at = Instant.parse(item.path("at").asText());
      sent.forEach(
          (name, start) -> {
            if (text.contains(name)) {
              latencies.merge(name, Duration.between(start, at).toNanos() / 1e6, Math::min);
            }
          });
    }
    return new ArrayList<>(latencies.values());
  }
}
