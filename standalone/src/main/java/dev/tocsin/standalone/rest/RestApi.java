package dev.tocsin.standalone.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/**
 * JSON over HTTP with one credential.
 *
 * @param base where paths are resolved, without a trailing slash
 * @param credential bearer token or API key; none when empty
 */
public record RestApi(HttpClient http, String base, String credential) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The same server as somebody else. */
  public RestApi as(String other) {
    return new RestApi(http, base, other);
  }

  /** Another server with the same credential. */
  public RestApi at(String other) {
    return new RestApi(http, other, credential);
  }

  /** Sends a JSON object and reads the answer. */
  public JsonNode post(String path, Map<String, ?> body) {
    return exchange("POST", path, body);
  }

  /** Reads. */
  public JsonNode get(String path) {
    return exchange("GET", path, Map.of());
  }

  /** Deletes. */
  public void delete(String path) {
    exchange("DELETE", path, Map.of());
  }

  private JsonNode exchange(String method, String path, Map<String, ?> body) {
    var answer = send(method, path, body);
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(
          "%s %s%s answered %d: %s"
              .formatted(method, base, path, answer.statusCode(), answer.body()));
    }
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException(
          "%s %s%s did not answer JSON".formatted(method, base, path), e);
    }
  }

  private HttpResponse<String> send(String method, String path, Map<String, ?> body) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(base + path))
              .timeout(Duration.ofSeconds(20))
              .header("Content-Type", "application/json");
      if (!credential.isEmpty()) {
        request.header("Authorization", "Bearer " + credential);
      }
      var content =
          body.isEmpty()
              ? HttpRequest.BodyPublishers.noBody()
              : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
      return http.send(
          request.method(method, content).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("%s %s%s failed: %s".formatted(method, base, path, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
