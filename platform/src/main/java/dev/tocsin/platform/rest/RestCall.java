package dev.tocsin.platform.rest;

import com.google.protobuf.Message;
import dev.tocsin.platform.http.Problem;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A call of a method by an HTTP request, in this process. The request message is made only when the
 * method asks for it, that is after the caller was let in: nobody unknown makes the server read
 * JSON. Everything happens on the request's own context.
 */
final class RestCall extends ServerCall<Message, Message> {
  private final RoutingContext http;
  private final MethodDescriptor<Message, Message> method;
  private final String requestId;
  private final Context context;
  private final Callable<Message> reader;
  private final boolean slowToRead;
  private final int trustedHops;
  private final Answer answer;
  private ServerCall.@Nullable Listener<Message> listener;
  private boolean requested;
  private boolean delivered;
  private boolean closed;
  private boolean cancelled;

  /** How what the method sends gets to the caller. */
  interface Answer {
    /** The method has begun. */
    void begun();

    void message(Message message);

    /** The method has ended well. */
    void end();

    /** The method failed. */
    void failed(Problem problem);

    boolean isReady();

    /** The caller went away. */
    void abandoned();
  }

  RestCall(
      RoutingContext http,
      MethodDescriptor<Message, Message> method,
      String requestId,
      Callable<Message> reader,
      boolean slowToRead,
      int trustedHops,
      Answer answer) {
    this.http = http;
    this.method = method;
    this.requestId = requestId;
    this.context = Vertx.currentContext();
    this.reader = reader;
    this.slowToRead = slowToRead;
    this.trustedHops = trustedHops;
    this.answer = answer;
  }

  void start(ServerCall.Listener<Message> started) {
    listener = started;
    http.addEndHandler(ended -> onContext(this::abandon));
    started.onReady();
    deliver();
  }

  @Override
  public void request(int messages) {
    onContext(
        () -> {
          requested = true;
          deliver();
        });
  }

  private void deliver() {
    if (!requested || delivered || closed || listener == null) {
      return;
    }
    delivered = true;
    if (slowToRead) {
      Future<Message> read = http.vertx().executeBlocking(reader, false);
      read.onComplete(
          done ->
              onContext(
                  () -> {
                    if (done.succeeded()) {
                      pass(done.result());
                    } else {
                      refuse(done.cause());
                    }
                  }));
      return;
    }
    Message message;
    try {
      message = reader.call();
    } catch (Exception e) {
      refuse(e);
      return;
    }
    pass(message);
  }

  private void pass(Message message) {
    ServerCall.Listener<Message> to = listener;
    if (to != null && !closed && !cancelled) {
      to.onMessage(message);
      to.onHalfClose();
      if (!closed) {
        answer.begun();
      }
    }
  }

  /** The request could not be read: the method is told that it is over. */
  private void refuse(Throwable failure) {
    if (!closed) {
      closed = true;
      answer.failed(Problem.of(failure, requestId));
      if (listener != null) {
        listener.onCancel();
      }
    }
  }

  private void abandon() {
    if (!closed && !cancelled) {
      cancelled = true;
      closed = true;
      answer.abandoned();
      if (listener != null) {
        listener.onCancel();
      }
    }
  }

  /** Tells the method that the caller takes more. */
  void ready() {
    onContext(
        () -> {
          if (listener != null && !closed) {
            listener.onReady();
          }
        });
  }

  /** Ends the call from this side, for a caller that is too slow. */
  void giveUp() {
    onContext(this::abandon);
  }

  @Override
  public void sendHeaders(Metadata headers) {}

  @Override
  public void sendMessage(Message message) {
    onContext(
        () -> {
          if (!closed) {
            answer.message(message);
          }
        });
  }

  @Override
  public void close(Status status, Metadata trailers) {
    onContext(
        () -> {
          if (closed) {
            return;
          }
          closed = true;
          if (status.isOk()) {
            answer.end();
          } else {
            answer.failed(Problem.of(status, trailers, requestId));
          }
          if (listener != null) {
            listener.onComplete();
          }
        });
  }

  @Override
  public boolean isReady() {
    return !closed && answer.isReady();
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public MethodDescriptor<Message, Message> getMethodDescriptor() {
    return method;
  }

  @Override
  public Attributes getAttributes() {
    return CallerAddress.of(http.request(), trustedHops)
        .map(from -> Attributes.newBuilder().set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, from).build())
        .orElse(Attributes.EMPTY);
  }

  private void onContext(Runnable event) {
    if (Vertx.currentContext() == context) {
      event.run();
    } else {
      context.runOnContext(ignored -> event.run());
    }
  }
}
