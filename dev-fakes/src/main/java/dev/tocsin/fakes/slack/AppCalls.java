package dev.tocsin.fakes.slack;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends to an app what Slack sends, signed, and sees whether Slack would be content. */
final class AppCalls {

  static final String FORM = "application/x-www-form-urlencoded";
  static final String JSON = "application/json";

  /** Slack waits this long for an app's answer. */
  private static final long PATIENCE_MS = 3_000;

  private static final Duration GIVE_UP = Duration.ofSeconds(10);

  private final HttpClient http;

  AppCalls(HttpClient http) {
    this.http = http;
  }

  /**
   * Sends a body; completes with what came of it, never exceptionally.
   *
   * @param tamper what is wrong with it, or null
   * @param signedAt the time that the signature names
   */
  CompletableFuture<PressResult> send(
      SlackApp app,
      String url,
      String type,
      String body,
      Press.@Nullable Tamper tamper,
      Instant signedAt) {
    return send(app, url, type, body, tamper, signedAt, Map.of());
  }

  /** The same with header fields beside those of each request. */
  CompletableFuture<PressResult> send(
      SlackApp app,
      String url,
      String type,
      String body,
      Press.@Nullable Tamper tamper,
      Instant signedAt,
      Map<String, String> headers) {
    long timestamp = signedAt.getEpochSecond();
    String secret = app.signingSecret() + (tamper == Press.Tamper.SIGNATURE ? "x" : "");
    String sent = tamper == Press.Tamper.BODY ? tampered(body) : body;
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(GIVE_UP)
            .header("Content-Type", type)
            .header("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
            .header("X-Slack-Request-Timestamp", Long.toString(timestamp))
            .POST(HttpRequest.BodyPublishers.ofString(sent));
    headers.forEach(builder::header);
    if (tamper != Press.Tamper.UNSIGNED) {
      builder.header("X-Slack-Signature", Signature.of(secret, timestamp, body));
    }
    return send(builder.build());
  }

  /** One letter is another one: still well-formed. */
  private static String tampered(String body) {
    int at = body.indexOf("type") < 0 ? body.indexOf("text") : body.indexOf("type");
    return body.substring(0, at + 3) + "3" + body.substring(at + 4);
  }

  private CompletableFuture<PressResult> send(HttpRequest request) {
    long started = System.nanoTime();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .handle(
            (response, failed) -> {
              long elapsed = (System.nanoTime() - started) / 1_000_000;
              if (response == null) {
                return new PressResult(false, 0, silence(request, failed), elapsed);
              }
              boolean ok = response.statusCode() / 100 == 2 && elapsed <= PATIENCE_MS;
              return new PressResult(ok, response.statusCode(), response.body(), elapsed);
            });
  }

  private static String silence(HttpRequest request, Throwable failed) {
    Throwable cause = failed.getCause() == null ? failed : failed.getCause();
    return "no answer from " + request.uri() + ": " + cause.getClass().getSimpleName();
  }
}
