package dev.tocsin.platform.auth;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * The network address that a call came from, kept beside the caller in the call's own duplicated
 * Vert.x context. For limits on what nobody has signed in to yet; never for deciding who calls.
 */
public final class RemoteAddress {
  private static final String KEY = "tocsin.remote-address";

  private RemoteAddress() {}

  /** Binds the address, without its port, to the context of its call. */
  public static void bind(Context context, String address) {
    if (!VertxContext.isDuplicatedContext(context)) {
      throw new IllegalStateException(
          "the address must be bound to the call's own duplicated context, not to a shared one");
    }
    context.putLocal(KEY, address);
  }

  /** The address of the call that this thread works on now; empty when it is not known. */
  public static String current() {
    Context context = Vertx.currentContext();
    if (context == null || !VertxContext.isDuplicatedContext(context)) {
      return "";
    }
    String address = context.getLocal(KEY);
    return address == null ? "" : address;
  }
}
