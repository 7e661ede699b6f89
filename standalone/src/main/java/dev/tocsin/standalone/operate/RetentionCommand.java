package dev.tocsin.standalone.operate;

import dev.tocsin.platform.config.Setting;
import dev.tocsin.platform.config.Settings;
import dev.tocsin.platform.db.DatabaseAccess;
import dev.tocsin.platform.retention.Expiring;
import dev.tocsin.platform.retention.Expiry;
import dev.tocsin.platform.retention.RetainedTables;
import dev.tocsin.proto.identity.v1.TenantRetention;
import dev.tocsin.standalone.serve.Configuration;
import io.quarkus.runtime.configuration.DurationConverter;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Deletes what has been kept for as long as the settings say. Services do it for tenants that add
 * rows, in the course of it; this is for the others, whose data would stay for ever.
 */
@Command(
    name = "retention",
    description =
        "Deletes what was kept for as long as the configuration says, or for as long as a tenant"
            + " wishes when that is shorter, of all tenants and services, and ends. Works beside"
            + " running services, on the database that TOCSIN_DB_URL names, with TOCSIN_DB_PASSWORD"
            + " (and TOCSIN_<SERVICE>_DB_URL ... for databases of their own). It may be stopped and"
            + " started again.",
    mixinStandardHelpOptions = true)
public final class RetentionCommand implements Callable<Integer> {
  @Option(names = "--config", description = "configuration file (default: TOCSIN_CONFIG)")
  @Nullable Path config;

  @Option(
      names = "--batch",
      defaultValue = "1000",
      description = "rows to a transaction (default: ${DEFAULT-VALUE})")
  int batch = 1000;

  @Override
  public Integer call() throws SQLException {
    Configuration configuration = Configuration.find(Optional.ofNullable(config), Path.of("."));
    forget(configuration.sound().all(), batch, System.out);
    return 0;
  }

  /**
   * Deletes and says how much.
   *
   * @throws IllegalStateException when a service's role has no password
   */
  static void forget(Config config, int batch, PrintStream out) throws SQLException {
    Map<UUID, TenantRetention> wishes;
    try (Connection identity = signIn(config, "identity")) {
      wishes = ShorterRetentions.read(identity);
    }
    for (RetainedTables service : services()) {
      try (Connection database = signIn(config, service.schema())) {
        var expiry = new Expiry(database, service.schema(), batch);
        for (Expiring rows : service.tables()) {
          String kept = kept(config, rows.setting());
          Duration longest = DurationConverter.parseDuration(kept);
          rows.keeping().check(rows.setting(), longest);
          out.printf(
              "%-30s %8d deleted, kept for %s%n",
              service.schema() + "." + rows.table(),
              expiry.run(rows, longest) + sooner(expiry, rows, longest, wishes),
              kept);
        }
      }
    }
  }

  /** What tenants keep for a shorter time than the installation. */
  private static long sooner(
      Expiry expiry, Expiring rows, Duration longest, Map<UUID, TenantRetention> wishes)
      throws SQLException {
    long deleted = 0;
    for (var wish : wishes.entrySet()) {
      Duration own = rows.keeping().of(wish.getValue(), longest);
      if (own.compareTo(longest) < 0) {
        deleted += expiry.run(rows, wish.getKey(), own);
      }
    }
    return deleted;
  }

  private static Connection signIn(Config config, String schema) throws SQLException {
    DatabaseAccess access = DatabaseAccess.ofApplication(config, schema);
    if (access.password().isEmpty()) {
      throw new IllegalStateException(
          "no password for %s: set TOCSIN_DB_PASSWORD".formatted(access));
    }
    return DriverManager.getConnection(access.jdbcUrl(), access.username(), access.password());
  }

  private static String kept(Config config, String setting) {
    return config
        .getOptionalValue(setting, String.class)
        .filter(said -> !said.isBlank())
        .orElseGet(
            () ->
                Settings.known().all().stream()
                    .filter(known -> known.property().equals(setting))
                    .map(Setting::defaultValue)
                    .findFirst()
                    .orElseThrow(
                        () -> new IllegalStateException(setting + " is no setting of Tocsin")));
  }

  private static List<RetainedTables> services() {
    return ServiceLoader.load(RetainedTables.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(RetainedTables::schema))
        .toList();
  }
}
