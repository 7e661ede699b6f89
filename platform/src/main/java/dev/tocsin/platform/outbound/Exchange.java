package dev.tocsin.platform.outbound;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request and its answer. Knows from which moment on the other side may have acted. */
final class Exchange {

  private final Vertx vertx;
  private final OutboundRequest request;
  private final int maxResponseBytes;
  private final Consumer<OutboundResponse> done;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean sent;
  private volatile @Nullable HttpClientRequest open;
  private long timer = -1;

  Exchange(
      Vertx vertx, OutboundRequest request, int maxResponseBytes, Consumer<OutboundResponse> done) {
    this.vertx = vertx;
    this.request = request;
    this.maxResponseBytes = maxResponseBytes;
    this.done = done;
  }

  void start(HttpClient client, RequestOptions options, long millis) {
    timer = vertx.setTimer(millis, fired -> fail("no answer within " + millis + " ms"));
    client.request(options).onSuccess(this::transmit).onFailure(this::fail);
  }

  private void transmit(HttpClientRequest connected) {
    open = connected;
    if (ended.get()) {
      connected.reset();
      return;
    }
    connected.exceptionHandler(this::fail);
    sent = true;
    (request.body() == null ? connected.send() : connected.send(Buffer.buffer(request.body())))
        .onSuccess(this::receive)
        .onFailure(this::fail);
  }

  private void receive(HttpClientResponse response) {
    Map<String, String> headers = new HashMap<>();
    response
        .headers()
        .forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
    Buffer body = Buffer.buffer();
    response.exceptionHandler(this::fail);
    response.handler(
        chunk -> {
          body.appendBuffer(chunk);
          if (body.length() > maxResponseBytes) {
            byte[] kept = body.getBytes(0, maxResponseBytes);
            end(new OutboundResponse.Answered(response.statusCode(), headers, kept, true));
            response.request().reset();
          }
        });
    response.endHandler(
        end ->
            end(
                new OutboundResponse.Answered(
                    response.statusCode(), headers, body.getBytes(), false)));
  }

  private void fail(Throwable failure) {
    String message = failure.getMessage() == null ? "" : ": " + failure.getMessage();
    fail(failure.getClass().getSimpleName() + message);
  }

  private void fail(String what) {
    String reason = request.uri().getHost() + ": " + what;
    if (end(
        sent
            ? new OutboundResponse.Unanswered(reason)
            : new OutboundResponse.NotSent(reason, false))) {
      HttpClientRequest unfinished = open;
      if (unfinished != null) {
        unfinished.reset();
      }
    }
  }

  private boolean end(OutboundResponse outcome) {
    if (!ended.compareAndSet(false, true)) {
      return false;
    }
    vertx.cancelTimer(timer);
    done.accept(outcome);
    return true;
  }
}
