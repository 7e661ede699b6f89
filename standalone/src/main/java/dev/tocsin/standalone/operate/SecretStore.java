package dev.tocsin.standalone.operate;

import dev.tocsin.platform.db.DatabaseAccess;
import dev.tocsin.platform.embedded.EmbeddedPostgres;
import dev.tocsin.platform.secret.KeyRing;
import dev.tocsin.platform.secret.Resealing;
import dev.tocsin.platform.secret.SealedColumn;
import dev.tocsin.platform.secret.SealedColumns;
import dev.tocsin.standalone.serve.Secrets;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** The stored secrets of an installation, with the key ring that they are sealed with. */
final class SecretStore implements AutoCloseable {
  private static final int BELOW_ENVIRONMENT = 200;

  private final Config config;
  private final KeyRing ring;
  private final @Nullable EmbeddedPostgres postgres;

  private SecretStore(Config config, @Nullable EmbeddedPostgres postgres) {
    this.config = config;
    this.postgres = postgres;
    this.ring = new KeyRing(config.getOptionalValue("tocsin.keyring", String.class));
  }

  /**
   * Opens what the environment names, else the data folder.
   *
   * @throws IllegalStateException when the folder is none of Tocsin's, or somebody serves it
   */
  static SecretStore open(Path data) {
    if (System.getenv("TOCSIN_DB_URL") != null) {
      return new SecretStore(config(Map.of()), null);
    }
    if (!Files.exists(data.resolve("secrets.properties"))) {
      throw new IllegalStateException(
          data
              + " is no data folder of Tocsin: name it with --data, or set TOCSIN_DB_URL,"
              + " TOCSIN_DB_PASSWORD and TOCSIN_KEYRING");
    }
    EmbeddedPostgres postgres = EmbeddedPostgres.start(data, 0);
    try {
      Map<String, String> settings = new HashMap<>(Secrets.of(data));
      settings.putAll(postgres.settings());
      return new SecretStore(config(settings), postgres);
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  private static Config config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDefaultSources()
        .withSources(new PropertiesConfigSource(settings, "data folder", BELOW_ENVIRONMENT))
        .build();
  }

  /**
   * Seals everything with the newest key and prints what was done; false when something is left.
   */
  boolean reseal(int batch, PrintStream out) throws SQLException {
    boolean all = true;
    for (SealedColumns service : services()) {
      DatabaseAccess access = DatabaseAccess.ofApplication(config, service.schema());
      try (Connection database =
          DriverManager.getConnection(access.jdbcUrl(), access.username(), access.password())) {
        var resealing = new Resealing(database, service.schema(), ring, batch);
        for (SealedColumn column : service.columns()) {
          all &= told(service.schema(), resealing.run(column), out);
        }
      }
    }
    out.println(
        all
            ? "Every secret is sealed with key " + ring.newest() + "." + others()
            : "Some secrets do not open: add the keys they name to tocsin.keyring and run it"
                + " again.");
    return all;
  }

  private static boolean told(String schema, Resealing.Count count, PrintStream out) {
    out.printf(
        "%-45s %8d sealed anew%s%n",
        schema + "." + count.column().table() + "." + count.column().column(),
        count.resealed(),
        count.unopened() == 0 ? "" : ", " + count.unopened() + " do not open");
    count.problems().forEach(problem -> out.println("  " + problem));
    return count.unopened() == 0;
  }

  private String others() {
    List<String> others = ring.ids().subList(1, ring.ids().size());
    return others.isEmpty()
        ? ""
        : " No row needs "
            + String.join(", ", others)
            + " any more; the links in mails sent before do, for as long as they are valid"
            + " (tocsin.answer-links.validity, 7 days).";
  }

  private static List<SealedColumns> services() {
    return ServiceLoader.load(SealedColumns.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(SealedColumns::schema))
        .toList();
  }

  @Override
  public void close() {
    if (postgres != null) {
      postgres.close();
    }
  }
}
