package dev.tocsin.alerting;

import dev.tocsin.platform.error.NotFound;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/**
 * A table of what a tenant has configured, one row for each thing, with the id that the tenant
 * knows it by. The caller's transaction is that of the tenant.
 */
public final class ConfigTable<T> {

  private final String name;
  private final String noun;
  private final String columns;
  private final Function<Row, T> reader;

  /**
   * A table.
   *
   * @param name in the schema
   * @param noun what a row is called when it is not found
   * @param columns what {@code reader} wants to see
   */
  public ConfigTable(String name, String noun, String columns, Function<Row, T> reader) {
    this.name = name;
    this.noun = noun;
    this.columns = columns;
    this.reader = reader;
  }

  /** Writes one row, new or changed. */
  public interface Writer<T> {
    /** Writes it in the transaction. */
    Uni<Void> write(SqlConnection tx, T thing);
  }

  /** One row. Fails with {@link NotFound}. */
  public Uni<T> find(SqlConnection tx, UUID tenant, UUID id) {
    return find(tx, tenant, id, "");
  }

  /**
   * Rows by a condition.
   *
   * @param rest what follows {@code WHERE}: condition, order, limit
   */
  public Uni<List<T>> select(SqlConnection tx, String rest, Tuple values) {
    return tx.preparedQuery("SELECT " + columns + " FROM " + name + " WHERE " + rest)
        .execute(values)
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(reader).toList());
  }

  /** Changes a row as it is now, locked until the transaction ends. Fails with {@link NotFound}. */
  public Uni<T> change(
      SqlConnection tx, UUID tenant, UUID id, UnaryOperator<T> change, Writer<T> writer) {
    return find(tx, tenant, id, " FOR UPDATE")
        .map(change)
        .call(changed -> writer.write(tx, changed));
  }

  /**
   * Deletes a row.
   *
   * @param before runs while it is locked and still there; its failure keeps the row
   * @return what was deleted; fails with {@link NotFound}
   */
  public Uni<T> delete(SqlConnection tx, UUID tenant, UUID id, Writer<T> before) {
    return find(tx, tenant, id, " FOR UPDATE")
        .call(found -> before.write(tx, found))
        .call(
            found ->
                tx.preparedQuery("DELETE FROM " + name + " WHERE tenant_id = $1 AND id = $2")
                    .execute(Tuple.of(tenant, id)));
  }

  /**
   * One row. Fails with {@link NotFound}.
   *
   * @param lock follows the condition: {@code " FOR UPDATE"}, or nothing
   */
  public Uni<T> find(SqlConnection tx, UUID tenant, UUID id, String lock) {
    return select(tx, "tenant_id = $1 AND id = $2" + lock, Tuple.of(tenant, id))
        .map(
            found -> {
              if (found.isEmpty()) {
                throw new NotFound(noun, id);
              }
              return found.getFirst();
            });
  }
}
