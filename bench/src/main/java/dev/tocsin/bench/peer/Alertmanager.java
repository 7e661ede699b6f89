package dev.tocsin.bench.peer;

import dev.tocsin.bench.load.Payload;
import dev.tocsin.bench.server.Standalone;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Debian's Alertmanager, which keeps alerts in memory, on a free port. */
public final class Alertmanager implements AutoCloseable {
  private static final String ALERT =
      """
      {"labels":{"alertname":"BenchLatencyHigh","severity":"minor","team":"bench","service":"checkout",\
      "instance":"host-##########","cluster":"eu-1"},"annotations":{"summary":"p99 of host-########## is above 2 s",\
      "runbook":"https://runbooks.example/latency"},"generatorURL":"http://prometheus.example/graph"}\
      """;

  private final Process process;
  private final int port;

  private Alertmanager(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it; empty where it is not installed. */
  public static Optional<Alertmanager> start(Path folder) throws IOException, InterruptedException {
    Optional<String> program =
        Stream.of(
                "/usr/bin/prometheus-alertmanager",
                "/usr/bin/alertmanager",
                "/usr/local/bin/alertmanager")
            .filter(path -> Files.isExecutable(Path.of(path)))
            .findFirst();
    if (program.isEmpty()) {
      return Optional.empty();
    }
    int port = Standalone.freePort();
    Path config =
        Files.writeString(
            folder.resolve("alertmanager.yml"),
            "route: {receiver: none, group_by: [alertname], group_wait: 1h}\n"
                + "receivers: [{name: none}]\n");
    Process process =
        new ProcessBuilder(
                program.get(),
                "--config.file=" + config,
                "--storage.path=" + folder.resolve("alertmanager"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=",
                "--log.level=error")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("alertmanager.log").toFile())
            .start();
    awaitListening(process, port);
    return Optional.of(new Alertmanager(process, port));
  }

  /** Port on this machine. */
  public int port() {
    return port;
  }

  /** A post of so many alerts, as Prometheus sends them. */
  public Payload payload(int alerts) {
    return Payload.post("/api/v2/alerts", "127.0.0.1:" + port, "", "[%s]", ALERT, alerts);
  }

  private static void awaitListening(Process process, int port) throws InterruptedException {
    for (int i = 0; i < 200 && process.isAlive(); i++) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException notYet) {
        Thread.sleep(50);
      }
    }
    process.destroyForcibly();
    throw new IllegalStateException("Alertmanager does not listen");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
