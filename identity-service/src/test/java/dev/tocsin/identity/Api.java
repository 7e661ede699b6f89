package dev.tocsin.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** Calls the REST API as one caller. */
public record Api(String baseUrl, String credential) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** An answer: its status, its body if it is JSON, its headers. */
  public record Reply(int status, JsonObject body, HttpResponse<String> raw) {

    /** The body, of an answer with this status; fails with the whole answer otherwise. */
    public JsonObject expect(int wanted) {
      assertEquals(wanted, status, () -> raw.request() + " answered " + raw.body());
      return body;
    }
  }

  /** The same API as another caller. */
  public Api as(String other) {
    return new Api(baseUrl, other);
  }

  public Reply get(String path) {
    return send("GET", path, Optional.empty());
  }

  public Reply post(String path, JsonObject body) {
    return send("POST", path, Optional.of(body));
  }

  public Reply patch(String path, JsonObject body) {
    return send("PATCH", path, Optional.of(body));
  }

  public Reply put(String path, JsonObject body) {
    return send("PUT", path, Optional.of(body));
  }

  public Reply delete(String path) {
    return send("DELETE", path, Optional.empty());
  }

  public Reply send(String method, String path, Optional<JsonObject> body) {
    var request =
        HttpRequest.newBuilder(URI.create(baseUrl + path))
            .method(
                method,
                body.map(json -> BodyPublishers.ofString(json.encode()))
                    .orElseGet(BodyPublishers::noBody))
            .header("Content-Type", "application/json");
    if (!credential.isEmpty()) {
      request.header("Authorization", "Bearer " + credential);
    }
    try {
      HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
      boolean json = answer.body().startsWith("{");
      return new Reply(
          answer.statusCode(), json ? new JsonObject(answer.body()) : new JsonObject(), answer);
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
