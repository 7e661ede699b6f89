package dev.tocsin.platform.grpc;

import io.grpc.ForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A call that is closed once, whoever closes it first: the server below refuses a second close with
 * an exception (quarkus#50886), and a method may well answer after a message was refused. It tells
 * the request id in its headers and trailers.
 */
final class OnceClosedCall<Q, R> extends ForwardingServerCall.SimpleForwardingServerCall<Q, R> {
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Metadata.Key<String> idKey;
  private final String id;
  private boolean headersSent;

  OnceClosedCall(ServerCall<Q, R> call, Metadata.Key<String> idKey, String id) {
    super(call);
    this.idKey = idKey;
    this.id = id;
  }

  @Override
  public void sendHeaders(Metadata headers) {
    if (!closed.get()) {
      headers.put(idKey, id);
      headersSent = true;
      super.sendHeaders(headers);
    }
  }

  @Override
  public void sendMessage(R message) {
    if (!closed.get()) {
      super.sendMessage(message);
    }
  }

  @Override
  public void close(Status status, Metadata trailers) {
    if (closed.compareAndSet(false, true)) {
      if (!headersSent) {
        trailers.put(idKey, id);
      }
      super.close(status, trailers);
    }
  }
}
