package dev.tocsin.standalone.serve;

import io.quarkus.runtime.Quarkus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs everything in one process. */
@Command(
    name = "serve",
    description =
        "Runs the four services in this process, on a PostgreSQL and a Redis of their own, or on"
            + " those that the configuration names.",
    mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
  private static final Duration STOP = Duration.ofSeconds(30);

  @Option(
      names = "--config",
      description =
          "configuration file (default: TOCSIN_CONFIG, else tocsin.yaml in the data folder or here,"
              + " when there is one)")
  @Nullable Path config;

  @Option(names = "--port", description = "HTTP and gRPC port (default: 8080)")
  @Nullable Integer port;

  @Option(
      names = "--host",
      description = "address to listen on; 0.0.0.0 for every one (default: 127.0.0.1)")
  @Nullable String host;

  @Option(
      names = "--data",
      defaultValue = "./data",
      description = "folder that keeps everything (default: ${DEFAULT-VALUE})")
  Path data = Path.of("data");

  @Option(
      names = "--public-url",
      description =
          "how people reach this server, for links in messages (default: http://localhost:PORT)")
  @Nullable String publicUrl;

  @Option(
      names = "--owner-email",
      description =
          "makes the tenant \"default\" with this owner in a fresh installation and prints a"
              + " one-time password; without it a link is printed that sets the installation up in"
              + " a browser")
  @Nullable String ownerEmail;

  @Option(
      names = "--demo",
      description =
          "adds the tenant \"acme\" and look-alikes of Slack, a mail server and a ticket desk")
  boolean demo;

  @Override
  public Integer call() {
    Configuration configuration = Configuration.find(Optional.ofNullable(config), data).sound();
    Installation installation = installation(configuration);
    var closed = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> await(closed)));
    try (var servers = EmbeddedServers.start(data, installation.port(), configuration)) {
      Settings.apply(installation, configuration, servers);
      Running.installation = installation;
      Quarkus.run(Running.class, (code, problem) -> Running.stopped(code, problem));
      return Running.exitCode();
    } finally {
      closed.countDown();
    }
  }

  private Installation installation(Configuration configuration) {
    Map<String, String> flags = new HashMap<>();
    int listen =
        Integer.parseInt(
            said(
                configuration,
                flags,
                "quarkus.http.port",
                port == null ? null : port.toString(),
                "8080"));
    return new Installation(
        said(configuration, flags, "quarkus.http.host", host, "127.0.0.1"),
        listen,
        data,
        said(configuration, flags, "tocsin.public-url", publicUrl, "http://localhost:" + listen),
        said(
            configuration,
            flags,
            "tocsin.first-run.owner-email",
            ownerEmail,
            "owner@localhost.localdomain"),
        demo,
        flags,
        configuration.declarations());
  }

  /** The flag, which is noted; else what the environment or the file says; else the default. */
  private static String said(
      Configuration configuration,
      Map<String, String> flags,
      String property,
      @Nullable String flag,
      String otherwise) {
    if (flag != null) {
      flags.put(property, flag);
      return flag;
    }
    return configuration.said(property).orElse(otherwise);
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
