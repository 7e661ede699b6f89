package dev.tocsin.platform.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A primary and a replica that follows it by streaming, synchronously: what the primary says it has
 * committed is on the replica's disk. Nobody starts a server again that dies.
 *
 * <p>The replica begins as a copy of the primary's files, taken while it does not run, because the
 * embedded bundle holds no {@code pg_basebackup}.
 */
public final class PostgresPair implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Map<String, String> access;
  private final String password;
  private final Node primary;
  private final Node replica;

  private record Node(PostgresCluster cluster, int port, Process process) {

    static Node start(Path folder, int port, String password) {
      var cluster = new PostgresCluster(folder, password, true);
      cluster.prepare();
      try {
        Process process = cluster.launch(port);
        // Of a test that is broken off: nobody adopts it.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Node(cluster, port, process);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void stop() {
      cluster.stop(process.toHandle());
    }
  }

  private PostgresPair(Map<String, String> access, String password, Node primary, Node replica) {
    this.access = access;
    this.password = password;
    this.primary = primary;
    this.replica = replica;
  }

  /** Makes both in this folder and waits until the replica follows. */
  public static PostgresPair start(Path folder) {
    Path first = folder.resolve("primary");
    Path second = folder.resolve("replica");
    int port = FreePort.find();
    Map<String, String> access;
    try (EmbeddedPostgres made = EmbeddedPostgres.start(first, port)) {
      access = made.settings();
    }
    String password = Credentials.in(first).superuser();
    copy(first, second);
    say(
        second,
        "primary_conninfo = 'host=127.0.0.1 port=%d user=%s password=%s application_name=replica'"
            .formatted(port, EmbeddedPostgres.SUPERUSER, password),
        "wal_retrieve_retry_interval = '200ms'");
    write(second.resolve("postgres").resolve("standby.signal"), "");
    say(first, "synchronous_standby_names = 'replica'");
    Node primary = Node.start(first, port, password);
    Node replica = Node.start(second, FreePort.find(), password);
    var pair = new PostgresPair(access, password, primary, replica);
    try {
      pair.await(
          primary,
          "SELECT sync_state = 'sync' FROM pg_stat_replication",
          "the replica does not follow");
      return pair;
    } catch (RuntimeException | AssertionError e) {
      pair.close();
      throw e;
    }
  }

  /** The settings of who uses the primary. */
  public Map<String, String> settings() {
    return access;
  }

  public int primaryPort() {
    return primary.port();
  }

  public int replicaPort() {
    return replica.port();
  }

  /** The primary as its superuser sees it; while it runs. */
  public String primaryUrl() {
    return url(primary);
  }

  /** The same of the replica. */
  public String replicaUrl() {
    return url(replica);
  }

  /** The primary's machine loses its power: no process of it does anything any more. */
  public void killPrimary() {
    List<ProcessHandle> workers = primary.process().descendants().toList();
    primary.process().destroyForcibly();
    workers.forEach(ProcessHandle::destroyForcibly);
    try {
      primary.process().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    workers.forEach(worker -> worker.onExit().join());
  }

  /** The replica becomes the primary; waits until it takes writes. */
  public void promote() {
    await(replica, "SELECT pg_promote(true, 60)", "the replica cannot be promoted");
    await(replica, "SELECT NOT pg_is_in_recovery()", "the replica does not take writes");
  }

  private void await(Node node, String question, String otherwise) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String last = "";
    while (System.nanoTime() < deadline) {
      try (Connection connection = connect(node);
          Statement statement = connection.createStatement();
          ResultSet answer = statement.executeQuery(question)) {
        if (answer.next() && answer.getBoolean(1)) {
          return;
        }
        last = "no";
      } catch (SQLException e) {
        last = e.getMessage();
      }
      pause();
    }
    throw new AssertionError(otherwise + ": " + last + "; " + node.cluster().log());
  }

  private Connection connect(Node node) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", EmbeddedPostgres.SUPERUSER);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "5");
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + node.port() + "/" + EmbeddedPostgres.DATABASE, properties);
  }

  private String url(Node node) {
    return "postgresql://%s:%s@127.0.0.1:%d/%s"
        .formatted(EmbeddedPostgres.SUPERUSER, password, node.port(), EmbeddedPostgres.DATABASE);
  }

  private static void say(Path folder, String... settings) {
    write(
        folder.resolve("postgres").resolve("postgresql.auto.conf"),
        String.join("\n", settings) + "\n");
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(
            file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    // The replica first: the primary would wait for it.
    replica.stop();
    primary.stop();
  }
}
