package dev.tocsin.platform.db;

import io.vertx.pgclient.PgConnectOptions;
import org.eclipse.microprofile.config.Config;

/**
 * Where a service's database is and how one of its roles signs in.
 *
 * @param url {@code postgresql://host:port/database}
 */
public record DatabaseAccess(String url, String username, String password) {

  /** Access of the application role to the schema's database. */
  public static DatabaseAccess ofApplication(Config config, String schema) {
    return of(config, schema, "", "tocsin_app");
  }

  /** Access of the owning role to the schema's database. */
  public static DatabaseAccess ofOwner(Config config, String schema) {
    return of(config, schema, "owner.", "tocsin_owner");
  }

  private static DatabaseAccess of(Config config, String schema, String role, String username) {
    return new DatabaseAccess(
        value(config, schema, "url", "postgresql://localhost:5432/tocsin"),
        value(config, schema, role + "username", username),
        value(config, schema, role + "password", ""));
  }

  /** {@code tocsin.<schema>.db.<key>}, else {@code tocsin.db.<key>}. */
  private static String value(Config config, String schema, String key, String fallback) {
    return config
        .getOptionalValue("tocsin." + schema + ".db." + key, String.class)
        .or(() -> config.getOptionalValue("tocsin.db." + key, String.class))
        .orElse(fallback);
  }

  /** The same address as JDBC writes it. */
  public String jdbcUrl() {
    return "jdbc:" + url;
  }

  /** The same access as the reactive client wants it. */
  public PgConnectOptions reactive() {
    return PgConnectOptions.fromUri(url)
        .setUser(username)
        .setPassword(password)
        .setCachePreparedStatements(true);
  }

  @Override
  public String toString() {
    return username + " at " + url;
  }
}
