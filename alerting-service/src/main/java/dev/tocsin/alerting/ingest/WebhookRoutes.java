package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.source.InboundSource;
import dev.tocsin.alerting.source.InboundSources;
import dev.tocsin.alerting.source.TooManyAlerts;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.http.HttpError;
import dev.tocsin.platform.http.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks over HTTP: {@code POST} or {@code PUT /api/v1/webhooks/{source}}, and two paths that
 * other products taught people. Refusals are problem+json.
 */
@Singleton
class WebhookRoutes {

  private static final int LONGEST_IDEMPOTENCY_KEY = 255;
  private static final String BODY = "tocsin.webhook.body";

  private final AlertFlow flow;
  private final IngestConfig config;
  private final IngestMetrics metrics;
  private final Kept kept;
  private final InboundSources sources;

  WebhookRoutes(
      AlertFlow flow,
      IngestConfig config,
      IngestMetrics metrics,
      Kept kept,
      InboundSources sources) {
    this.flow = flow;
    this.config = config;
    this.metrics = metrics;
    this.kept = kept;
    this.sources = sources;
  }

  void routes(@Observes Router router) {
    for (String path : List.of("/api/v1/webhooks/:source", "/api/webhooks/:source")) {
      // Grafana can be told to send with PUT.
      router
          .route(path)
          .method(HttpMethod.POST)
          .method(HttpMethod.PUT)
          .handler(http -> receive(http, http.pathParam("source")));
    }
    router.post("/webhook/alertmanager").handler(http -> receive(http, "alertmanager"));
  }

  private void receive(RoutingContext http, String name) {
    Context context = Vertx.currentContext();
    HttpServerRequest request = http.request();
    body(request, name)
        .invoke(body -> http.put(BODY, body))
        .map(body -> json(request, body, source(name)))
        .invoke(body -> http.put(BODY, body))
        .flatMap(
            body ->
                flow.receive(
                    new Delivery(
                        source(name), WebhookKey.of(request), body, idempotencyKey(request))))
        .subscribe()
        .with(
            answer -> context.runOnContext(go -> answer(http, answer)),
            failure -> context.runOnContext(go -> refuse(http, name, failure)));
  }

  /** What is wrong whatever the body says is told before the body is received. */
  private Uni<byte[]> body(HttpServerRequest request, String name) {
    try {
      source(name);
      idempotencyKey(request);
    } catch (RuntimeException refused) {
      return Uni.createFrom().failure(refused);
    }
    return WebhookBody.receive(request, config.maxBody());
  }

  private static byte[] json(HttpServerRequest request, byte[] body, InboundSource source) {
    return source.takesForms() && FormBody.isForm(request, body) ? FormBody.json(body) : body;
  }

  private InboundSource source(String name) {
    return sources
        .find(name)
        .orElseThrow(
            () ->
                new HttpError(
                    404,
                    "unknown-source",
                    "Unknown source",
                    "no source is called '"
                        + name
                        + "'; known: "
                        + String.join(", ", sources.names())));
  }

  private static Optional<String> idempotencyKey(HttpServerRequest request) {
    @Nullable String key = request.getHeader("Idempotency-Key");
    if (key == null) {
      return Optional.empty();
    }
    if (key.isBlank() || key.length() > LONGEST_IDEMPOTENCY_KEY) {
      throw Invalid.field(
          "Idempotency-Key",
          "has 1 to " + LONGEST_IDEMPOTENCY_KEY + " characters, not " + key.length());
    }
    return Optional.of(key);
  }

  private static void answer(RoutingContext http, Answer answer) {
    if (http.response().closed() || http.response().ended()) {
      return;
    }
    http.response().putHeader("Content-Type", "application/json");
    if (answer.replayed()) {
      http.response().putHeader("Idempotent-Replayed", "true");
    }
    http.response().end(answer.json());
  }

  private void refuse(RoutingContext http, String source, Throwable failure) {
    if (http.response().closed()) {
      return;
    }
    Throwable told =
        failure instanceof TooManyAlerts many
            ? new HttpError(
                413, "too-many-alerts", "Too many alerts", String.valueOf(many.getMessage()))
            : failure;
    Problems.write(http, told);
    int status = http.response().getStatusCode();
    metrics.refused(status);
    byte[] body = http.get(BODY);
    kept.refused(
        WebhookKey.of(http.request()),
        source,
        body == null ? new byte[0] : body,
        status,
        String.valueOf(told.getMessage()));
  }
}
