package dev.tocsin.alerting.ingest;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Sends webhooks to the service under test. */
record Webhook(URI base, String key) {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Status and body of an answer. */
  record Reply(int status, String text, Map<String, java.util.List<String>> headers) {

    JsonObject json() {
      return new JsonObject(text);
    }

    JsonObject alert(int i) {
      return json().getJsonArray("alerts").getJsonObject(i);
    }

    String outcome() {
      return alert(0).getString("outcome");
    }
  }

  Reply post(JsonObject body, String... headers) {
    return post(body.encode(), headers);
  }

  Reply post(String body, String... headers) {
    return post("/api/v1/webhooks/alertmanager", body.getBytes(StandardCharsets.UTF_8), headers);
  }

  Reply post(String path, byte[] body, String... headers) {
    try {
      return reply(HTTP.send(request(path, body, headers), BodyHandlers.ofString()));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(path, e);
    }
  }

  CompletableFuture<Reply> postAtOnce(JsonObject body) {
    return HTTP.sendAsync(
            request(
                "/api/v1/webhooks/alertmanager", body.encode().getBytes(StandardCharsets.UTF_8)),
            BodyHandlers.ofString())
        .thenApply(Webhook::reply);
  }

  private HttpRequest request(String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).POST(BodyPublishers.ofByteArray(body));
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return request.build();
  }

  private static Reply reply(HttpResponse<String> response) {
    return new Reply(response.statusCode(), response.body(), response.headers().map());
  }

  /** A payload of these alerts. */
  static JsonObject payload(JsonObject... alerts) {
    JsonArray list = new JsonArray();
    for (JsonObject alert : alerts) {
      list.add(alert);
    }
    return new JsonObject().put("version", "4").put("alerts", list);
  }

  static JsonObject firing(String fingerprint, String startsAt) {
    return alert(fingerprint, "firing", startsAt).put("endsAt", "0001-01-01T00:00:00Z");
  }

  static JsonObject over(String fingerprint, String startsAt, String endsAt) {
    return alert(fingerprint, "resolved", startsAt).put("endsAt", endsAt);
  }

  private static JsonObject alert(String fingerprint, String status, String startsAt) {
    return new JsonObject()
        .put("status", status)
        .put("fingerprint", fingerprint)
        .put("startsAt", startsAt)
        .put(
            "labels",
            new JsonObject()
                .put("alertname", fingerprint)
                .put("severity", "critical")
                .put("team", "db"))
        .put("annotations", new JsonObject().put("summary", "It is down"));
  }
}
