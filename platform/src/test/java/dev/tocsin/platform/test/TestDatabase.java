package dev.tocsin.platform.test;

import dev.tocsin.platform.db.DatabaseAccess;
import dev.tocsin.platform.db.Migrations;
import dev.tocsin.platform.db.Roles;
import dev.tocsin.platform.embedded.EmbeddedPostgres;
import dev.tocsin.platform.time.TocsinClock;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** The PostgreSQL of this JVM's tests, with the roles and no schema. */
public final class TestDatabase {

  private static final Logger LOG = Logger.getLogger(TestDatabase.class);

  /** The version that is embedded as well. */
  private static final String IMAGE = "postgres:18.4";

  private static final String SHARED = "tocsin.test.shared.postgres";
  private static final String OWNER_PASSWORD = "test-owner-password";
  private static final String APP_PASSWORD = "test-app-password";

  private final String url;
  private final String superuser;
  private final String password;

  private TestDatabase(String urlWithCredentials) {
    URI uri = URI.create(urlWithCredentials);
    String[] user = uri.getUserInfo().split(":", 2);
    this.superuser = user[0];
    this.password = user.length > 1 ? user[1] : "";
    this.url = "postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath();
  }

  /** Starts the server at first use, in whichever class loader that is. */
  static TestDatabase get() {
    synchronized (SHARED.intern()) {
      String running = System.getProperty(SHARED);
      if (running != null) {
        return new TestDatabase(running);
      }
      String chosen =
          switch (ServerSource.choose("TOCSIN_TEST_DB_URL", IMAGE)) {
            case ServerSource.Given(String url) -> url;
            case ServerSource.Container(String image) -> Containers.postgres(image);
            case ServerSource.Embedded(String why) -> embedded(why);
          };
      TestDatabase database = new TestDatabase(chosen);
      try (Connection connection = database.superuser()) {
        Roles.create(connection, OWNER_PASSWORD, APP_PASSWORD);
      } catch (SQLException e) {
        throw new IllegalStateException("Cannot make the roles at " + database.url, e);
      }
      System.setProperty(SHARED, chosen);
      return database;
    }
  }

  private static String embedded(String why) {
    LOG.infof("Tests run on the embedded PostgreSQL: %s", why);
    EmbeddedPostgres postgres = EmbeddedPostgres.throwAway();
    Runtime.getRuntime().addShutdownHook(new Thread(postgres::close, "stop-test-postgres"));
    return postgres.superuserUrl();
  }

  /** {@code postgresql://host:port/database}. */
  public String url() {
    return url;
  }

  /** The settings that point Tocsin at it. */
  public Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("tocsin.db.url", url);
    settings.put("tocsin.db.username", application().username());
    settings.put("tocsin.db.password", application().password());
    settings.put("tocsin.db.owner.username", owner().username());
    settings.put("tocsin.db.owner.password", owner().password());
    return settings;
  }

  /** Access as the role that the services use. */
  public DatabaseAccess application() {
    return new DatabaseAccess(url, "tocsin_app", APP_PASSWORD);
  }

  /** Access as the role that migrates. */
  public DatabaseAccess owner() {
    return new DatabaseAccess(url, "tocsin_owner", OWNER_PASSWORD);
  }

  /** A JDBC connection that may do anything, for a test's own checks. */
  public Connection superuser() throws SQLException {
    return DriverManager.getConnection("jdbc:" + url, superuser, password);
  }

  /** A JDBC connection of one of the roles. */
  public Connection connect(DatabaseAccess access) throws SQLException {
    return DriverManager.getConnection(access.jdbcUrl(), access.username(), access.password());
  }

  /** Runs the scripts of {@code db/<schema>/} on the class path. */
  public void migrate(String schema) {
    Migrations.run(schema, owner(), new TocsinClock());
  }

  /** A pool of the application role; the caller closes it. */
  public Pool pool(Vertx vertx, int size) {
    return PgBuilder.pool()
        .with(new PoolOptions().setMaxSize(size))
        .connectingTo(application().reactive())
        .using(vertx)
        .build();
  }
}
