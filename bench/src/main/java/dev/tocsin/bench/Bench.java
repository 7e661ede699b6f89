package dev.tocsin.bench;

import dev.tocsin.bench.load.LoadGenerator;
import dev.tocsin.bench.load.Payload;
import dev.tocsin.bench.peer.Alertmanager;
import dev.tocsin.bench.peer.Pgbench;
import dev.tocsin.bench.server.HandoverProbe;
import dev.tocsin.bench.server.IngestTenant;
import dev.tocsin.bench.server.LatencyProbe;
import dev.tocsin.bench.server.Standalone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the benchmarks: {@code Bench [--quick]}, from the project's root. */
public final class Bench {
  private static final int CONNECTIONS = 64;

  private static final int STORM = 10_000;

  private final Path root;
  private final Path folder;
  private final Extent extent;

  private Bench(Path root, Path folder, Extent extent) {
    this.root = root;
    this.folder = folder;
    this.extent = extent;
  }

  /** Measures, prints the table, writes {@code bench/target/bench.json}. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path root = Path.of("").toAbsolutePath();
    Path folder = Files.createTempDirectory("tocsin-bench-");
    boolean quick = List.of(args).contains("--quick");
    Report report = new Bench(root, folder, quick ? Extent.QUICK : Extent.WHOLE).run();
    report.write(root.resolve("bench/target/bench.json"));
    System.out.println(report.table());
    System.out.println(
        "Written to bench/target/bench.json; the servers' data and logs are in " + folder);
  }

  private Report run() throws IOException, InterruptedException {
    Path launcher = root.resolve("tocsin");
    List<Double> idle = idlePages(launcher);
    Path data = folder.resolve("data");
    int port = Standalone.freePort();
    say("starting the server on a fresh data folder");
    Standalone.start(launcher, data, port).close();
    say("starting it again, to time a warm start");
    try (var server = Standalone.start(launcher, data, port)) {
      double ready = server.readySeconds();
      IngestTenant tenant = IngestTenant.make(server);
      Optional<Pgbench> pgbench = Pgbench.on(server, folder);
      Rates one = rates(server, tenant, pgbench, 1);
      Rates hundred = rates(server, tenant, pgbench, 100);
      long megabytes = server.residentMegabytes();
      say("measuring page latency once more, after the load");
      List<Double> loaded = pages(server, extent.warmUpPagesAfterLoad(), extent.pages() / 2);
      // Last: its ten thousand messages go out one after another for long afterwards.
      say("measuring a storm of %d steps that come due at once".formatted(STORM));
      HandoverProbe storm = HandoverProbe.make(server);
      storm.seconds(extent.warmUpSteps());
      Thread.sleep(5000);
      double handover = storm.seconds(STORM);
      return new Report(one, hundred, idle, loaded, handover, ready, megabytes);
    }
  }

  /** On a server of its own: nobody answers these pages, and they would escalate under the load. */
  private List<Double> idlePages(Path launcher) throws IOException, InterruptedException {
    say("measuring page latency, warm and idle");
    Path data = folder.resolve("idle");
    try (var server = Standalone.start(launcher, data, Standalone.freePort())) {
      return pages(server, extent.warmUpPages(), extent.pages());
    }
  }

  private static List<Double> pages(Standalone server, int warmUp, int count)
      throws IOException, InterruptedException {
    List<Double> latencies = new LatencyProbe(server).run(warmUp, count);
    say("half of the pages arrived within %.1f ms".formatted(latencies.get(latencies.size() / 2)));
    return latencies;
  }

  /** Tocsin and its peers by turns, so that a noisy minute hits them all. */
  private Rates rates(Standalone server, IngestTenant tenant, Optional<Pgbench> pgbench, int alerts)
      throws IOException, InterruptedException {
    List<Double> ours = new ArrayList<>();
    List<Double> postgres = new ArrayList<>();
    List<Double> bulk = new ArrayList<>();
    List<Double> memory = new ArrayList<>();
    for (int i = 1; i <= extent.rounds(); i++) {
      say("round %d of %d at %d per request".formatted(i, extent.rounds(), alerts));
      if (pgbench.isPresent()) {
        postgres.add(pgbench.get().rate(alerts, extent.round()));
        if (alerts > 1) {
          bulk.add(pgbench.get().bulkRate(alerts, extent.round()));
        }
      }
      Duration warmUp = i == 1 ? extent.firstWarmUp() : Duration.ofSeconds(2);
      ours.add(rate(server.port(), tenant.payload(alerts), warmUp));
      Optional<Alertmanager> alertmanager = Alertmanager.start(folder);
      if (alertmanager.isPresent()) {
        try (var running = alertmanager.get()) {
          memory.add(rate(running.port(), running.payload(alerts), Duration.ofSeconds(1)));
        }
      }
    }
    var rates =
        new Rates(
            Rates.median(ours).orElseThrow(),
            Rates.median(postgres),
            Rates.median(bulk),
            Rates.median(memory));
    say("at %d per request: %s".formatted(alerts, rates));
    return rates;
  }

  private double rate(int port, Payload payload, Duration warmUp) {
    return LoadGenerator.rate(port, payload, CONNECTIONS, warmUp, extent.round());
  }

  private static void say(String words) {
    System.out.println("bench: " + words);
  }
}
