package dev.tocsin.alerting.support;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;

/** The service over REST, as one caller. */
public record Rest(URI base, String key) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** As a caller of this role. */
  public static Rest as(URI base, String role, UUID tenant) {
    return new Rest(base, RoleKeys.of(role, tenant));
  }

  /** Status and body of an answer. */
  public record Reply(int status, JsonObject body) {}

  public Reply get(String path) {
    return send("GET", path, null);
  }

  public Reply post(String path, JsonObject body) {
    return send("POST", path, body);
  }

  public Reply patch(String path, JsonObject body) {
    return send("PATCH", path, body);
  }

  public Reply delete(String path) {
    return send("DELETE", path, null);
  }

  private Reply send(String method, String path, JsonObject body) {
    try {
      HttpResponse<String> response =
          HTTP.send(
              HttpRequest.newBuilder(base.resolve(path))
                  .header("X-API-Key", key)
                  .header("Content-Type", "application/json")
                  .method(
                      method,
                      body == null
                          ? HttpRequest.BodyPublishers.noBody()
                          : HttpRequest.BodyPublishers.ofString(body.encode()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      String text = response.body();
      return new Reply(
          response.statusCode(), text.isBlank() ? new JsonObject() : new JsonObject(text));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(method + " " + path, e);
    }
  }
}
