package dev.tocsin.fakes.twilio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Posts signed forms to the customer. */
final class Webhooks {

  /** Twilio waits fifteen seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final HttpClient http;

  Webhooks(HttpClient http) {
    this.http = http;
  }

  /** Completes with {@code {"ok", "status", "body"}}, never exceptionally. */
  CompletableFuture<ObjectNode> post(String url, String token, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest request;
    try {
      request =
          HttpRequest.newBuilder(URI.create(url))
              .timeout(PATIENCE)
              .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
              .header("User-Agent", "TwilioProxy/1.1")
              .header("X-Twilio-Signature", TwilioSigner.sign(token, url, form))
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
    } catch (IllegalArgumentException wrong) {
      return CompletableFuture.completedFuture(answer(false, 0, "not an address: " + url));
    }
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .handle(
            (response, failed) ->
                response == null
                    ? answer(false, 0, "no answer: " + failed)
                    : answer(
                        response.statusCode() / 100 == 2, response.statusCode(), response.body()));
  }

  static ObjectNode answer(boolean ok, int status, String body) {
    return Json.object().put("ok", ok).put("status", status).put("body", body);
  }
}
