package dev.tocsin.platform.rest;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.eclipse.microprofile.config.ConfigProvider;

/** A plain HTTP client of the server under test. */
final class ApiClient {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String credential;

  private ApiClient(String credential) {
    this.credential = credential;
  }

  static ApiClient with(String credential) {
    return new ApiClient(credential);
  }

  record Answer(int status, String text, HttpResponse<String> raw) {
    JsonObject json() {
      return new JsonObject(text);
    }

    String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }

    JsonObject violation(int i) {
      return json().getJsonArray("violations").getJsonObject(i);
    }
  }

  static URI uri(String path) {
    return URI.create(ConfigProvider.getConfig().getValue("test.url", String.class) + path);
  }

  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (!credential.isEmpty()) {
      request.header("Authorization", "Bearer " + credential);
    }
    return request;
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  Answer send(String method, String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  static Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body(), answer);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static HttpClient http() {
    return HTTP;
  }
}
