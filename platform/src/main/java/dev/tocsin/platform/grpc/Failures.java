package dev.tocsin.platform.grpc;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.ErrorMapper;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.ExceptionHandler;
import io.quarkus.grpc.ExceptionHandlerProvider;
import jakarta.inject.Singleton;

/** Gives what a method fails with to the one mapper. */
@Singleton
class Failures implements ExceptionHandlerProvider {

  @Override
  public Throwable transform(Throwable failure) {
    return ErrorMapper.toStatus(failure, Caller.current().requestId());
  }

  @Override
  public <Q, R> ExceptionHandler<Q, R> createHandler(
      ServerCall.Listener<Q> listener, ServerCall<Q, R> call, Metadata headers) {
    return new ExceptionHandler<>(listener, call, headers) {
      @Override
      protected void handleException(
          Throwable failure, ServerCall<Q, R> failed, Metadata requestHeaders) {
        StatusRuntimeException status = ErrorMapper.toStatus(failure, Caller.current().requestId());
        Metadata trailers = status.getTrailers();
        failed.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
      }
    };
  }
}
