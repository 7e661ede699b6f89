package dev.tocsin.platform.db;

import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Transactions on one service's schema, each bound to a tenant before its first statement. In them
 * an unqualified name is looked up in the schema.
 *
 * <p>A transaction that has begun runs to its end even if nobody waits for the answer any more. It
 * commits when the work gives an item and rolls back when it fails; a failure while committing
 * leaves the outcome unknown, as with every database.
 */
public final class Database {

  private final String schema;
  private final Pool pool;
  private final Mutiny.@Nullable SessionFactory sessions;
  private final TocsinClock clock;

  /**
   * The database of a service; follows its clock.
   *
   * @param schema name of the service's schema, a plain lower-case identifier
   * @param sessions null for a service that has no entities and never calls {@link #entities}
   */
  public Database(
      String schema, Pool pool, Mutiny.@Nullable SessionFactory sessions, TocsinClock clock) {
    if (!schema.matches("[a-z_]+")) {
      throw new IllegalArgumentException(
          "Schema '" + schema + "' is not a plain lower-case identifier");
    }
    this.schema = schema;
    this.pool = pool;
    this.sessions = sessions;
    this.clock = clock;
    clock.follow(this::time);
  }

  /** Runs the work in one transaction that sees the rows of this tenant and no others. */
  public <T> Uni<T> inTenant(UUID tenant, Function<SqlConnection, Uni<T>> work) {
    return toTheEnd(
        Transactions.run(pool, schema, tenant.toString(), "", (tx, ending) -> work.apply(tx)));
  }

  /**
   * The same for work on the way of a page, whose statements find few rows by their keys: how they
   * are executed is decided once and kept. Deciding anew for each execution takes longer than the
   * execution itself. Not for statements that lists and reports are made by, where the right plan
   * depends on what is asked for.
   *
   * <p>A statement that finds a row by its id asks for its state as {@code state || ''}: otherwise
   * the index of pending rows alone, which looks empty after a quiet night, may seem the cheaper
   * way, and in a storm be walked from end to end.
   */
  public <T> Uni<T> inTenantByKeys(UUID tenant, Function<SqlConnection, Uni<T>> work) {
    return inTenantByKeys(tenant, (tx, ending) -> work.apply(tx));
  }

  /** The same for work that says which statements are its last. */
  public <T> Uni<T> inTenantByKeys(UUID tenant, BiFunction<SqlConnection, Ending, Uni<T>> work) {
    return toTheEnd(
        Transactions.run(pool, schema, tenant.toString(), Transactions.PLANS_KEPT, work));
  }

  /**
   * Runs the work in one transaction without a tenant: tables show no row, and only functions that
   * look across tenants by their definer's right answer.
   */
  public <T> Uni<T> inInstallation(Function<SqlConnection, Uni<T>> work) {
    return toTheEnd(Transactions.run(pool, schema, "", "", (tx, ending) -> work.apply(tx)));
  }

  /**
   * Runs the work in one transaction of a Hibernate session of its own that sees the rows of this
   * tenant and no others. Must be called on a Vert.x context.
   */
  public <T> Uni<T> entities(UUID tenant, Function<Mutiny.Session, Uni<T>> work) {
    Mutiny.SessionFactory factory =
        Objects.requireNonNull(sessions, () -> "schema " + schema + " has no entities");
    return toTheEnd(
        factory
            .openSession()
            .flatMap(
                session ->
                    session
                        .withTransaction(
                            transaction ->
                                session
                                    .createNativeQuery(
                                        Transactions.bind(schema, tenant.toString()), String.class)
                                    .getSingleResult()
                                    .flatMap(set -> work.apply(session)))
                        .eventually(session::close)));
  }

  /** The pool, for statements that need neither tenant nor transaction. */
  public Pool pool() {
    return pool;
  }

  /** Name of the schema. */
  public String schema() {
    return schema;
  }

  /** The clock that due times in this database go by. */
  public TocsinClock clock() {
    return clock;
  }

  private Uni<Instant> time() {
    return pool.query("SELECT clock_timestamp()")
        .execute()
        .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant());
  }

  /** Keeps a cancelled caller from leaving a connection behind in the middle of a transaction. */
  private static <T> Uni<T> toTheEnd(Uni<T> transaction) {
    return Uni.createFrom()
        .emitter(answer -> transaction.subscribe().with(answer::complete, answer::fail));
  }
}
