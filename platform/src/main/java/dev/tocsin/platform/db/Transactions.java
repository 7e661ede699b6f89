package dev.tocsin.platform.db;

import dev.tocsin.platform.trace.TraceParent;
import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * A transaction in the fewest round trips: opening it, naming the tenant and the first statement
 * are one, committing is one.
 */
final class Transactions {

  private static final Logger LOG = Logger.getLogger(Transactions.class);

  /**
   * PostgreSQL answers COMMIT of a failed transaction by rolling back without an error. A statement
   * in front of it fails instead, so work that swallowed an error cannot pass as committed.
   */
  private static final String COMMIT = "SELECT 1; COMMIT";

  /**
   * Added to {@link #bind}: plans are made once, and by keys although a table may have been empty
   * when they were.
   */
  static final String PLANS_KEPT =
      " || set_config('plan_cache_mode', 'force_generic_plan', true) ||"
          + " set_config('enable_seqscan', 'off', true)";

  private Transactions() {}

  /**
   * Runs the work in a transaction.
   *
   * @param schema where unqualified names are looked up, a plain identifier
   * @param tenant a UUID or nothing; both become part of the statement's text
   * @param settings nothing, or {@link #PLANS_KEPT}
   */
  static <T> Uni<T> run(
      Pool pool,
      String schema,
      String tenant,
      String settings,
      BiFunction<SqlConnection, Ending, Uni<T>> work) {
    String begin = "BEGIN; " + bind(schema, tenant) + settings;
    return pool.getConnection()
        .flatMap(
            connection -> {
              Ending ending = new Ending(() -> execute(connection, COMMIT));
              return begunWith(connection, begin, tx -> work.apply(tx, ending))
                  .call(done -> ending.complete())
                  .onFailure()
                  .call(failure -> rollBack(connection))
                  .eventually(connection::close);
            });
  }

  /**
   * The work's first statement goes to the database together with the beginning. Where that fails,
   * a statement that went with it sees no tenant, and row-level security shows it no row and takes
   * none from it.
   */
  private static <T> Uni<T> begunWith(
      SqlConnection connection, String begin, Function<SqlConnection, Uni<T>> work) {
    return Uni.combine()
        .all()
        .unis(execute(connection, begin), Uni.createFrom().deferred(() -> work.apply(connection)))
        .collectFailures()
        .with((begun, result) -> result)
        .onFailure(CompositeException.class)
        .transform(both -> ((CompositeException) both).getCauses().getFirst());
  }

  /**
   * The statement that ties a transaction to a schema and a tenant, and inside a span to its trace:
   * queue rows that it writes keep it.
   */
  static String bind(String schema, String tenant) {
    return "SELECT set_config('search_path', '"
        + schema
        + "', true) || set_config('tocsin.tenant', '"
        + tenant
        + "', true)"
        + trace();
  }

  private static String trace() {
    String setting = TraceParent.setting(TraceParent.current());
    return setting.isEmpty() ? "" : " || " + setting;
  }

  private static Uni<Void> execute(SqlConnection connection, String sql) {
    return connection.query(sql).execute().replaceWithVoid();
  }

  private static Uni<Void> rollBack(SqlConnection connection) {
    return execute(connection, "ROLLBACK")
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.debugf("The connection is gone, and its transaction with it: %s", failure);
              return null;
            });
  }
}
