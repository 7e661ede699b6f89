package dev.tocsin.platform.embedded;

import dev.tocsin.platform.db.Roles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL in a folder, reachable from this machine only, with the roles of {@code
 * db/roles.sql} and an empty database {@code tocsin}.
 *
 * <p>The folder holds everything: {@code postgres/} (the cluster), {@code postgres.log}, {@code
 * postgres.passwords} (generated, readable by its owner alone) and {@code lock}. Starting on a
 * folder that another process uses is refused. A server that outlived a killed process is stopped
 * and started again; one that dies is started again within a second; both recover what was
 * committed, and starting waits for that.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  /** Name of the server's superuser. */
  public static final String SUPERUSER = "tocsin_admin";

  /** Name of the database. */
  public static final String DATABASE = "tocsin";

  private static final Logger LOG = Logger.getLogger(EmbeddedPostgres.class);

  private final Path folder;
  private final boolean durable;
  private final int port;
  private final Credentials credentials;
  private final FolderLock lock;
  private final PostgresCluster cluster;
  private final Supervised server;

  private EmbeddedPostgres(Path folder, int port, boolean durable) {
    this.folder = Folders.create(folder).toAbsolutePath().normalize();
    this.durable = durable;
    this.lock = FolderLock.take(this.folder);
    try {
      this.credentials = Credentials.in(this.folder);
      this.cluster = new PostgresCluster(this.folder, credentials.superuser(), durable);
      cluster.prepare();
      this.port = port == 0 ? FreePort.find() : port;
      this.server = new Supervised("PostgreSQL", () -> cluster.launch(this.port));
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Starts a durable server.
   *
   * @param folder where its data lives; created if missing
   * @param port on 127.0.0.1; 0 for any free one
   * @throws IllegalStateException when the folder is in use, the server does not come up, or it is
   *     not durable; the message says what to do
   */
  public static EmbeddedPostgres start(Path folder, int port) {
    return new EmbeddedPostgres(folder, port, true).ready();
  }

  /** Starts a server for tests: its folder goes with it, and it does not wait for the disk. */
  public static EmbeddedPostgres throwAway() {
    try {
      return new EmbeddedPostgres(Files.createTempDirectory("tocsin-postgres-"), 0, false).ready();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a temporary folder", e);
    }
  }

  /** Where it is, as the reactive client and {@code tocsin.db.url} want it. */
  public String url() {
    return "postgresql://127.0.0.1:" + port + "/" + DATABASE;
  }

  /** The same with the superuser's name and password, for tests and backups. */
  public String superuserUrl() {
    return "postgresql://%s:%s@127.0.0.1:%d/%s"
        .formatted(SUPERUSER, credentials.superuser(), port, DATABASE);
  }

  /** The settings that point Tocsin at it. */
  public Map<String, String> settings() {
    return Map.of(
        "tocsin.db.url", url(),
        "tocsin.db.username", "tocsin_app",
        "tocsin.db.password", credentials.application(),
        "tocsin.db.owner.username", "tocsin_owner",
        "tocsin.db.owner.password", credentials.owner());
  }

  /** Its port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Process id of the server that runs now. */
  public long pid() {
    return server.process().pid();
  }

  /** Connects as superuser, to the database {@code tocsin}. */
  public Connection superuser() throws SQLException {
    return connect(DATABASE);
  }

  /** Stops the server: open transactions are rolled back, everything committed is on disk. */
  @Override
  public void close() {
    server.expectEnd();
    try {
      cluster.stop(server.process().toHandle());
    } finally {
      lock.close();
      if (!durable) {
        Folders.delete(folder);
      }
    }
  }

  private EmbeddedPostgres ready() {
    try {
      awaitConnections();
      createDatabase();
      try (Connection connection = superuser()) {
        Roles.create(connection, credentials.owner(), credentials.application());
        if (durable) {
          assertDurable(connection);
        }
      }
      LOG.infof("PostgreSQL is up on port %d with its data in %s", port, folder);
      return this;
    } catch (SQLException e) {
      close();
      throw new IllegalStateException("Cannot set up the database in " + folder, e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Recovery after a crash may take minutes, so we wait as long as the server is at work. */
  private void awaitConnections() {
    Duration patience = Duration.ofMinutes(5);
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try (Connection connection = connect("postgres")) {
        LOG.debugf("Connected to %s", connection);
        return;
      } catch (SQLException e) {
        boolean wrongPassword = "28P01".equals(e.getSQLState());
        if (wrongPassword || System.nanoTime() > deadline || cluster.failsToStart()) {
          throw new IllegalStateException(
              "PostgreSQL in " + folder + " does not come up; its log ends with:\n" + cluster.log(),
              e);
        }
        pause();
      }
    }
  }

  private void createDatabase() throws SQLException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT count(*) FROM pg_database WHERE datname = '" + DATABASE + "'")) {
      found.next();
      if (found.getInt(1) == 0) {
        statement.execute("CREATE DATABASE " + DATABASE);
      }
    }
  }

  private void assertDurable(Connection connection) throws SQLException {
    for (Map.Entry<String, String> wanted : PostgresSettings.DURABLE.entrySet()) {
      try (Statement statement = connection.createStatement();
          ResultSet shown = statement.executeQuery("SHOW " + wanted.getKey())) {
        shown.next();
        if (!wanted.getValue().equals(shown.getString(1))) {
          throw new IllegalStateException(
              "PostgreSQL in %s runs with %s = %s, and alerts need %s: remove that setting"
                  .formatted(folder, wanted.getKey(), shown.getString(1), wanted.getValue()));
        }
      }
    }
  }

  private Connection connect(String database) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser(SUPERUSER);
    source.setPassword(credentials.superuser());
    source.setConnectTimeout(5);
    return source.getConnection();
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for PostgreSQL", e);
    }
  }
}
