package dev.tocsin.platform.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.platform.secret.SealedColumn;
import dev.tocsin.platform.secret.SealedColumns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A service's columns of bytes are hashes, public keys, said to be open, or named as sealed; and
 * what is named can be sealed anew. Each service extends it with the name of its schema.
 */
public abstract class EverySealedColumnIsNamed {

  private final String schema;
  private final Set<String> open;

  /**
   * For one schema.
   *
   * @param open columns of bytes that are no secret, as {@code table.column}
   */
  protected EverySealedColumnIsNamed(String schema, String... open) {
    this.schema = schema;
    this.open = Set.of(open);
    TestServers.database().migrate(schema);
  }

  @Test
  void everyColumnOfBytesThatIsNoHashIsNamedAsSealed() throws SQLException {
    Set<String> named = new TreeSet<>();
    for (SealedColumns columns : ServiceLoader.load(SealedColumns.class)) {
      if (columns.schema().equals(schema)) {
        columns.columns().forEach(column -> named.add(column.table() + "." + column.column()));
      }
    }

    assertEquals(bytes(), named);
  }

  @Test
  void theApplicationMayFindAndChangeThem() throws SQLException {
    for (SealedColumns columns : ServiceLoader.load(SealedColumns.class)) {
      for (SealedColumn column : columns.columns()) {
        if (columns.schema().equals(schema)) {
          mayFindAndChange(column);
        }
      }
    }
  }

  private void mayFindAndChange(SealedColumn column) throws SQLException {
    TestDatabase server = TestServers.database();
    try (Connection application = server.connect(server.application());
        ResultSet answer =
            application
                .createStatement()
                .executeQuery(
                    "SELECT has_column_privilege('%1$s.%2$s', '%3$s', 'UPDATE'),"
                            .formatted(schema, column.table(), column.column())
                        + " (SELECT count(*) >= 0 FROM %1$s.%2$s_%3$s_stale('none',"
                            .formatted(schema, column.table(), column.column())
                        + " '00000000-0000-0000-0000-000000000000',"
                        + " '00000000-0000-0000-0000-000000000000', 1))")) {
      answer.next();
      assertEquals(true, answer.getBoolean(1) && answer.getBoolean(2), column::toString);
    }
  }

  private Set<String> bytes() throws SQLException {
    Set<String> found = new TreeSet<>();
    try (Connection superuser = TestServers.database().superuser();
        PreparedStatement select =
            superuser.prepareStatement(
                "SELECT table_name || '.' || column_name FROM information_schema.columns"
                    + " WHERE table_schema = ? AND data_type = 'bytea'"
                    + " AND column_name NOT LIKE '%hash' AND column_name NOT LIKE 'public%'")) {
      select.setString(1, schema);
      ResultSet rows = select.executeQuery();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    found.removeAll(open);
    return found;
  }
}
