package dev.tocsin.fakes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.fakes.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** A plain HTTP client: what a stranger's program would do. */
public final class Http {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private HttpResponse<String> sent(HttpRequest request) {
    try {
      return send(request);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  public HttpResponse<String> get(String url) {
    return sent(HttpRequest.newBuilder(URI.create(url)).build());
  }

  public JsonNode getJson(String url) {
    return Json.parse(get(url).body()).orElseThrow();
  }

  public HttpResponse<String> delete(String url) {
    return sent(HttpRequest.newBuilder(URI.create(url)).DELETE().build());
  }

  public HttpResponse<String> post(String url, String json) {
    return sent(json(url, json).build());
  }

  public static HttpRequest.Builder json(String url, String json) {
    return HttpRequest.newBuilder(URI.create(url))
        .timeout(Duration.ofSeconds(60))
        .header("Content-Type", "application/json; charset=utf-8")
        .POST(HttpRequest.BodyPublishers.ofString(json));
  }

  public static HttpRequest.Builder form(String url, Map<String, String> values) {
    String body =
        values.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(URI.create(url))
        .timeout(Duration.ofSeconds(60))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }
}
