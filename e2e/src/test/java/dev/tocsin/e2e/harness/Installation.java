package dev.tocsin.e2e.harness;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A running Tocsin in one of its shapes, with the look-alikes that its messages go to. */
public abstract class Installation implements AutoCloseable {
  private final World world;

  Installation(World world) {
    this.world = world;
  }

  /** The process that serves a path or a gRPC service's package, for example {@code alerting}. */
  abstract Server serving(String service);

  /** All its Tocsin processes. */
  public abstract List<Server> servers();

  abstract String operatorKey();

  public World world() {
    return world;
  }

  /** The API to somebody without a credential. */
  public Rest nobody() {
    return new Rest(path -> serving(Paths.owner(path)).url() + path, "", Map.of());
  }

  /** The API to the operator. */
  public Rest operator() {
    return nobody().as(operatorKey());
  }

  /** Host and port of the gRPC service whose full name is given. */
  public Server grpc(String service) {
    return serving(Paths.ownerOfPackage(service));
  }

  /**
   * Waits until everything that is due by now has been done and nothing is under way, in any
   * process: what has not happened by then does not happen before time moves.
   */
  public void awaitQuiet() {
    awaitQuiet(Wait.PATIENCE);
  }

  /** The same for more work than usual. */
  public void awaitQuiet(Duration patience) {
    Wait.untilTrue(patience, () -> busy().isEmpty(), () -> "still at work: " + busy());
  }

  /** Work flows from alerting to the others, never back by a queue: so one look, in that order. */
  private List<String> busy() {
    try {
      return servers().stream()
          .sorted(Comparator.comparing(server -> server.name().startsWith("alerting") ? 0 : 1))
          .flatMap(server -> server.busyQueues().stream())
          .toList();
    } catch (UncheckedIOException ended) {
      return List.of(ended.getMessage());
    }
  }

  /** Moves the time of every process and of the look-alikes. */
  public void advance(Duration by) {
    servers().forEach(server -> server.advance(by));
    world.advance(by);
  }

  /** The same when a process is to die of what is due then, perhaps before it has answered. */
  public void advanceThroughDeath(Duration by) {
    for (Server server : servers()) {
      try {
        server.advance(by);
      } catch (UncheckedIOException died) {
        // Its clock stands where it shall when it is started again.
      }
    }
    world.advance(by);
  }

  @Override
  public void close() {
    servers().forEach(Server::end);
    world.close();
  }
}
