package dev.tocsin.notification.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.notification.testing.Acme;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** A client of the WebSocket that keeps what it was told. */
final class Listener implements WebSocket.Listener {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final List<JsonNode> messages = new CopyOnWriteArrayList<>();
  final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();
  private final boolean reading;
  private WebSocket socket;

  private Listener(boolean reading) {
    this.reading = reading;
  }

  static Listener open(String after, UnaryOperator<WebSocket.Builder> how) {
    return open(after, how, true);
  }

  /** One that is told that it is ready and then takes nothing from the wire until {@link #read}. */
  static Listener open(String after, UnaryOperator<WebSocket.Builder> how, boolean reading) {
    Listener listener = new Listener(reading);
    URI uri =
        URI.create(
            "ws://localhost:"
                + Acme.port()
                + "/api/v1/ws"
                + (after.isEmpty() ? "" : "?after=" + after));
    listener.socket = how.apply(HTTP.newWebSocketBuilder()).buildAsync(uri, listener).join();
    return listener;
  }

  @Override
  public void onOpen(WebSocket webSocket) {
    webSocket.request(reading ? Long.MAX_VALUE : 1);
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      try {
        messages.add(new ObjectMapper().readTree(text.toString()));
      } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
      text.setLength(0);
    }
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    closed.completeExceptionally(error);
  }

  void say(String message) {
    socket.sendText(message, true).join();
  }

  void read() {
    socket.request(Long.MAX_VALUE);
  }

  void close() {
    socket.abort();
  }

  List<JsonNode> events() {
    return messages.stream().filter(m -> m.path("type").asText().equals("event")).toList();
  }

  List<String> ids() {
    return events().stream().map(m -> m.path("id").asText()).toList();
  }

  /** Kinds of what happened to a delivery, in the order in which they were told. */
  List<String> kinds(String delivery) {
    return events().stream()
        .map(m -> m.path("event"))
        .filter(e -> e.path("deliveryId").asText().equals(delivery))
        .map(e -> e.path("kind").asText())
        .toList();
  }

  Listener awaitReady() {
    await(() -> messages.stream().anyMatch(m -> m.path("type").asText().equals("ready")));
    return this;
  }

  void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "Still not so after 60 s: " + messages.size() + " messages, closed: " + closed);
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
