package dev.tocsin.platform.db;

import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.time.TocsinClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Installs the procedures of {@code db/tools.sql} and {@code db/queue.sql} in a schema before its
 * scripts run, under the lock that Flyway holds on that schema's history.
 */
final class SchemaTools implements Callback {

  private final String schema;
  private final TocsinClock clock;

  SchemaTools(String schema, TocsinClock clock) {
    this.schema = schema;
    this.clock = clock;
  }

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    Connection connection = context.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(hashtext('tocsin." + schema + "'))");
      install(statement);
      showHistory(statement);
      readClock(statement);
    } catch (SQLException e) {
      throw new FlywayException("Cannot install the tools of schema " + schema, e);
    }
  }

  /** Installs the tools unless the schema's comment says that it has these very ones. */
  private void install(Statement statement) throws SQLException {
    String sql = resource("db/tools.sql") + resource("db/queue.sql");
    String mark = "tools " + HexFormat.of().formatHex(Ids.sha256(sql), 0, 8);
    String comment = "SELECT obj_description('" + schema + "'::regnamespace, 'pg_namespace')";
    try (ResultSet answer = statement.executeQuery(comment)) {
      if (answer.next() && mark.equals(answer.getString(1))) {
        return;
      }
    }
    statement.execute(sql.replace("${schema}", schema));
    statement.execute("COMMENT ON SCHEMA " + schema + " IS '" + mark + "'");
  }

  /** Which scripts ran is no secret: a service that does not migrate looks whether it fits. */
  private void showHistory(Statement statement) throws SQLException {
    statement.execute(
        """
        DO $$ BEGIN
          IF to_regclass('%1$s.flyway_schema_history') IS NOT NULL
              AND NOT has_table_privilege('tocsin_app', '%1$s.flyway_schema_history', 'SELECT') THEN
            GRANT SELECT ON %1$s.flyway_schema_history TO tocsin_app;
          END IF;
        END $$\
        """
            .formatted(schema));
  }

  /** The first sample of the database's clock, so that even the first decision goes by it. */
  private void readClock(Statement statement) throws SQLException {
    long asked = System.nanoTime();
    try (ResultSet answer = statement.executeQuery("SELECT clock_timestamp()")) {
      answer.next();
      OffsetDateTime time = answer.getObject(1, OffsetDateTime.class);
      clock.sampled(time.toInstant(), asked, System.nanoTime());
    }
  }

  @Override
  public String getCallbackName() {
    return "schema tools";
  }

  /** Reads one of the platform's own scripts. */
  static String resource(String name) {
    try (InputStream in = SchemaTools.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The class path lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read " + name, e);
    }
  }
}
