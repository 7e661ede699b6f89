package dev.tocsin.platform.auth;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/**
 * Where the caller of a call is kept: in the locals of the call's duplicated Vert.x context, which
 * follows the call across threads and ends with it. Never in a thread-bound {@code
 * io.grpc.Context}: on the Vert.x server that leaks into later calls (quarkus#55480).
 */
public final class CallerContext {
  private static final String KEY = "tocsin.caller";

  private CallerContext() {}

  /** Binds the caller to the context of its call. */
  public static void bind(Context context, Caller caller) {
    if (!VertxContext.isDuplicatedContext(context)) {
      throw new IllegalStateException(
          "the caller must be bound to the call's own duplicated context, not to a shared one");
    }
    context.putLocal(KEY, caller);
  }

  static Caller current() {
    return of(Vertx.currentContext());
  }

  /** The caller bound to this context, or nobody. */
  public static Caller of(@Nullable Context context) {
    if (context == null || !VertxContext.isDuplicatedContext(context)) {
      return Caller.anonymous("");
    }
    Caller caller = context.getLocal(KEY);
    return caller == null ? Caller.anonymous("") : caller;
  }
}
