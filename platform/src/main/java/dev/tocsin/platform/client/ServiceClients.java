package dev.tocsin.platform.client;

import dev.tocsin.platform.error.ErrorMapper;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Calls other Tocsin services. */
@ApplicationScoped
public class ServiceClients {
  private final Config config;
  private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();

  ServiceClients(Config config) {
    this.config = config;
  }

  /**
   * Calls a method of another service, on behalf of a tenant.
   *
   * @param service {@code identity}, {@code alerting}, {@code notification} or {@code ticketing}
   * @param stub makes the stub, for example {@code MutinyTeamServiceGrpc::newMutinyStub}
   * @param tenant the tenant to act in; null where the method needs none
   * @param call the call itself
   * @return the answer, on the Vert.x context of the caller; fails with a {@code TocsinException},
   *     {@code Unavailable} when the service does not answer in time
   */
  public <S extends AbstractStub<S>, T> Uni<T> call(
      String service, Function<Channel, S> stub, @Nullable UUID tenant, Function<S, Uni<T>> call) {
    Channel channel = channels.computeIfAbsent(service, this::open);
    Metadata headers = new Metadata();
    S ready =
        stub.apply(channel)
            .withDeadlineAfter(5, TimeUnit.SECONDS)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    return call.apply(ready).onFailure().transform(ErrorMapper::fromStatus);
  }

  private ManagedChannel open(String service) {
    String address =
        config
            .getOptionalValue("tocsin.services." + service + ".address", String.class)
            .orElse("localhost:8080");
    return ManagedChannelBuilder.forTarget(address).usePlaintext().build();
  }
}
