package dev.tocsin.platform.outbound;

import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names that a tenant chose and refuses what lies in private networks. Whoever connects
 * must use the address that it gives, not the name again: a name may resolve differently a moment
 * later (DNS rebinding).
 */
@Startup
@Singleton
public class OutboundAddresses {

  /** How a name becomes addresses; tests bring their own. */
  @FunctionalInterface
  public interface Resolver {
    /** All addresses of a name. */
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /** What a name leads to. */
  public sealed interface Resolution {
    /** It may be reached at this address. */
    record Reachable(InetAddress address) implements Resolution {}

    /** It may not be reached, or does not exist; {@code forbidden} tells the two apart. */
    record Unreachable(String reason, boolean forbidden) implements Resolution {}
  }

  private final @Nullable WorkerExecutor lookups;
  private final AddressGuard guard;
  private final Resolver resolver;

  /** For the container's client proxy only. */
  @SuppressWarnings("unused")
  OutboundAddresses() {
    this.lookups = null;
    this.guard = new AddressGuard(List.of());
    this.resolver = InetAddress::getAllByName;
  }

  /** The system's resolver, with the blocks that {@code tocsin.outbound.allow} names. */
  @Inject
  public OutboundAddresses(Vertx vertx, OutboundConfig config) {
    this(vertx, config, InetAddress::getAllByName);
  }

  /** The same with another resolver. */
  public OutboundAddresses(Vertx vertx, OutboundConfig config, Resolver resolver) {
    this.lookups = vertx.createSharedWorkerExecutor("tocsin-outbound-names", 4);
    this.guard = new AddressGuard(config.allow().orElse(List.of()));
    this.resolver = resolver;
  }

  /**
   * Resolves a host name or address literal (IPv6 with or without brackets). Every address that the
   * name has must be allowed, or none is used. Never fails; resumes on the caller's Vert.x context.
   */
  public Uni<Resolution> resolve(String host) {
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    if (bare.isBlank()) {
      return Uni.createFrom()
          .item(new Resolution.Unreachable("The address has no host name", true));
    }
    Optional<InetAddress> literal = literal(bare);
    if (literal.isPresent()) {
      return Uni.createFrom().item(judge(bare, new InetAddress[] {literal.get()}));
    }
    WorkerExecutor executor = Objects.requireNonNull(lookups);
    return Uni.createFrom()
        .completionStage(
            () -> executor.executeBlocking(() -> resolver.resolve(bare), false).toCompletionStage())
        .map(addresses -> judge(bare, addresses))
        .onFailure()
        .recoverWithItem(
            failure ->
                new Resolution.Unreachable("The name '" + bare + "' does not resolve", false));
  }

  private static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException name) {
      return Optional.empty();
    }
  }

  private Resolution judge(String host, InetAddress[] addresses) {
    for (InetAddress address : addresses) {
      Optional<String> refusal = guard.refusal(address);
      if (refusal.isPresent()) {
        return new Resolution.Unreachable(
            "'%s' leads to a %s address, which may not be reached; an operator can allow it with tocsin.outbound.allow"
                .formatted(host, refusal.get()),
            true);
      }
    }
    return addresses.length == 0
        ? new Resolution.Unreachable("The name '" + host + "' does not resolve", false)
        : new Resolution.Reachable(addresses[0]);
  }

  @PreDestroy
  void close() {
    if (lookups != null) {
      lookups.close();
    }
  }
}
