package dev.tocsin.platform.secret;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Seals the secrets of one schema anew with the newest key of the ring, tenant by tenant and in
 * batches, each in a transaction of its own: it may be stopped at any moment and started again, and
 * runs beside the services. Rows that have the newest key already are not touched.
 */
public final class Resealing {

  /**
   * What was done to a column.
   *
   * @param resealed how many rows were sealed anew
   * @param unopened how many stay as they were, because they do not open
   * @param problems why, each reason once
   */
  public record Count(SealedColumn column, int resealed, int unopened, Set<String> problems) {}

  private record Place(UUID tenant, UUID id) {}

  private final Connection database;
  private final String schema;
  private final KeyRing ring;
  private final int batch;

  /**
   * On one schema.
   *
   * @param database signed in as the application's role
   * @param batch rows to a transaction
   */
  public Resealing(Connection database, String schema, KeyRing ring, int batch) {
    this.database = database;
    this.schema = schema;
    this.ring = ring;
    this.batch = batch;
  }

  /** Seals what is in the column. */
  public Count run(SealedColumn column) throws SQLException {
    int resealed = 0;
    int unopened = 0;
    Set<String> problems = new LinkedHashSet<>();
    Place last = new Place(new UUID(0, 0), new UUID(0, 0));
    database.setAutoCommit(false);
    for (List<Place> stale = stale(column, last);
        !stale.isEmpty();
        stale = stale(column, stale.getLast())) {
      Map<UUID, List<UUID>> byTenant = new LinkedHashMap<>();
      stale.forEach(
          place ->
              byTenant.computeIfAbsent(place.tenant(), t -> new ArrayList<>()).add(place.id()));
      for (Map.Entry<UUID, List<UUID>> some : byTenant.entrySet()) {
        Count count = reseal(column, some.getKey(), some.getValue());
        resealed += count.resealed();
        unopened += count.unopened();
        problems.addAll(count.problems());
      }
    }
    return new Count(column, resealed, unopened, problems);
  }

  /** The next rows that another key than the newest has sealed. */
  private List<Place> stale(SealedColumn column, Place after) throws SQLException {
    String sql =
        "SELECT tenant_id, id FROM %s.%s_%s_stale(?, ?, ?, ?)"
            .formatted(schema, column.table(), column.column());
    List<Place> stale = new ArrayList<>();
    try (PreparedStatement select = database.prepareStatement(sql)) {
      select.setString(1, ring.newest());
      select.setObject(2, after.tenant());
      select.setObject(3, after.id());
      select.setInt(4, batch);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          stale.add(new Place(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class)));
        }
      }
    }
    database.commit();
    return stale;
  }

  private Count reseal(SealedColumn column, UUID tenant, List<UUID> ids) throws SQLException {
    int resealed = 0;
    int unopened = 0;
    Set<String> problems = new LinkedHashSet<>();
    bind(tenant);
    try (PreparedStatement update =
        database.prepareStatement(
            "UPDATE %s.%s SET %s = ? WHERE tenant_id = ? AND id = ?"
                .formatted(schema, column.table(), column.column()))) {
      for (Map.Entry<UUID, byte[]> row : locked(column, tenant, ids).entrySet()) {
        try {
          byte[] clear = ring.open(tenant, column.purpose(), row.getValue());
          update.setBytes(1, ring.seal(tenant, column.purpose(), clear));
        } catch (IllegalStateException e) {
          unopened++;
          problems.add(String.valueOf(e.getMessage()));
          continue;
        }
        update.setObject(2, tenant);
        update.setObject(3, row.getKey());
        resealed += update.executeUpdate();
      }
    } catch (SQLException | RuntimeException e) {
      database.rollback();
      throw e;
    }
    database.commit();
    return new Count(column, resealed, unopened, problems);
  }

  /** The rows that still need it, held until they are changed. */
  private Map<UUID, byte[]> locked(SealedColumn column, UUID tenant, List<UUID> ids)
      throws SQLException {
    Map<UUID, byte[]> rows = new LinkedHashMap<>();
    try (PreparedStatement select =
        database.prepareStatement(
            "SELECT id, %2$s FROM %3$s.%1$s WHERE tenant_id = ? AND id = ANY (?) ORDER BY id FOR UPDATE"
                .formatted(column.table(), column.column(), schema))) {
      Array wanted = database.createArrayOf("uuid", ids.toArray());
      select.setObject(1, tenant);
      select.setArray(2, wanted);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          byte[] sealed = found.getBytes(2);
          if (sealed != null && ring.isStale(sealed)) {
            rows.put(found.getObject(1, UUID.class), sealed);
          }
        }
      }
    }
    return rows;
  }

  private void bind(UUID tenant) throws SQLException {
    try (PreparedStatement bind =
        database.prepareStatement("SELECT set_config('tocsin.tenant', ?, true)")) {
      bind.setString(1, tenant.toString());
      bind.execute();
    }
  }
}
