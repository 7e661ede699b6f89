package dev.tocsin.platform.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what has expired in one schema, tenant by tenant and in pieces, each in a transaction of
 * its own: it may be stopped at any moment and started again, and runs beside the services. Ages go
 * by the database's clock.
 */
public final class Expiry {
  private static final Pattern PARAMETER = Pattern.compile("\\$([1-4])");
  private static final int TENANTS = 500;

  private final Connection database;
  private final String schema;
  private final int piece;

  /**
   * In one schema.
   *
   * @param database signed in as the application's role
   * @param piece rows to a transaction
   */
  public Expiry(Connection database, String schema, int piece) {
    this.database = database;
    this.schema = schema;
    this.piece = piece;
  }

  /**
   * Deletes rows that are older than this.
   *
   * @return how many, those that went with them not counted
   */
  public long run(Expiring rows, Duration kept) throws SQLException {
    database.setAutoCommit(false);
    OffsetDateTime before = before(kept);
    long deleted = 0;
    UUID last = new UUID(0, 0);
    for (List<UUID> tenants = tenants(rows, before, last);
        !tenants.isEmpty();
        tenants = tenants(rows, before, last)) {
      for (UUID tenant : tenants) {
        deleted += delete(rows, tenant, before);
      }
      last = tenants.getLast();
    }
    return deleted;
  }

  /**
   * Deletes rows of one tenant that are older than this.
   *
   * @return how many, those that went with them not counted
   */
  public long run(Expiring rows, UUID tenant, Duration kept) throws SQLException {
    database.setAutoCommit(false);
    OffsetDateTime before = before(kept);
    return delete(rows, tenant, before);
  }

  private OffsetDateTime before(Duration kept) throws SQLException {
    try (PreparedStatement select =
        database.prepareStatement("SELECT clock_timestamp() - ? * interval '1 second'")) {
      select.setLong(1, kept.toSeconds());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getObject(1, OffsetDateTime.class);
      }
    }
  }

  /** The next tenants that have rows of that age. */
  private List<UUID> tenants(Expiring rows, OffsetDateTime before, UUID after) throws SQLException {
    List<UUID> tenants = new ArrayList<>();
    try (PreparedStatement select =
        database.prepareStatement(
            "SELECT tenant_id FROM %s.%s_aged(?, ?, ?)".formatted(schema, rows.table()))) {
      select.setObject(1, before);
      select.setObject(2, after);
      select.setInt(3, TENANTS);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          tenants.add(found.getObject(1, UUID.class));
        }
      }
    }
    database.commit();
    return tenants;
  }

  private long delete(Expiring expiring, UUID tenant, OffsetDateTime before) throws SQLException {
    return switch (expiring) {
      case ExpiringRows rows -> delete(rows, tenant, before);
      case ExpiringWalk walk -> walk(walk, tenant, before);
    };
  }

  private long delete(ExpiringRows rows, UUID tenant, OffsetDateTime before) throws SQLException {
    long all = 0;
    int some;
    do {
      some =
          inTenant(
              tenant, rows.delete(schema), PreparedStatement::executeUpdate, tenant, before, piece);
      all += some;
    } while (some == piece);
    return all;
  }

  private record Step(long deleted, @Nullable UUID last) {}

  private long walk(ExpiringWalk walk, UUID tenant, OffsetDateTime before) throws SQLException {
    long all = 0;
    @Nullable UUID after = ExpiringWalk.BEGINNING;
    while (after != null) {
      Step step = inTenant(tenant, walk.step(schema), Expiry::step, tenant, before, after, piece);
      all += step.deleted();
      after = step.last();
    }
    return all;
  }

  private static Step step(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return new Step(row.getLong(1), row.getObject(2, UUID.class));
    }
  }

  /** What is done with a statement whose parameters are set. */
  private interface Execution<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  /** One transaction of the tenant. */
  private <T> T inTenant(UUID tenant, String statement, Execution<T> execution, Object... values)
      throws SQLException {
    List<Object> inOrder = new ArrayList<>();
    String sql =
        PARAMETER
            .matcher(statement)
            .replaceAll(
                found -> {
                  inOrder.add(values[Integer.parseInt(found.group(1)) - 1]);
                  return "?";
                });
    try {
      bind(tenant);
      try (PreparedStatement prepared = database.prepareStatement(sql)) {
        for (int i = 0; i < inOrder.size(); i++) {
          prepared.setObject(i + 1, inOrder.get(i));
        }
        T result = execution.of(prepared);
        database.commit();
        return result;
      }
    } catch (SQLException e) {
      database.rollback();
      throw e;
    }
  }

  private void bind(UUID tenant) throws SQLException {
    try (PreparedStatement bind =
        database.prepareStatement("SELECT set_config('tocsin.tenant', ?, true)")) {
      bind.setString(1, tenant.toString());
      bind.execute();
    }
  }
}
