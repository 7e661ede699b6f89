package dev.tocsin.e2e.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * JSON over HTTP with one credential.
 *
 * @param address makes a whole URL of a path
 * @param key sent as {@code X-API-Key}; none when empty
 * @param headers sent with every call
 */
public record Rest(UnaryOperator<String> address, String key, Map<String, String> headers) {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(20))
          .build();

  /** Nobody's calls to one server. */
  public static Rest at(String base) {
    return new Rest(path -> base + path, "", Map.of());
  }

  public Rest as(String otherKey) {
    return new Rest(address, otherKey, headers);
  }

  /** With a session's token instead of a key. */
  public Rest bearing(String token) {
    return new Rest(address, "", Map.of("Authorization", "Bearer " + token));
  }

  public Rest with(String header, String value) {
    var more = new java.util.HashMap<>(headers);
    more.put(header, value);
    return new Rest(address, key, Map.copyOf(more));
  }

  public Answer get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  public Answer post(String path, Object body) {
    return send("POST", path, BodyPublishers.ofString(json(body)));
  }

  public Answer patch(String path, Object body) {
    return send("PATCH", path, BodyPublishers.ofString(json(body)));
  }

  public Answer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  /**
   * Sends any body.
   *
   * @throws UncheckedIOException when there is no answer within {@link Wait#PATIENCE}
   */
  public Answer send(String method, String path, HttpRequest.BodyPublisher body) {
    try {
      return answer(method, path, HTTP.send(request(method, path, body), text()));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path + " got no answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private HttpRequest request(String method, String path, HttpRequest.BodyPublisher body) {
    var request =
        HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : address.apply(path)))
            .timeout(Wait.PATIENCE)
            .method(method, body);
    if (!headers.containsKey("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    if (!key.isEmpty()) {
      request.header("X-API-Key", key);
    }
    headers.forEach(request::header);
    return request.build();
  }

  private static HttpResponse.BodyHandler<String> text() {
    return HttpResponse.BodyHandlers.ofString();
  }

  private static Answer answer(String method, String path, HttpResponse<String> response) {
    return new Answer(
        method + " " + path,
        response.statusCode(),
        response.body(),
        parse(response.body()),
        response.headers());
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  static String json(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + body, e);
    }
  }
}
