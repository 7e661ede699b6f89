package dev.tocsin.platform.db;

import static dev.tocsin.platform.test.TrialDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tocsin.platform.test.TrialDatabase;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EndingTest {

  static TrialDatabase trial;

  final UUID tenant = UUID.randomUUID();

  @BeforeAll
  static void start() {
    trial = new TrialDatabase("trial", 1, new TocsinClock());
  }

  @AfterAll
  static void stop() {
    trial.close();
  }

  @Test
  void commitsWithItsLastStatement() {
    int written =
        await(
            trial.db.inTenantByKeys(
                tenant,
                (SqlConnection tx, Ending ending) ->
                    insert(tx, "first").chain(() -> ending.with(insert(tx, "last")))));

    assertEquals(1, written);
    assertEquals("first,last", names());
  }

  @Test
  void commitsNothingWhereTheLastStatementFails() {
    PgException failure =
        assertThrows(
            PgException.class,
            () ->
                await(
                    trial.db.inTenantByKeys(
                        tenant,
                        (SqlConnection tx, Ending ending) ->
                            insert(tx, "first")
                                .chain(
                                    () ->
                                        ending.with(
                                            tx.query("SELECT 1 / 0").execute().replaceWith(0))))));

    assertEquals("22012", failure.getSqlState());
    assertEquals("", names());
    // The connection is good for the next one.
    int next = await(trial.db.inTenant(tenant, tx -> insert(tx, "next")));
    assertEquals(1, next);
  }

  @Test
  void commitsAsEverWhereNoStatementIsSaidToBeTheLast() {
    await(
        trial.db.inTenantByKeys(tenant, (SqlConnection tx, Ending ending) -> insert(tx, "first")));

    assertEquals("first", names());
  }

  private Uni<Integer> insert(SqlConnection tx, String name) {
    return tx.query(
            "INSERT INTO thing VALUES ('%s', '%s', '%s')"
                .formatted(tenant, UUID.randomUUID(), name))
        .execute()
        .map(rows -> rows.rowCount());
  }

  private String names() {
    return trial.value(
        tenant, "SELECT coalesce(string_agg(name, ',' ORDER BY name), '') FROM thing");
  }
}
