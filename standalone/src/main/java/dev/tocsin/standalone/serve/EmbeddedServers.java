package dev.tocsin.standalone.serve;

import dev.tocsin.platform.embedded.EmbeddedPostgres;
import dev.tocsin.platform.embedded.EmbeddedRedis;
import dev.tocsin.platform.embedded.FreePort;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The PostgreSQL and the Redis of a data folder. */
final class EmbeddedServers implements AutoCloseable {
  private final EmbeddedPostgres postgres;
  private final EmbeddedRedis redis;

  private EmbeddedServers(EmbeddedPostgres postgres, EmbeddedRedis redis) {
    this.postgres = postgres;
    this.redis = redis;
  }

  /**
   * Starts both.
   *
   * @param port the port that will be served; checked first, so that a taken one is told before
   *     anything is started
   */
  static EmbeddedServers start(Path data, int port) {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(data, freeBeside(port));
    try {
      mustBeFree(port);
      return new EmbeddedServers(postgres, EmbeddedRedis.start(data, freeBeside(port)));
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  /** Where they are, as Tocsin's settings. */
  Map<String, String> settings() {
    var settings = new HashMap<>(postgres.settings());
    settings.put("tocsin.redis.url", redis.url());
    return settings;
  }

  @Override
  public void close() {
    redis.close();
    postgres.close();
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
