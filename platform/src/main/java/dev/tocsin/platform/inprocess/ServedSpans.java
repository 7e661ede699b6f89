package dev.tocsin.platform.inprocess;

import dev.tocsin.platform.trace.Tracing;
import dev.tocsin.platform.trace.Tracing.Served;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/** A span around each call that is served without a network; others get theirs from the server. */
final class ServedSpans implements ServerInterceptor {
  private static final Metadata.Key<String> TRACEPARENT =
      Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

  private final Tracing tracing;

  ServedSpans(Tracing tracing) {
    this.tracing = tracing;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    if (!tracing.isOn()) {
      return next.startCall(call, headers);
    }
    Served span =
        tracing.serve(call.getMethodDescriptor().getFullMethodName(), headers.get(TRACEPARENT));
    ServerCall.Listener<Q> listener =
        next.startCall(
            new SimpleForwardingServerCall<>(call) {
              @Override
              public void close(Status status, Metadata trailers) {
                span.end(status.isOk() ? "" : status.getCode().name());
                super.close(status, trailers);
              }
            },
            headers);
    return new SimpleForwardingServerCallListener<>(listener) {
      @Override
      public void onCancel() {
        span.end(Status.Code.CANCELLED.name());
        super.onCancel();
      }
    };
  }
}
