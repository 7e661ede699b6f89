package dev.tocsin.ticketing.provider.jira;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.platform.outbound.OutboundHttp;
import dev.tocsin.platform.outbound.OutboundRequest;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Sends requests to Jira's REST API and reads what it says. */
@Singleton
class JiraApi {
  private final OutboundHttp http;
  private final TocsinClock clock;

  JiraApi(OutboundHttp http, TocsinClock clock) {
    this.http = http;
    this.clock = clock;
  }

  /**
   * @param what what is asked, as people read it, for the error
   */
  Uni<Reply> get(JiraConfig config, String path, String what) {
    return send(config, OutboundRequest.get(config.api(path), headers(config)), what);
  }

  Uni<Reply> post(JiraConfig config, String path, JsonNode body, String what) {
    Map<String, String> headers = headers(config);
    headers.put("content-type", "application/json");
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    return send(config, OutboundRequest.post(config.api(path), headers, bytes), what);
  }

  private Uni<Reply> send(JiraConfig config, OutboundRequest request, String what) {
    return http.send(request).map(response -> JiraErrors.read(config, response, what, clock.now()));
  }

  /** Goes on with the body of a good reply; a bad one stays as it is. */
  static Uni<Reply> then(Uni<Reply> reply, Function<JsonNode, Uni<Reply>> next) {
    return reply.chain(
        said ->
            said instanceof Reply.Good good
                ? next.apply(good.body())
                : Uni.createFrom().item(said));
  }

  /** A part of a path or of a query. */
  static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Map<String, String> headers(JiraConfig config) {
    Map<String, String> headers = new HashMap<>();
    headers.put("accept", "application/json");
    headers.put("user-agent", "Tocsin");
    // Data Center refuses what looks like a browser's form without it.
    headers.put("x-atlassian-token", "no-check");
    headers.put("authorization", authorization(config));
    return headers;
  }

  private static String authorization(JiraConfig config) {
    if (!config.cloud()) {
      return "Bearer " + config.token();
    }
    String pair = config.email() + ":" + config.token();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
