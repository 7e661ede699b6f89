package dev.tocsin.platform.grpc;

import io.grpc.ForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A call that is closed once, whoever closes it first: the server below refuses a second close with
 * an exception (quarkus#50886), and a method may well answer after a message was refused. Nothing
 * is sent to a caller that left: on a stream that was reset Vert.x would take it for a stream of
 * its own and end the whole connection, with every other call on it. Hence all is sent on the
 * call's context, in order. It tells the request id in its headers or trailers.
 */
final class OnceClosedCall<Q, R> extends ForwardingServerCall.SimpleForwardingServerCall<Q, R> {
  private final Context context;
  private final Metadata.Key<String> idKey;
  private final String id;
  private final AtomicInteger queued = new AtomicInteger();
  private volatile boolean closed;
  private boolean headersSent;

  OnceClosedCall(ServerCall<Q, R> call, Context context, Metadata.Key<String> idKey, String id) {
    super(call);
    this.context = context;
    this.idKey = idKey;
    this.id = id;
  }

  /** The caller left: nothing is sent any more. */
  void abandon() {
    closed = true;
  }

  @Override
  public void sendHeaders(Metadata headers) {
    inOrder(
        () -> {
          headers.put(idKey, id);
          headersSent = true;
          super.sendHeaders(headers);
        });
  }

  @Override
  public void sendMessage(R message) {
    inOrder(() -> super.sendMessage(message));
  }

  @Override
  public void close(Status status, Metadata trailers) {
    inOrder(
        () -> {
          closed = true;
          if (!headersSent) {
            trailers.put(idKey, id);
          }
          super.close(status, trailers);
        });
  }

  private void inOrder(Runnable send) {
    if (queued.get() == 0 && Vertx.currentContext() == context) {
      unlessClosed(send);
      return;
    }
    queued.incrementAndGet();
    context.runOnContext(
        ignored -> {
          queued.decrementAndGet();
          unlessClosed(send);
        });
  }

  private void unlessClosed(Runnable send) {
    if (!closed) {
      send.run();
    }
  }
}
