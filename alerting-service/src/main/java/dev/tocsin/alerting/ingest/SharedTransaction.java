package dev.tocsin.alerting.ingest;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
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
 * it did. A server that was started anew, or another one that took over, is not believed: a number
 * of which nothing had reached the disk is given out again there, and would speak of somebody
 * else's transaction.
 */
@Singleton
class SharedTransaction {

  private static final Logger LOG = Logger.getLogger(SharedTransaction.class);
  private static final Duration ASK_AGAIN = Duration.ofMillis(100);

  /**
   * A statement in front makes COMMIT fail where the transaction has failed; alone it would roll
   * back and say nothing.
   */
  private static final String COMMIT = "SELECT 1; COMMIT";

  /** Which run of which server it is: when it was started, to the microsecond. */
  private static final String SERVER = "extract(epoch FROM pg_postmaster_start_time())::text";

  /**
   * Binds the transaction to a tenant, and then tells the version of the tenant's configuration and
   * the number of the transaction: in this order, which CASE guarantees, because the version is not
   * seen by anybody else. Sequential scans are off because statements are planned when tables are
   * still empty, and the plans are kept: making one for each execution takes as long as writing an
   * alert. A trace is always set, if to none: else the one of the tenant before would go on.
   */
  private static final String ENTER =
      """
      SELECT CASE WHEN num_nonnulls(set_config('tocsin.tenant', $1::text, true),
            set_config('enable_seqscan', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true),
            set_config('statement_timeout', $2::text, true), set_config('tocsin.traceparent', $3::text, true)) = 5
          THEN coalesce((SELECT config_version FROM alerting.tenant_config WHERE tenant_id = $1::text::uuid), 0) END,
        pg_current_xact_id()::text,
        %s
      """
          .formatted(SERVER);

  private static final String OUTCOME =
      "SELECT CASE WHEN "
          + SERVER
          + " = $2::text THEN pg_xact_status($1::text::xid8) ELSE 'unknown' END";

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
    AtomicReference<TransactionNumber> number = new AtomicReference<>();
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
    return bound(tx, tenant, traceparent).map(row -> row.getLong(0)).memoize().indefinitely();
  }

  private Uni<Long> begin(
      SqlConnection tx,
      UUID tenant,
      @Nullable String traceparent,
      AtomicReference<TransactionNumber> number) {
    return Uni.combine()
        .all()
        .unis(tx.query("BEGIN").execute(), bound(tx, tenant, traceparent))
        .with(
            (begun, row) -> {
              number.set(new TransactionNumber(row.getString(1), row.getString(2)));
              return row.getLong(0);
            })
        .memoize()
        .indefinitely();
  }

  /** Gives the row of {@link #ENTER}. */
  private Uni<Row> bound(SqlConnection tx, UUID tenant, @Nullable String traceparent) {
    return tx.preparedQuery(ENTER)
        .execute(
            Tuple.of(
                tenant.toString(),
                Long.toString(config.patience().toMillis()),
                traceparent == null ? "" : traceparent))
        .map(rows -> rows.iterator().next());
  }

  private Uni<Void> commit(SqlConnection tx, AtomicReference<TransactionNumber> number) {
    return tx.query(COMMIT)
        .execute()
        .replaceWithVoid()
        .onFailure(failure -> !(failure instanceof PgException))
        .recoverWithUni(failure -> ask(Objects.requireNonNull(number.get()), failure));
  }

  /** Was it committed after all? */
  private Uni<Void> ask(TransactionNumber number, Throwable failure) {
    LOG.warnf(
        "The connection broke while transaction %s was committed: asking for its outcome", number);
    return outcome(number)
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

  /** As PostgreSQL says it; {@code unknown} when the server is not the one that gave the number. */
  Uni<String> outcome(TransactionNumber number) {
    return database
        .pool()
        .preparedQuery(OUTCOME)
        .execute(Tuple.of(number.transaction(), number.server()))
        .map(rows -> String.valueOf(rows.iterator().next().getString(0)));
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

  /**
   * A transaction's number.
   *
   * @param server the run of the server that gave it: numbers hold within one run only
   */
  record TransactionNumber(String transaction, String server) {}

  /** The database knows that the transaction did not happen, or cannot tell any more. */
  static final class NotCommitted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotCommitted(Throwable cause) {
      super("the connection broke and nothing says that the transaction was committed", cause);
    }
  }
}
