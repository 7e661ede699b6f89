package dev.tocsin.platform.rest;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.tocsin.platform.http.Problem;
import dev.tocsin.platform.http.Problems;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a method that streams: Server-Sent Events (WHATWG HTML). A message is one event
 * whose {@code id} is its field {@code id}, so that a reader that comes back with {@code
 * Last-Event-ID} goes on where it left off. A failure after the start is an event {@code error}.
 */
final class EventStream implements RestCall.Answer {
  private final RoutingContext http;
  private final RestConfig config;
  private final String requestId;
  private final Queue<Buffer> pending = new ArrayDeque<>();
  private @Nullable RestCall call;
  private long timer = -1;
  private boolean open;

  EventStream(RoutingContext http, RestConfig config, String requestId) {
    this.http = http;
    this.config = config;
    this.requestId = requestId;
  }

  void serves(RestCall started) {
    call = started;
  }

  @Override
  public void begun() {
    open();
  }

  private void open() {
    if (open) {
      return;
    }
    open = true;
    HttpServerResponse response = http.response();
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no")
        .putHeader("X-Request-Id", requestId);
    response.write(": connected\n\n");
    response.drainHandler(drained -> drain());
    timer =
        http.vertx()
            .setPeriodic(
                config.heartbeat().toMillis(), tick -> send(Buffer.buffer(": still here\n\n")));
  }

  @Override
  public void message(Message message) {
    open();
    send(event(message));
  }

  private static Buffer event(Message message) {
    Buffer event = Buffer.buffer();
    FieldDescriptor id = message.getDescriptorForType().findFieldByName("id");
    if (id != null && id.getJavaType() == FieldDescriptor.JavaType.STRING && !id.isRepeated()) {
      event.appendString("id: ").appendString((String) message.getField(id)).appendString("\n");
    }
    return event
        .appendString("data: ")
        .appendBuffer(JsonWriter.write(message))
        .appendString("\n\n");
  }

  private void send(Buffer event) {
    HttpServerResponse response = http.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (pending.isEmpty() && !response.writeQueueFull()) {
      response.write(event);
    } else if (pending.size() < config.maxPendingEvents()) {
      pending.add(event);
    } else {
      stopTimer();
      pending.clear();
      http.request().connection().close();
      if (call != null) {
        call.giveUp();
      }
    }
  }

  private void drain() {
    HttpServerResponse response = http.response();
    while (!pending.isEmpty() && !response.writeQueueFull() && !response.closed()) {
      response.write(pending.remove());
    }
    if (pending.isEmpty() && call != null) {
      call.ready();
    }
  }

  @Override
  public void end() {
    open();
    finish();
  }

  private void finish() {
    stopTimer();
    HttpServerResponse response = http.response();
    if (!response.ended() && !response.closed()) {
      pending.forEach(response::write);
      response.end();
    }
  }

  @Override
  public void failed(Problem problem) {
    if (!open) {
      stopTimer();
      Problems.write(http, problem);
      return;
    }
    pending.add(
        Buffer.buffer("event: error\ndata: ")
            .appendBuffer(problem.json().toBuffer())
            .appendString("\n\n"));
    finish();
  }

  @Override
  public boolean isReady() {
    return pending.isEmpty() && !http.response().writeQueueFull();
  }

  @Override
  public void abandoned() {
    stopTimer();
    pending.clear();
  }

  private void stopTimer() {
    if (timer >= 0) {
      http.vertx().cancelTimer(timer);
      timer = -1;
    }
  }
}
