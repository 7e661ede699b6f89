package dev.tocsin.bench;

import dev.tocsin.bench.load.LoadGenerator;
import dev.tocsin.bench.server.IngestTenant;
import dev.tocsin.bench.server.LatencyProbe;
import dev.tocsin.bench.server.Standalone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Makes the file from which the JVM knows the application's classes and its hot methods at the next
 * start: {@code Training FILE}, from the project's root. It runs the demo on a folder of its own,
 * sends it alerts alone and in hundreds, pages people, and ends it; the JVM writes the file then.
 */
public final class Training {

  private static final int CONNECTIONS = 16;
  private static final Duration LOAD = Duration.ofSeconds(8);
  private static final int PAGES = 1500;

  /** Putting the file together takes ten seconds on two idle cores. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private Training() {}

  /** Trains; fails when the file was not written. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path file = Path.of(args[0]);
    Path root = Path.of("").toAbsolutePath();
    Path data = root.resolve("bench/target/training");
    delete(data);
    say("the JVM learns from a demo that takes alerts and pages people (two minutes)");
    try (var server =
        Standalone.start(
            root.resolve("tocsin"),
            data,
            Standalone.freePort(),
            "-XX:AOTCacheOutput=" + file,
            "-Xlog:aot*=error")) {
      IngestTenant tenant = IngestTenant.make(server);
      for (int alerts : new int[] {1, 100}) {
        LoadGenerator.rate(server.port(), tenant.payload(alerts), CONNECTIONS, Duration.ZERO, LOAD);
      }
      new LatencyProbe(server).run(PAGES, 1);
      if (!server.stop(PATIENCE) || !Files.exists(file)) {
        throw new IllegalStateException(
            "the JVM has written no " + file + "; see " + data.resolve("bench-server.log"));
      }
    }
    delete(data);
    say("wrote " + file + " (" + Files.size(file) / 1_000_000 + " MB)");
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private static void say(String words) {
    System.out.println("train: " + words);
  }
}
