package dev.tocsin.platform.client;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.auth.ServiceTokens;
import dev.tocsin.platform.error.ErrorMapper;
import dev.tocsin.platform.error.TocsinException;
import dev.tocsin.platform.error.Unavailable;
import dev.tocsin.platform.http.RequestId;
import dev.tocsin.platform.trace.Tracing;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Calls other Tocsin services. A service is looked for at {@code tocsin.services.<name>.address}
 * ({@code host:port}), by default it is that of this very process, which is called without a
 * network ({@link OwnServices}). With {@code tocsin.tls.*} set it is called by mutual TLS, and the
 * address is that of its internal port.
 */
@Singleton
public class ServiceClients {
  private static final Metadata.Key<String> SERVICE = key("x-tocsin-service");
  private static final Metadata.Key<String> TENANT = key("x-tocsin-tenant");
  private static final Metadata.Key<String> USER = key("x-tocsin-user");
  private static final Metadata.Key<String> REQUEST_ID = key(RequestId.HEADER);

  private final Channels channels;
  private final ServiceTokens tokens;
  private final MeterRegistry metrics;
  private final Tracing tracing;
  private final String self;
  private final Duration deadline;

  ServiceClients(
      Channels channels,
      ServiceTokens tokens,
      MeterRegistry metrics,
      Tracing tracing,
      @ConfigProperty(name = "quarkus.application.name", defaultValue = "tocsin") String self,
      @ConfigProperty(name = "tocsin.services.deadline", defaultValue = "PT5S") Duration deadline) {
    this.channels = channels;
    this.tokens = tokens;
    this.metrics = metrics;
    this.tracing = tracing;
    this.self = self;
    this.deadline = deadline;
  }

  /**
   * Calls a method of another service, on behalf of a tenant. Nothing is sent before the answer is
   * subscribed to; each subscription is a call of its own.
   *
   * @param service {@code identity}, {@code alerting}, {@code notification} or {@code ticketing}
   * @param stub makes the stub, for example {@code MutinyTeamServiceGrpc::newMutinyStub}
   * @param tenant the tenant to act in; null where the method needs none
   * @param call the call itself
   * @return the answer, on the Vert.x context of the caller; fails with a {@code TocsinException},
   *     {@code Unavailable} when the service does not answer within {@code
   *     tocsin.services.deadline}
   */
  public <S extends AbstractStub<S>, T> Uni<T> call(
      String service, Function<Channel, S> stub, @Nullable UUID tenant, Function<S, Uni<T>> call) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Context context = Vertx.currentContext();
              long begun = System.nanoTime();
              Uni<T> answer =
                  tracing
                      .call(
                          service,
                          headers(tenant),
                          headers -> this.<S, T>sent(service, stub, headers, call))
                      .onItemOrFailure()
                      .invoke((item, failure) -> count(service, failure, begun))
                      .onFailure()
                      .transform(failure -> named(service, failure));
              // Not on the context of whoever has answered.
              return context == null
                  ? answer.emitOn(Infrastructure.getDefaultWorkerPool())
                  : answer.emitOn(work -> onContext(context, work));
            });
  }

  private <S extends AbstractStub<S>, T> Uni<T> sent(
      String service, Function<Channel, S> stub, Metadata headers, Function<S, Uni<T>> call) {
    return Uni.createFrom()
        .emitter(
            to -> {
              // A cancelled io.grpc.Context left on this thread would cancel the call.
              io.grpc.Context before = io.grpc.Context.ROOT.attach();
              try {
                S ready =
                    stub.apply(channels.to(service))
                        .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
                Cancellable sent = call.apply(ready).subscribe().with(to::complete, to::fail);
                to.onTermination(sent::cancel);
              } finally {
                io.grpc.Context.ROOT.detach(before);
              }
            });
  }

  private Metadata headers(@Nullable UUID tenant) {
    Caller caller = Caller.current();
    Metadata headers = new Metadata();
    headers.put(SERVICE, tokens.mint(self));
    headers.put(REQUEST_ID, RequestId.of(caller.requestId()));
    if (tenant != null) {
      headers.put(TENANT, tenant.toString());
    }
    if (caller.kind() == Caller.Kind.USER) {
      headers.put(USER, caller.id());
    }
    return headers;
  }

  private static Throwable named(String service, Throwable failure) {
    TocsinException known = ErrorMapper.fromStatus(failure);
    return known instanceof Unavailable
        ? new Unavailable(service + " does not answer: " + known.explanation(), failure)
        : known;
  }

  private void count(String service, @Nullable Throwable failure, long begun) {
    metrics
        .timer(
            "tocsin.service.call.duration",
            "service",
            service,
            "outcome",
            failure == null ? "ok" : ErrorMapper.fromStatus(failure).getClass().getSimpleName())
        .record(Duration.ofNanos(System.nanoTime() - begun));
  }

  private static void onContext(Context context, Runnable work) {
    if (Vertx.currentContext() == context) {
      work.run();
    } else {
      context.runOnContext(ignored -> work.run());
    }
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
