package dev.tocsin.bench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A packaged standalone that runs, demo included, on a data folder and a free port. */
public final class Standalone implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path data;
  private final int port;
  private final Process process;
  private final double readySeconds;

  private Standalone(Path launcher, Path data, int port, List<String> flags)
      throws IOException, InterruptedException {
    this.data = data;
    this.port = port;
    long start = System.nanoTime();
    var builder =
        new ProcessBuilder(
                launcher.toString(),
                "serve",
                "--demo",
                "--port",
                Integer.toString(port),
                "--data",
                data.toString())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(data.resolve("bench-server.log").toFile()));
    builder.environment().merge("TOCSIN_JAVA_OPTS", String.join(" ", flags), "%s %s"::formatted);
    this.process = builder.start();
    this.readySeconds = awaitReady(start);
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param launcher the {@code tocsin} script
   * @param flags more flags of its JVM
   */
  public static Standalone start(Path launcher, Path data, int port, String... flags)
      throws IOException, InterruptedException {
    Files.createDirectories(data);
    return new Standalone(launcher, data, port, List.of(flags));
  }

  /** A port that is free now. */
  public static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Seconds from the start of the process to the first ready answer. */
  public double readySeconds() {
    return readySeconds;
  }

  /** HTTP port. */
  public int port() {
    return port;
  }

  /** {@code demo.json}. */
  public JsonNode demo() throws IOException, InterruptedException {
    Path file = data.resolve("demo.json");
    for (int i = 0; i < 300 && !Files.exists(file); i++) {
      Thread.sleep(100);
    }
    return new ObjectMapper().readTree(Files.readString(file));
  }

  /** Port of the embedded PostgreSQL, from the fourth line of its pid file. */
  public int postgresPort() throws IOException {
    return Integer.parseInt(
        Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(3).strip());
  }

  /** Password of the embedded PostgreSQL's superuser. */
  public String postgresPassword() throws IOException {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(data.resolve("postgres.passwords"))) {
      properties.load(reader);
    }
    return properties.getProperty("superuser");
  }

  /**
   * Megabytes of memory that this process and its children (PostgreSQL, Redis) hold. Pages that
   * several of them share are counted once (PSS), as adding up RSS would count PostgreSQL's shared
   * buffers for each of its processes.
   */
  public long residentMegabytes() throws IOException {
    List<ProcessHandle> tree = new ArrayList<>(process.descendants().toList());
    tree.add(process.toHandle());
    long kilobytes = 0;
    for (ProcessHandle member : tree) {
      kilobytes += pss(member.pid());
    }
    return kilobytes / 1024;
  }

  private static long pss(long pid) throws IOException {
    Path rollup = Path.of("/proc", Long.toString(pid), "smaps_rollup");
    if (!Files.isReadable(rollup)) {
      return 0;
    }
    return Files.readAllLines(rollup).stream()
        .filter(line -> line.startsWith("Pss:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0);
  }

  private double awaitReady(long start) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz")).build();
    while (System.nanoTime() - start < PATIENCE.toNanos()) {
      if (!process.isAlive()) {
        throw new IllegalStateException(
            "the server stopped: see " + data.resolve("bench-server.log"));
      }
      try {
        if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return (System.nanoTime() - start) / 1e9;
        }
      } catch (IOException notYet) {
        Thread.sleep(20);
      }
    }
    throw new IllegalStateException("the server is not ready after " + PATIENCE);
  }

  /**
   * Asks it to end, and waits.
   *
   * @return whether it ended by itself in that time
   */
  public boolean stop(Duration patience) throws InterruptedException {
    process.destroy();
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    try {
      if (!stop(Duration.ofSeconds(30))) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
