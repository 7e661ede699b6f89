package dev.tocsin.platform.inprocess;

import dev.tocsin.platform.client.OwnServices;
import dev.tocsin.platform.grpc.CallInterceptor;
import dev.tocsin.platform.trace.Tracing;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.ServerInterceptors;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.quarkus.grpc.GrpcService;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The services of this very process, called without a network: no connection that could break, no
 * message made into bytes and back. The way in is that of every other call ({@link
 * CallInterceptor}); a call has a Vert.x context of its own, on the event loop of its caller.
 */
@ApplicationScoped
class InProcessServices implements OwnServices {
  private final Instance<BindableService> services;
  private final CallInterceptor interceptor;
  private final Tracing tracing;
  private final VertxInternal vertx;
  private final String name = InProcessServerBuilder.generateName();
  private @Nullable Server server;

  InProcessServices(
      @GrpcService Instance<BindableService> services,
      CallInterceptor interceptor,
      Tracing tracing,
      Vertx vertx) {
    this.services = services;
    this.interceptor = interceptor;
    this.tracing = tracing;
    this.vertx = (VertxInternal) vertx;
  }

  @Override
  public synchronized ManagedChannel channel() {
    if (server == null) {
      server = start();
    }
    return InProcessChannelBuilder.forName(name).directExecutor().build();
  }

  private Server start() {
    InProcessServerBuilder builder =
        InProcessServerBuilder.forName(name)
            .executor(this::besideTheCaller)
            .callExecutor(
                new ServerCallExecutorSupplier() {
                  @Override
                  public <Q, R> Executor getExecutor(ServerCall<Q, R> call, Metadata headers) {
                    return contextOfItsOwn();
                  }
                });
    for (BindableService service : services) {
      // The last one is the outermost.
      builder.addService(
          ServerInterceptors.intercept(
              service.bindService(), interceptor, new ServedSpans(tracing)));
    }
    try {
      return builder.build().start();
    } catch (IOException e) {
      throw new UncheckedIOException("the services of this process cannot be offered to it", e);
    }
  }

  /**
   * Not on the caller's own context: the {@code io.grpc.Context} of the call, which is cancelled at
   * its end, would stay there and be that of whatever the caller calls next.
   */
  private void besideTheCaller(Runnable event) {
    root().runOnContext(go -> event.run());
  }

  private Executor contextOfItsOwn() {
    ContextInternal own = root().duplicate();
    VertxContextSafetyToggle.setContextSafe(own, true);
    return event -> own.runOnContext(go -> event.run());
  }

  /** Of the event loop that this runs on. */
  private ContextInternal root() {
    ContextInternal current = ContextInternal.current();
    return current != null && current.isEventLoopContext()
        ? current.unwrap()
        : vertx.createEventLoopContext();
  }

  @PreDestroy
  synchronized void close() {
    if (server != null) {
      server.shutdownNow();
    }
  }
}
