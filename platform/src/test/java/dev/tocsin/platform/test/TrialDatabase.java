package dev.tocsin.platform.test;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.context.spi.ContextManagerProvider;

/**
 * A schema of the test database as a service has it, without Quarkus: migrated, with a pool of the
 * application role. Hibernate's sessions are missing.
 */
public final class TrialDatabase implements AutoCloseable {

  static {
    // Outside of Quarkus two threads that meet Mutiny first race to set it up.
    ContextManagerProvider.instance();
  }

  /** Longest time that a test waits for the database. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  public final Vertx vertx = Vertx.vertx();
  public final Pool pool;
  public final Database db;

  /** A migrated schema on a pool of so many connections. */
  @SuppressWarnings("NullAway")
  public TrialDatabase(String schema, int connections, TocsinClock clock) {
    TestServers.database().migrate(schema);
    pool = TestServers.database().pool(vertx, connections);
    db = new Database(schema, pool, null, clock);
  }

  /** Runs statements of one tenant. */
  public int execute(UUID tenant, String sql) {
    return await(db.inTenant(tenant, tx -> tx.query(sql).execute().map(rows -> rows.rowCount())));
  }

  /** The first column of the first row that one tenant sees, as text. */
  public String value(UUID tenant, String sql) {
    return await(
        db.inTenant(
            tenant,
            tx ->
                tx.query(sql)
                    .execute()
                    .map(rows -> String.valueOf(rows.iterator().next().getValue(0)))));
  }

  /** Waits for an answer. */
  public static <T> T await(Uni<T> answer) {
    return answer.await().atMost(PATIENCE);
  }

  @Override
  public void close() {
    await(pool.close());
    await(vertx.close());
  }
}
