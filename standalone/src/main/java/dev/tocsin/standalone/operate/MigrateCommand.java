package dev.tocsin.standalone.operate;

import dev.tocsin.platform.db.DatabaseAccess;
import dev.tocsin.platform.db.Migrations;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.standalone.serve.Configuration;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs the migrations of all services and ends, for installations whose services start with {@code
 * tocsin.db.migrate-at-start=false}. Needs the owning role and nothing else: no key ring, no
 * service secret.
 */
@Command(
    name = "migrate",
    description =
        "Brings the schemas of all services up to date and ends. Signs in as the owning role, to"
            + " TOCSIN_DB_URL with TOCSIN_DB_OWNER_PASSWORD (and TOCSIN_<SERVICE>_DB_URL ... for"
            + " databases of their own). It may be repeated, and run beside services of the version"
            + " before.",
    mixinStandardHelpOptions = true)
public final class MigrateCommand implements Callable<Integer> {
  private static final List<String> SCHEMAS =
      List.of("identity", "alerting", "notification", "ticketing");

  @Option(names = "--config", description = "configuration file (default: TOCSIN_CONFIG)")
  @Nullable Path config;

  @Override
  public Integer call() {
    Configuration configuration = Configuration.find(Optional.ofNullable(config), Path.of("."));
    migrate(configuration.sound().all(), System.out);
    return 0;
  }

  /**
   * Runs them, one schema after the other.
   *
   * @throws IllegalStateException when a schema's owner has no password
   * @throws org.flywaydb.core.api.FlywayException when a script fails; those before it stay
   */
  static void migrate(Config config, PrintStream out) {
    for (String schema : SCHEMAS) {
      DatabaseAccess owner = DatabaseAccess.ofOwner(config, schema);
      if (owner.password().isEmpty()) {
        throw new IllegalStateException(
            "no password for %s: set TOCSIN_DB_OWNER_PASSWORD".formatted(owner));
      }
      Migrations.Outcome outcome = Migrations.run(schema, owner, new TocsinClock());
      out.printf(
          "%-13s version %s, %d %s run now%n",
          schema, outcome.version(), outcome.run(), outcome.run() == 1 ? "script" : "scripts");
    }
  }
}
