package dev.tocsin.platform.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.platform.tls.InternalTls;
import dev.tocsin.proto.identity.v1.GetUsersRequest;
import dev.tocsin.proto.identity.v1.GetUsersResponse;
import dev.tocsin.proto.identity.v1.UserServiceGrpc;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.Server;
import io.grpc.StatusOr;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service of which there are several replicas under one name. */
class ChannelsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<Server> replicas = new ArrayList<>();
  private final List<Integer> ports = new CopyOnWriteArrayList<>();
  private final NameResolverProvider names = new Replicas();
  private final TocsinClock clock = new TocsinClock();
  private final Channels channels =
      new Channels(
          new SmallRyeConfigBuilder()
              .withSources(
                  new PropertiesConfigSource(
                      Map.of("tocsin.services.identity.address", "replicas:///identity"),
                      "test",
                      100))
              .build(),
          null,
          null,
          clock,
          new InternalTls(Optional.empty(), Optional.empty(), Optional.empty()));

  ChannelsTest() throws IOException {
    NameResolverRegistry.getDefaultRegistry().register(names);
    addReplica();
    addReplica();
  }

  private void addReplica() throws IOException {
    Server replica =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Replica(replicas.size()))
            .build()
            .start();
    replicas.add(replica);
    ports.add(replica.getPort());
  }

  @AfterEach
  void end() {
    channels.close();
    replicas.forEach(Server::shutdownNow);
    NameResolverRegistry.getDefaultRegistry().deregister(names);
  }

  @Test
  void sharesCallsOutAmongTheReplicas() {
    assertEquals(Set.of(0, 1), answersUntil(Set.of(0, 1)));
  }

  @Test
  void aReplicaThatIsAddedGetsCallsThoughNoConnectionWasLost() throws IOException {
    answersUntil(Set.of(0, 1));

    addReplica();
    clock.advance(Duration.ofSeconds(11));

    assertEquals(Set.of(0, 1, 2), answersUntil(Set.of(0, 1, 2)));
  }

  @Test
  void goesOnWithTheReplicaThatIsLeft() throws InterruptedException {
    answersUntil(Set.of(0, 1));

    replicas.getFirst().shutdownNow().awaitTermination();

    Set<Integer> answering = new HashSet<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (int inARow = 0; inARow < 10; ) {
      assertTrue(System.nanoTime() < deadline, "calls still fail");
      try {
        answering.add(call());
        inARow++;
      } catch (io.grpc.StatusRuntimeException lost) {
        inARow = 0; // The connection's end was not known yet.
      }
    }
    assertEquals(Set.of(1), answering);
  }

  /** Calls until these have answered. */
  private Set<Integer> answersUntil(Set<Integer> wanted) {
    Set<Integer> answering = new HashSet<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answering.containsAll(wanted) && System.nanoTime() < deadline) {
      answering.add(call());
    }
    return answering;
  }

  private int call() {
    return UserServiceGrpc.newBlockingStub(channels.to("identity"))
        .withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .getUsers(GetUsersRequest.getDefaultInstance())
        .getUsersCount();
  }

  /** Says which one it is by how many users it has. */
  private static final class Replica extends UserServiceGrpc.UserServiceImplBase {
    private final int number;

    Replica(int number) {
      this.number = number;
    }

    @Override
    public void getUsers(GetUsersRequest request, StreamObserver<GetUsersResponse> answer) {
      GetUsersResponse.Builder users = GetUsersResponse.newBuilder();
      for (int i = 0; i < number; i++) {
        users.addUsersBuilder();
      }
      answer.onNext(users.build());
      answer.onCompleted();
    }
  }

  /** Knows the one name that there is. */
  private final class Replicas extends NameResolverProvider {
    @Override
    protected boolean isAvailable() {
      return true;
    }

    @Override
    protected int priority() {
      return 5;
    }

    @Override
    public String getDefaultScheme() {
      return "replicas";
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
      return new NameResolver() {
        private @Nullable Listener2 listener;

        @Override
        public String getServiceAuthority() {
          return "identity";
        }

        @Override
        public void start(Listener2 listener) {
          this.listener = listener;
          refresh();
        }

        @Override
        public void refresh() {
          Objects.requireNonNull(listener)
              .onResult(
                  ResolutionResult.newBuilder()
                      .setAddressesOrError(
                          StatusOr.fromValue(ports.stream().map(Replicas::address).toList()))
                      .build());
        }

        @Override
        public void shutdown() {}
      };
    }

    private static EquivalentAddressGroup address(int port) {
      return new EquivalentAddressGroup(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
  }
}
