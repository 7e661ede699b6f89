package dev.tocsin.platform.health;

import dev.tocsin.platform.time.TocsinClock;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What runs here: {@code GET /status} and {@code GET /ping}. */
@Singleton
class StatusRoutes {
  private final TocsinClock clock;
  private final Instant started;
  private final String name;
  private final String version;
  private final String commit;

  StatusRoutes(
      TocsinClock clock,
      @ConfigProperty(name = "quarkus.application.name", defaultValue = "tocsin") String name,
      @ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown")
          String version,
      @ConfigProperty(name = "tocsin.commit") Optional<String> commit) {
    this.clock = clock;
    this.started = clock.now();
    this.name = name;
    this.version = version;
    this.commit = commit.filter(c -> !c.isBlank()).orElseGet(StatusRoutes::builtFrom);
  }

  void routes(@Observes Router router) {
    router.get("/ping").handler(http -> http.response().end("pong"));
    router.get("/status").handler(this::status);
  }

  private void status(RoutingContext http) {
    Instant now = clock.now();
    http.response()
        .putHeader("Content-Type", "application/json")
        .end(
            new JsonObject()
                .put("name", name)
                .put("version", version)
                .put("commit", commit)
                .put("started", started.toString())
                .put("uptime_seconds", Math.max(0, Duration.between(started, now).toSeconds()))
                .toBuffer());
  }

  /** The commit that the build wrote down. */
  private static String builtFrom() {
    try (InputStream in = StatusRoutes.class.getResourceAsStream("/META-INF/tocsin/commit")) {
      String commit =
          in == null ? "" : new String(in.readAllBytes(), StandardCharsets.US_ASCII).trim();
      return commit.matches("[0-9a-f]{7,64}") ? commit : "unknown";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
