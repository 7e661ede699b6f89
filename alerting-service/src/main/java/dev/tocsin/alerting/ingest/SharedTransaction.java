package dev.tocsin.alerting.ingest;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.trace.TraceParent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that serves several tenants, one after the other, in the fewest round trips. When
 * the connection breaks while it commits, the database is asked by the transaction's number whether
 * it did.
 */
@ApplicationScoped
class SharedTransaction {

  private static final Logger LOG = Logger.getLogger(SharedTransaction.class);
  private static final Duration ASK_AGAIN = Duration.ofMillis(100);

  /**
   * A statement in front makes COMMIT fail where the transaction has failed; alone it would roll
   * back and say nothing.
   */
  private static final String COMMIT = "SELECT 1; COMMIT";

  private final Database database;
  private final IngestConfig config;

  SharedTransaction(@ServiceDatabase("alerting") Database database, IngestConfig config) {
    this.database = database;
    this.config = config;
  }

  /**
   * Runs the work and commits.
   *
   * @param first the tenant whose rows are seen first
   * @param traceparent what the queue rows of that tenant keep as their trace
   * @param work gets the connection and, when it asks, the version of the first tenant's
   *     configuration; statements it sends before that has come are sent along with it
   */
  <T> Uni<T> run(
      UUID first, @Nullable String traceparent, BiFunction<SqlConnection, Uni<Long>, Uni<T>> work) {
    AtomicReference<String> number = new AtomicReference<>();
    Uni<T> transaction =
        database
            .pool()
            .getConnection()
            .flatMap(
                tx ->
                    work.apply(tx, begin(tx, first, traceparent, number))
                        .call(done -> commit(tx, number))
                        .onFailure()
                        .call(failure -> rollBack(tx))
                        .eventually(tx::close));
    // Nobody's impatience may end it halfway: a cancelled caller would leave the connection in the
    // middle of it.
    return Uni.createFrom()
        .emitter(answer -> transaction.subscribe().with(answer::complete, answer::fail));
  }

  /** Goes over to another tenant's rows; gives the version of its configuration. */
  Uni<Long> enter(SqlConnection tx, UUID tenant, @Nullable String traceparent) {
    return tx.query(bind(tenant, traceparent))
        .execute()
        .map(rows -> last(rows).getLong(0))
        .memoize()
        .indefinitely();
  }

  private Uni<Long> begin(
      SqlConnection tx, UUID tenant, @Nullable String traceparent, AtomicReference<String> number) {
    return tx.query("BEGIN; " + bind(tenant, traceparent))
        .execute()
        .map(
            rows -> {
              Row row = last(rows);
              number.set(row.getString(1));
              return row.getLong(0);
            })
        .memoize()
        .indefinitely();
  }

  /**
   * Sequential scans are off because statements are planned when tables are still empty, and kept.
   * A trace is always set, if to none: else the one of the tenant before would go on.
   */
  private String bind(UUID tenant, @Nullable String traceparent) {
    String trace =
        traceparent == null
            ? "set_config('tocsin.traceparent', '', true)"
            : TraceParent.setting(traceparent);
    return "SELECT set_config('tocsin.tenant', '"
        + tenant
        + "', true), set_config('enable_seqscan', 'off', true), set_config('statement_timeout', '"
        + config.patience().toMillis()
        + "', true), "
        + trace
        + "; SELECT coalesce((SELECT config_version FROM alerting.tenant_config WHERE"
        + " tenant_id = '"
        + tenant
        + "'), 0), pg_current_xact_id()::text";
  }

  private static Row last(RowSet<Row> rows) {
    RowSet<Row> set = rows;
    while (set.next() != null) {
      set = set.next();
    }
    return set.iterator().next();
  }

  private Uni<Void> commit(SqlConnection tx, AtomicReference<String> number) {
    return tx.query(COMMIT)
        .execute()
        .replaceWithVoid()
        .onFailure(failure -> !(failure instanceof PgException))
        .recoverWithUni(failure -> ask(Objects.requireNonNull(number.get()), failure));
  }

  /** Was it committed after all? */
  private Uni<Void> ask(String number, Throwable failure) {
    LOG.warnf(
        "The connection broke while transaction %s was committed: asking for its outcome", number);
    return database
        .pool()
        .preparedQuery("SELECT pg_xact_status($1::text::xid8)")
        .execute(Tuple.of(number))
        .map(rows -> String.valueOf(rows.iterator().next().getString(0)))
        .onItem()
        .transformToUni(
            status ->
                switch (status) {
                  case "committed" -> Uni.createFrom().voidItem();
                  case "in progress" ->
                      Uni.createFrom().<Void>failure(new IllegalStateException("in progress"));
                  default -> Uni.createFrom().<Void>failure(new NotCommitted(failure));
                })
        .onFailure(again -> !(again instanceof NotCommitted))
        .retry()
        .withBackOff(ASK_AGAIN)
        .expireIn(config.patience().toMillis());
  }

  private static Uni<Void> rollBack(SqlConnection tx) {
    return tx.query("ROLLBACK")
        .execute()
        .replaceWithVoid()
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.debugf("The connection is gone, and its transaction with it: %s", failure);
              return null;
            });
  }

  /** The database knows that the transaction did not happen. */
  static final class NotCommitted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotCommitted(Throwable cause) {
      super("the connection broke and the transaction was not committed", cause);
    }
  }
}
