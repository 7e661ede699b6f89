package dev.tocsin.platform.grpc;

import dev.tocsin.platform.auth.Authenticator;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.Prioritized;

/**
 * The one way into a method, for gRPC calls and for REST calls alike. {@link GuardedCall} takes the
 * steps in order: request id, authentication, authorization, then the method begins; field rules
 * for each message; error mapping at the end.
 */
@GlobalInterceptor
@ApplicationScoped
public class CallInterceptor implements ServerInterceptor, Prioritized {
  private final ServiceCatalog catalog;
  private final Authenticator authenticator;

  CallInterceptor(ServiceCatalog catalog, Authenticator authenticator) {
    this.catalog = catalog;
    this.authenticator = authenticator;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    Rpc rpc = catalog.find(call.getMethodDescriptor().getFullMethodName());
    if (rpc == null) {
      return next.startCall(call, headers);
    }
    GuardedCall<Q, R> guarded = new GuardedCall<>(rpc, call, headers, next);
    guarded.begin(authenticator);
    return guarded;
  }

  /** Inside of Quarkus's own, which give the call its duplicated context. */
  @Override
  public int getPriority() {
    return 1000;
  }
}
