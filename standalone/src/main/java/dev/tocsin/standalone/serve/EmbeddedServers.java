package dev.tocsin.standalone.serve;

import dev.tocsin.platform.embedded.EmbeddedPostgres;
import dev.tocsin.platform.embedded.EmbeddedRedis;
import dev.tocsin.platform.embedded.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The PostgreSQL and the Redis of a data folder, each where no other is configured. */
final class EmbeddedServers implements AutoCloseable {
  private final Optional<EmbeddedPostgres> postgres;
  private final Optional<EmbeddedRedis> redis;

  private EmbeddedServers(Optional<EmbeddedPostgres> postgres, Optional<EmbeddedRedis> redis) {
    this.postgres = postgres;
    this.redis = redis;
  }

  /**
   * Starts those that are needed.
   *
   * @param port the port that will be served; checked first, so that a taken one is told before
   *     anything is started
   * @param configuration names the servers to use instead
   */
  static EmbeddedServers start(Path data, int port, Configuration configuration) {
    Optional<EmbeddedPostgres> postgres =
        configuration.said("tocsin.db.url").isPresent()
            ? Optional.empty()
            : Optional.of(EmbeddedPostgres.start(data, freeBeside(port)));
    try {
      mustBeFree(port);
      Optional<EmbeddedRedis> redis =
          configuration.said("tocsin.redis.url").isPresent()
              ? Optional.empty()
              : Optional.of(EmbeddedRedis.start(folder(data), freeBeside(port)));
      return new EmbeddedServers(postgres, redis);
    } catch (RuntimeException e) {
      postgres.ifPresent(EmbeddedPostgres::close);
      throw e;
    }
  }

  /** Where they are, as Tocsin's settings. */
  Map<String, String> settings() {
    var settings = new HashMap<String, String>();
    postgres.ifPresent(server -> settings.putAll(server.settings()));
    redis.ifPresent(server -> settings.put("tocsin.redis.url", server.url()));
    return settings;
  }

  @Override
  public void close() {
    redis.ifPresent(EmbeddedRedis::close);
    postgres.ifPresent(EmbeddedPostgres::close);
  }

  private static Path folder(Path data) {
    try {
      return Files.createDirectories(data);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the data folder " + data, e);
    }
  }

  /** A free port that is not the one we are going to serve, which is free as well until we do. */
  private static int freeBeside(int served) {
    int port = FreePort.find();
    return port == served ? freeBeside(served) : port;
  }

  private static void mustBeFree(int port) {
    if (!FreePort.isFree(port)) {
      throw new IllegalStateException(
          "port %d is taken by another program: stop it, or choose another with --port"
              .formatted(port));
    }
  }
}
