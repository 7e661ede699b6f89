package dev.tocsin.platform.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** The files of one PostgreSQL, and the programs that work on them. */
final class PostgresCluster {

  private static final Logger LOG = Logger.getLogger(PostgresCluster.class);
  private static final Duration FAST_STOP = Duration.ofSeconds(60);
  private static final long LARGEST_LOG = 10L << 20;
  private static final int START_ATTEMPTS = 10;

  private final Path folder;
  private final Path data;
  private final Path logFile;
  private final String password;
  private final boolean durable;
  private final Launcher launcher = Launcher.unprivileged();
  private final Path programs;
  private final AtomicInteger failedStarts = new AtomicInteger();

  PostgresCluster(Path folder, String password, boolean durable) {
    this.folder = folder;
    this.data = folder.resolve("postgres");
    this.logFile = folder.resolve("postgres.log");
    this.password = password;
    this.durable = durable;
    this.programs = launcher.binaries().postgres().resolve("bin");
  }

  /** Makes the cluster if it is not there, and stops a server that a killed process left behind. */
  void prepare() {
    launcher.own(folder);
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      initialize();
    }
    Optional<ProcessHandle> orphan = Orphans.find(data.resolve("postmaster.pid"), data.toString());
    orphan.ifPresent(
        process -> {
          LOG.warnf("Stopping PostgreSQL, process %d, which a killed Tocsin left", process.pid());
          stop(process);
        });
  }

  /** Starts the server; it may still have to recover. */
  Process launch(int port) throws IOException {
    failedStarts.incrementAndGet();
    List<String> command = new ArrayList<>(List.of(program("postgres"), "-D", data.toString()));
    command.addAll(PostgresSettings.arguments(port, durable));
    return launcher
        .command(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()))
        .start();
  }

  /** Whether it was started so often that it will not come up by itself. */
  boolean failsToStart() {
    return failedStarts.get() > START_ATTEMPTS;
  }

  /** Stops a server of this cluster without waiting for its clients. */
  void stop(ProcessHandle process) {
    if (!process.isAlive()) {
      return;
    }
    signal("INT", process);
    if (!Orphans.awaitEnd(process, FAST_STOP)) {
      LOG.warnf("PostgreSQL did not stop within %s: stopping it at once", FAST_STOP);
      signal("QUIT", process);
      Orphans.awaitEnd(process, FAST_STOP);
    }
  }

  /** The end of its log. */
  String log() {
    try {
      List<String> lines = Files.exists(logFile) ? Files.readAllLines(logFile) : List.of();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    } catch (IOException e) {
      return "(" + logFile + " cannot be read: " + e.getMessage() + ")";
    }
  }

  private void signal(String name, ProcessHandle process) {
    launcher.run(List.of(program("pg_ctl"), "kill", name, Long.toString(process.pid())));
  }

  /** Made beside its place and moved there, so that a crash leaves no half of a cluster. */
  private void initialize() {
    Path draft = data.resolveSibling("postgres.new");
    Path secret = data.resolveSibling("postgres.initial");
    Folders.delete(draft);
    try {
      Files.createDirectory(draft);
      Folders.writeSecret(secret, password);
      launcher.own(draft);
      launcher.own(secret);
      List<String> command =
          new ArrayList<>(
              List.of(
                  program("initdb"),
                  "--pgdata=" + draft,
                  "--username=" + EmbeddedPostgres.SUPERUSER,
                  "--pwfile=" + secret,
                  "--auth=scram-sha-256",
                  "--encoding=UTF8",
                  "--locale-provider=builtin",
                  "--builtin-locale=C.UTF-8",
                  "--locale=C"));
      if (!durable) {
        command.add("--no-sync");
      }
      launcher.run(command);
      Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
      Files.deleteIfExists(secret);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a database in " + data, e);
    }
  }

  private String program(String name) {
    return programs.resolve(name).toString();
  }
}
