package dev.tocsin.deploy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Stands behind the proxy in a service's place. It answers with its name, the path and some headers
 * as they arrived; {@code /alerts/events} at the end of a path is a stream whose second event waits
 * for {@link #goOn}; a WebSocket gets back what it sends.
 */
final class FakeService implements AutoCloseable {
  private final String name;
  private final HttpServer server;
  private final CompletableFuture<Void> goesOn = new CompletableFuture<>();

  FakeService(Vertx vertx, String name) {
    this.name = name;
    try {
      this.server =
          vertx
              .createHttpServer()
              .webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage))
              .requestHandler(this::answer)
              .listen(0, "127.0.0.1")
              .toCompletionStage()
              .toCompletableFuture()
              .get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  String address() {
    return "127.0.0.1:" + server.actualPort();
  }

  /** Lets the streams send their second event. */
  void goOn() {
    goesOn.complete(null);
  }

  private void answer(HttpServerRequest request) {
    if (request.path().endsWith("/alerts/events")) {
      request
          .response()
          .setChunked(true)
          .putHeader("Content-Type", "text/event-stream")
          .putHeader("X-Accel-Buffering", "no")
          .write("data: first\n\n");
      goesOn.thenRun(() -> request.response().end("data: second\n\n"));
      return;
    }
    request.bodyHandler(
        body ->
            request
                .response()
                .putHeader("Content-Type", "text/plain")
                .end(
                    String.join(
                        "\n",
                        name,
                        request.method() + " " + request.uri(),
                        "host " + request.getHeader("Host"),
                        "for " + request.getHeader("X-Forwarded-For"),
                        "tenant " + request.getHeader("X-Tocsin-Tenant"),
                        "key " + request.getHeader("X-API-Key"),
                        "bytes " + body.length())));
  }

  @Override
  public void close() {
    server.close();
  }
}
