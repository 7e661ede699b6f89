package dev.tocsin.platform.grpc;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Tells a gRPC call that its caller left. The Vert.x gRPC server passes a reset on only while the
 * request is still being sent; a caller that leaves a running stream would go unnoticed, and the
 * stream would run on for nobody.
 */
@Singleton
class LeavingCallers {
  private static final String HTTP = "tocsin.grpc.http";
  private static final int EARLY = -1_000;

  void routes(@Observes Router router) {
    router.route().order(EARLY).handler(LeavingCallers::remember);
  }

  private static void remember(RoutingContext http) {
    String type = http.request().getHeader("Content-Type");
    Context context = Vertx.currentContext();
    if (type != null
        && type.startsWith("application/grpc")
        && VertxContext.isDuplicatedContext(context)) {
      context.putLocal(HTTP, http);
    }
    http.next();
  }

  /** Runs this when the caller on this context goes away before it was answered. */
  static void whenGone(Context context, Runnable then) {
    RoutingContext http = context.getLocal(HTTP);
    if (http != null) {
      http.addEndHandler(
          ended -> {
            if (ended.failed()) {
              then.run();
            }
          });
    }
  }
}
