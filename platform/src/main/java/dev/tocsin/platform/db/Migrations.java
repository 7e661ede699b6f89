package dev.tocsin.platform.db;

import dev.tocsin.platform.time.TocsinClock;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.jboss.logging.Logger;

/**
 * Brings the schema of every service in this process up to date at start, as the owning role and
 * before any worker runs: observers of {@link StartupEvent} that need tables keep the default
 * priority. Replicas that start together wait for one another; each schema has its own history.
 *
 * <p>{@code tocsin.db.migrate-at-start=false} switches it off for installations that run migrations
 * as a job of their own; then the owner's password is not needed here.
 */
@Singleton
public class Migrations {

  /**
   * What a schema came to.
   *
   * @param version of its newest script
   * @param run how many scripts ran now
   */
  public record Outcome(String version, int run) {}

  /** Priority of the observer that migrates; what needs tables comes after it. */
  public static final int PRIORITY = 100;

  private static final Logger LOG = Logger.getLogger(Migrations.class);

  private final Config config;
  private final TocsinClock clock;

  Migrations(Config config, TocsinClock clock) {
    this.config = config;
    this.clock = clock;
  }

  void atStart(
      @Observes @Priority(PRIORITY) StartupEvent start, @Any Instance<Database> databases) {
    boolean wanted =
        config.getOptionalValue("tocsin.db.migrate-at-start", Boolean.class).orElse(true);
    if (!wanted) {
      return;
    }
    for (Database database : databases) {
      run(database.schema(), DatabaseAccess.ofOwner(config, database.schema()), clock);
    }
  }

  /**
   * Runs the scripts in {@code db/<schema>/} of the class path that this database has not had yet.
   *
   * @param clock gets its first sample of the database's time
   * @throws org.flywaydb.core.api.FlywayException when a script fails or one that ran was changed
   */
  public static Outcome run(String schema, DatabaseAccess owner, TocsinClock clock) {
    Flyway flyway =
        Flyway.configure(Thread.currentThread().getContextClassLoader())
            .dataSource(owner.jdbcUrl(), owner.username(), owner.password())
            .connectRetries(30)
            .connectRetriesInterval(2)
            .schemas(schema)
            .defaultSchema(schema)
            .createSchemas(true)
            .locations("classpath:db/" + schema)
            .callbacks(new SchemaTools(schema, clock))
            .validateOnMigrate(true)
            .load();
    MigrateResult result = flyway.migrate();
    // Flyway names a target only when it ran something.
    String version =
        result.targetSchemaVersion == null
            ? result.initialSchemaVersion
            : result.targetSchemaVersion;
    LOG.infof(
        "Schema %s is at version %s (%d migrations run now)",
        schema, version, result.migrationsExecuted);
    return new Outcome(version, result.migrationsExecuted);
  }
}
