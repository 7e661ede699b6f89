package dev.tocsin.platform.client;

import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.platform.tls.InternalTls;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.quarkus.value.registry.ValueRegistry;
import io.quarkus.vertx.http.HttpServer;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;

/**
 * A channel to each service, opened at the first call. Where the service's name stands for several
 * replicas, calls are shared out among those that answer.
 */
@Singleton
class Channels {
  private static final Duration RECONNECT = Duration.ofMillis(500);

  /** The name's addresses are remembered for longer: at most 30 s, by the JVM and by gRPC. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  private final Config config;
  private final OwnServices own;
  private final ValueRegistry registry;
  private final TocsinClock clock;
  private final InternalTls tls;
  private final Map<String, Link> links = new ConcurrentHashMap<>();

  private static final class Link {
    final ManagedChannel channel;
    volatile Instant tried = Instant.EPOCH;

    Link(ManagedChannel channel) {
      this.channel = channel;
    }
  }

  Channels(
      Config config, OwnServices own, ValueRegistry registry, TocsinClock clock, InternalTls tls) {
    this.config = config;
    this.own = own;
    this.registry = registry;
    this.clock = clock;
    this.tls = tls;
  }

  /**
   * The channel to a service. gRPC waits up to two minutes between attempts to connect; a pager
   * cannot, so a call that finds the connection broken has it tried again at once, at most twice a
   * second. It also looks the name up after a lost connection alone; so calls have it looked up
   * from time to time, which finds replicas that were added, and tries again those that were away.
   */
  ManagedChannel to(String service) {
    Link link = links.computeIfAbsent(service, this::open);
    boolean broken = link.channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE;
    Instant now = clock.now();
    if (now.isAfter(link.tried.plus(broken ? RECONNECT : LOOK_AGAIN)) || now.isBefore(link.tried)) {
      link.tried = now;
      link.channel.resetConnectBackoff();
    }
    return link.channel;
  }

  private Link open(String service) {
    Optional<String> address = address(service);
    if (address.isEmpty() && !tls.isOn()) {
      return new Link(own.channel());
    }
    NettyChannelBuilder channel = NettyChannelBuilder.forTarget(address.orElseGet(this::ownPort));
    tls.client().ifPresentOrElse(channel::sslContext, channel::usePlaintext);
    return new Link(
        channel
            .directExecutor()
            // The usual policy would send all calls of this process to one replica.
            .defaultLoadBalancingPolicy("round_robin")
            .keepAliveTime(20, TimeUnit.SECONDS)
            .keepAliveTimeout(5, TimeUnit.SECONDS)
            .maxInboundMessageSize(16 * 1024 * 1024)
            .build());
  }

  private Optional<String> address(String service) {
    return config
        .getOptionalValue("tocsin.services." + service + ".address", String.class)
        .filter(address -> !address.isBlank());
  }

  /** Where services are to show certificates to one another, those of one process do too. */
  private String ownPort() {
    int port = registry.getOrDefault(HttpServer.HTTPS_PORT, -1);
    return "localhost:"
        + (port > 0 ? port : config.getValue("quarkus.http.ssl-port", Integer.class));
  }

  @PreDestroy
  void close() {
    links.values().forEach(link -> link.channel.shutdownNow());
  }
}
