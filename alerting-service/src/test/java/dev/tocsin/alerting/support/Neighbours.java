package dev.tocsin.alerting.support;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.ConfigProvider;

/** The services next to alerting-service, each on a real gRPC server of its own. */
public final class Neighbours {

  private static Neighbours running;

  public final FakeIdentity identity = new FakeIdentity();
  public final FakeNotification notification = new FakeNotification();
  public final FakeTickets tickets = new FakeTickets();

  private Neighbours() {
    start("identity", identity.services(), identity.down);
    start("notification", List.of(notification), notification.down);
    start("ticketing", List.of(tickets), tickets.down);
  }

  /** Those of this JVM, all of them up. */
  public static synchronized Neighbours up() {
    if (running == null) {
      running = new Neighbours();
    }
    running.notification.forget();
    running.identity.down(false);
    running.notification.down(false);
    running.notification.losesAnswers.set(false);
    running.notification.meanwhile = () -> {};
    running.tickets.down(false);
    return running;
  }

  private static void start(String name, List<BindableService> services, AtomicBoolean down) {
    String address =
        ConfigProvider.getConfig().getValue("tocsin.services." + name + ".address", String.class);
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
            .executor(Executors.newCachedThreadPool(Neighbours::daemon));
    services.forEach(
        service -> builder.addService(ServerInterceptors.intercept(service, new Guard(down))));
    Server server = builder.build();
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "neighbour");
    thread.setDaemon(true);
    return thread;
  }
}
