package dev.tocsin.platform.grpc;

import dev.tocsin.platform.auth.Authenticator;
import dev.tocsin.platform.http.RequestId;
import dev.tocsin.platform.limit.ApiLimits;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.inject.Singleton;

/**
 * The one way into a method, for gRPC calls and for REST calls alike. {@link GuardedCall} takes the
 * steps in order: request id, authentication, authorization, limits, then the method begins; field
 * rules for each message; error mapping at the end.
 */
@GlobalInterceptor
@Singleton
public class CallInterceptor implements ServerInterceptor, Prioritized {
  private final ServiceCatalog catalog;
  private final Authenticator authenticator;
  private final ApiLimits limits;

  CallInterceptor(ServiceCatalog catalog, Authenticator authenticator, ApiLimits limits) {
    this.catalog = catalog;
    this.authenticator = authenticator;
    this.limits = limits;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    Rpc rpc = catalog.find(call.getMethodDescriptor().getFullMethodName());
    if (rpc == null) {
      return next.startCall(open(call), headers);
    }
    GuardedCall<Q, R> guarded = new GuardedCall<>(rpc, call, headers, next);
    guarded.begin(authenticator, limits);
    return guarded;
  }

  /** gRPC's own services are open to all, but what they send stops with the caller too. */
  private static <Q, R> ServerCall<Q, R> open(ServerCall<Q, R> call) {
    Context context = Vertx.currentContext();
    if (context == null || !VertxContext.isDuplicatedContext(context)) {
      return call;
    }
    OnceClosedCall<Q, R> open =
        new OnceClosedCall<>(call, context, GuardedCall.REQUEST_ID, RequestId.of((String) null));
    LeavingCallers.whenGone(context, open::abandon);
    return open;
  }

  /** Inside of Quarkus's own, which give the call its duplicated context. */
  @Override
  public int getPriority() {
    return 1000;
  }
}
