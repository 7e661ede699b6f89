package dev.tocsin.platform.grpc;

import com.google.protobuf.Message;
import dev.tocsin.platform.auth.Authenticator;
import dev.tocsin.platform.auth.Authorizer;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.auth.CallerContext;
import dev.tocsin.platform.auth.RemoteAddress;
import dev.tocsin.platform.error.ErrorMapper;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.TocsinException;
import dev.tocsin.platform.error.Violation;
import dev.tocsin.platform.http.RequestId;
import dev.tocsin.platform.limit.ApiLimits;
import dev.tocsin.proto.platform.v1.Authorization;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.StatusRuntimeException;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * A call on its way to the method. Finding out who calls may take a while, so what arrives
 * meanwhile waits here. Everything runs on the call's own context, one event at a time.
 */
final class GuardedCall<Q, R> extends ServerCall.Listener<Q> {
  static final Metadata.Key<String> REQUEST_ID =
      Metadata.Key.of(RequestId.HEADER, Metadata.ASCII_STRING_MARSHALLER);

  private final Rpc rpc;
  private final OnceClosedCall<Q, R> call;
  private final Metadata headers;
  private final ServerCallHandler<Q, R> next;
  private final Context context;
  private final String requestId;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private Stage stage = Stage.DECIDING;
  private boolean gone;
  private ServerCall.@Nullable Listener<Q> method;

  private enum Stage {
    DECIDING,
    ADMITTED,
    REFUSED
  }

  GuardedCall(Rpc rpc, ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    this.rpc = rpc;
    this.headers = headers;
    this.next = next;
    this.requestId = RequestId.of(headers.get(REQUEST_ID));
    Context current = Vertx.currentContext();
    if (current == null || !VertxContext.isDuplicatedContext(current)) {
      throw new IllegalStateException("a call must run on a Vert.x context of its own");
    }
    this.context = current;
    this.call = new OnceClosedCall<>(call, current, REQUEST_ID, requestId);
  }

  void begin(Authenticator authenticator, ApiLimits limits) {
    if (call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress at
        && at.getAddress() != null) {
      RemoteAddress.bind(context, at.getAddress().getHostAddress());
    }
    LeavingCallers.whenGone(context, this::leave);
    Uni<Caller> caller =
        rpc.rule().getRuleCase() == Authorization.RuleCase.ANYONE
            ? Uni.createFrom().item(Caller.anonymous(requestId))
            : authenticator.authenticate(
                headers,
                requestId,
                call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION) != null);
    caller
        .subscribe()
        .with(c -> onContext(() -> decide(c, limits)), e -> onContext(() -> refuse(e)));
  }

  private void decide(Caller caller, ApiLimits limits) {
    Optional<TocsinException> refusal = Authorizer.refusal(rpc.rule(), caller);
    if (refusal.isPresent()) {
      refuse(refusal.get());
      return;
    }
    limits
        .refusal(caller, rpc.proto().getFullName())
        .subscribe()
        .with(
            wait -> onContext(() -> wait.ifPresentOrElse(this::refuse, () -> admit(caller))),
            e -> onContext(() -> refuse(e)));
  }

  private void admit(Caller caller) {
    CallerContext.bind(context, caller);
    describe(caller);
    try {
      ServerCall.Listener<Q> started = unbound(() -> next.startCall(call, headers));
      method = started;
      stage = Stage.ADMITTED;
    } catch (RuntimeException e) {
      refuse(e);
      return;
    }
    for (Runnable event = waiting.poll(); event != null; event = waiting.poll()) {
      event.run();
    }
  }

  /** For every log line of this call. */
  private void describe(Caller caller) {
    MDC.put("request_id", requestId);
    MDC.put("domain", rpc.domain());
    if (caller.tenant() != null) {
      MDC.put("tenant_id", caller.tenant().toString());
    }
    if (caller.kind() != Caller.Kind.ANONYMOUS) {
      MDC.put("user_id", caller.actor());
    }
  }

  private void refuse(Throwable failure) {
    stage = Stage.REFUSED;
    waiting.clear();
    StatusRuntimeException status = ErrorMapper.toStatus(failure, requestId);
    Metadata trailers = status.getTrailers();
    call.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
    if (method != null && rpc.proto().isServerStreaming()) {
      method.onCancel();
    }
  }

  @Override
  public void onMessage(Q message) {
    pass(
        listener -> {
          List<Violation> violations = rpc.fields().check((Message) message);
          if (violations.isEmpty()) {
            listener.onMessage(message);
          } else {
            refuse(new Invalid(violations));
          }
        });
  }

  @Override
  public void onHalfClose() {
    pass(ServerCall.Listener::onHalfClose);
  }

  @Override
  public void onReady() {
    pass(ServerCall.Listener::onReady);
  }

  @Override
  public void onCancel() {
    leave();
  }

  private void leave() {
    call.abandon();
    onContext(
        () -> {
          if (!gone) {
            gone = true;
            end();
          }
        });
  }

  /** A stream ends with its caller; a method that answers once runs to its end, unheard. */
  private void end() {
    if (rpc.proto().isServerStreaming()) {
      pass(ServerCall.Listener::onCancel);
    }
  }

  @Override
  public void onComplete() {
    pass(ServerCall.Listener::onComplete);
  }

  private void pass(java.util.function.Consumer<ServerCall.Listener<Q>> event) {
    ServerCall.Listener<Q> listener = method;
    switch (stage) {
      case DECIDING -> waiting.add(() -> pass(event));
      case ADMITTED -> {
        if (listener != null) {
          try {
            unbound(
                () -> {
                  event.accept(listener);
                  return event;
                });
          } catch (RuntimeException e) {
            refuse(e);
          }
        }
      }
      case REFUSED -> {}
    }
  }

  /** Free of whatever {@code io.grpc.Context} an earlier call left behind on this thread. */
  private static <T> T unbound(java.util.function.Supplier<T> work) {
    io.grpc.Context before = io.grpc.Context.ROOT.attach();
    try {
      return work.get();
    } finally {
      io.grpc.Context.ROOT.detach(before);
    }
  }

  private void onContext(Runnable event) {
    if (Vertx.currentContext() == context) {
      event.run();
    } else {
      context.runOnContext(ignored -> event.run());
    }
  }
}
