package dev.tocsin.standalone.serve;

import io.quarkus.runtime.Quarkus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs everything in one process. */
@Command(
    name = "serve",
    description =
        "Runs the four services in this process, on a PostgreSQL and a Redis of their own.",
    mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
  private static final Duration STOP = Duration.ofSeconds(30);

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "HTTP and gRPC port (default: ${DEFAULT-VALUE})")
  int port;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "address to listen on; 0.0.0.0 for every one (default: ${DEFAULT-VALUE})")
  String host = "";

  @Option(
      names = "--data",
      defaultValue = "./data",
      description = "folder that keeps everything (default: ${DEFAULT-VALUE})")
  Path data = Path.of("data");

  @Option(
      names = "--public-url",
      description =
          "how people reach this server, for links in messages (default: http://localhost:PORT)")
  String publicUrl = "";

  @Option(
      names = "--owner-email",
      defaultValue = "owner@localhost.localdomain",
      description = "first owner of a fresh installation (default: ${DEFAULT-VALUE})")
  String ownerEmail = "";

  @Option(
      names = "--demo",
      description =
          "adds the tenant \"acme\" and look-alikes of Slack, a mail server and a ticket desk")
  boolean demo;

  @Override
  public Integer call() {
    String url = publicUrl.isEmpty() ? "http://localhost:" + port : publicUrl;
    var installation = new Installation(host, port, data, url, ownerEmail, demo);
    var closed = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> await(closed)));
    try (var servers = EmbeddedServers.start(data, port)) {
      Settings.apply(installation, servers);
      Running.installation = installation;
      Quarkus.run(Running.class, (code, problem) -> Running.stopped(code, problem));
      return Running.exitCode();
    } finally {
      closed.countDown();
    }
  }

  /**
   * A signal makes the JVM end as soon as its hooks have: this one keeps it until the main thread
   * has stopped the application and then the servers below it.
   */
  private static void await(CountDownLatch closed) {
    try {
      if (!closed.await(STOP.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println("tocsin: the servers did not stop within " + STOP.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
