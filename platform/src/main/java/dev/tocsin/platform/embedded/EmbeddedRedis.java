package dev.tocsin.platform.embedded;

import dev.tocsin.platform.id.Ids;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A real Redis on this machine only, which keeps nothing on disk, forgets the least used when 64 MB
 * are full, and asks for a generated password.
 */
public final class EmbeddedRedis implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(10);

  private final Path folder;
  private final int port;
  private final String password = Ids.secret("");
  private final Supervised server;
  private final boolean throwAway;

  private EmbeddedRedis(Path folder, int port, boolean throwAway) {
    this.folder = Folders.create(folder).toAbsolutePath().normalize();
    this.throwAway = throwAway;
    Orphans.find(pidFile(), "redis-server")
        .ifPresent(
            process -> {
              process.destroy();
              Orphans.awaitEnd(process, STOP);
            });
    this.port = port == 0 ? FreePort.find() : port;
    Path program = Binaries.ofUser().redis();
    this.server = new Supervised("Redis", () -> launch(program));
    awaitConnections();
  }

  /**
   * Starts a server; one that outlived a killed process in the same folder is stopped first.
   *
   * @param folder for its log and process id
   * @param port on 127.0.0.1; 0 for any free one
   */
  public static EmbeddedRedis start(Path folder, int port) {
    return new EmbeddedRedis(folder, port, false);
  }

  /** Starts a server for tests; its folder goes with it. */
  public static EmbeddedRedis throwAway() {
    try {
      return new EmbeddedRedis(Files.createTempDirectory("tocsin-redis-"), 0, true);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a temporary folder", e);
    }
  }

  /** Where it is, for {@code tocsin.redis.url}; holds the password. */
  public String url() {
    return "redis://:" + password + "@127.0.0.1:" + port;
  }

  /** Its port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** The server that runs now. */
  ProcessHandle process() {
    return server.process().toHandle();
  }

  @Override
  public void close() {
    server.expectEnd();
    ProcessHandle process = process();
    process.destroy();
    if (!Orphans.awaitEnd(process, STOP)) {
      process.destroyForcibly();
    }
    if (throwAway) {
      Folders.delete(folder);
    }
  }

  /** The configuration goes through standard input, so that the password is in no process list. */
  private Process launch(Path program) throws IOException {
    Process process =
        new ProcessBuilder(program.toString(), "-")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("redis.log").toFile())
            .start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(
          """
          bind 127.0.0.1
          port %d
          requirepass %s
          save ""
          appendonly no
          maxmemory 64mb
          maxmemory-policy allkeys-lru
          daemonize no
          """
              .formatted(port, password)
              .getBytes(StandardCharsets.UTF_8));
    }
    Files.writeString(pidFile(), Long.toString(process.pid()));
    return process;
  }

  private Path pidFile() {
    return folder.resolve("redis.pid");
  }

  private void awaitConnections() {
    long deadline = System.nanoTime() + START.toNanos();
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException e) {
        if (System.nanoTime() > deadline) {
          close();
          throw new IllegalStateException(
              "Redis does not come up on port " + port + "; see " + folder.resolve("redis.log"), e);
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for Redis", e);
    }
  }
}
