package dev.tocsin.platform.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Sets up the roles of an installation by {@code db/roles.sql}. */
public final class Roles {

  private Roles() {}

  /**
   * Creates the roles or sets their passwords, in the database that this superuser's connection is
   * on. May be repeated.
   */
  public static void create(Connection superuser, String ownerPassword, String appPassword)
      throws SQLException {
    try (Statement statement = superuser.createStatement()) {
      statement.execute(sql(ownerPassword, appPassword));
    }
  }

  private static String sql(String ownerPassword, String appPassword) {
    return SchemaTools.resource("db/roles.sql")
        .replace("${owner_password}", literal(ownerPassword))
        .replace("${app_password}", literal(appPassword));
  }

  /** A password as the inside of a quoted literal, itself inside a dollar-quoted block. */
  private static String literal(String password) {
    if (password.contains("$$") || password.contains("\\")) {
      throw new IllegalArgumentException(
          "A database password may not contain '$$' or a backslash: choose another");
    }
    return password.replace("'", "''");
  }
}
