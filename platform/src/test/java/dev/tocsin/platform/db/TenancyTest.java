package dev.tocsin.platform.db;

import static dev.tocsin.platform.test.TrialDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.test.TestDatabase;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.test.TrialDatabase;
import dev.tocsin.platform.time.TocsinClock;
import io.vertx.pgclient.PgException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fault 30, at the level of the database. */
class TenancyTest {

  static TrialDatabase trial;

  final UUID mine = UUID.randomUUID();
  final UUID other = UUID.randomUUID();
  final UUID thing = UUID.randomUUID();

  @BeforeAll
  static void start() {
    // One connection, so that each transaction gets the one that the last tenant used.
    trial = new TrialDatabase("trial", 1, new TocsinClock());
  }

  @AfterAll
  static void stop() {
    trial.close();
  }

  @BeforeEach
  void insert() {
    trial.execute(mine, "INSERT INTO thing VALUES ('" + mine + "', '" + thing + "', 'mine')");
  }

  @Test
  void showsATenantItsOwnRows() {
    assertEquals("mine", trial.value(mine, "SELECT name FROM thing"));
  }

  @Test
  void showsNoRowWithoutATenantOnAConnectionThatATenantUsed() {
    int transaction =
        await(
            trial.db.inInstallation(
                tx -> tx.query("SELECT * FROM thing").execute().map(rows -> rows.rowCount())));
    int plain = await(trial.pool.query("SELECT * FROM trial.thing").execute()).rowCount();

    assertEquals(0, transaction);
    assertEquals(0, plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM thing",
        "SELECT * FROM thing FOR UPDATE",
        "UPDATE thing SET name = 'taken'",
        "DELETE FROM thing",
        "UPDATE thing SET name = 'taken' FROM job",
        "WITH gone AS (DELETE FROM thing RETURNING *) SELECT * FROM gone",
        "MERGE INTO thing t USING (SELECT 1) o ON t.name <> '' WHEN MATCHED THEN DELETE",
      })
  void hidesOtherTenantsRowsFromEveryStatement(String sql) {
    assertEquals(0, trial.execute(other, sql));
    assertEquals("mine", trial.value(mine, "SELECT name FROM thing"));
  }

  @Test
  void refusesToWriteIntoAnotherTenant() {
    String foreign =
        "INSERT INTO thing VALUES ('" + mine + "', '" + UUID.randomUUID() + "', 'planted')";
    String moved = "UPDATE thing SET tenant_id = '" + other + "'";

    assertEquals("42501", failure(other, foreign).getSqlState());
    assertEquals("42501", failure(mine, moved).getSqlState());
    assertEquals("42501", failure(other, "TRUNCATE thing").getSqlState());
  }

  @Test
  void forgetsTheTenantWithTheTransactionThatFailed() {
    failure(mine, "SELECT 1 / 0");

    assertEquals(0, await(trial.pool.query("SELECT * FROM trial.thing").execute()).rowCount());
  }

  @Test
  void failsWhenTheWorkSwallowsAnErrorThatDoomedTheTransaction() {
    assertThrows(
        PgException.class,
        () ->
            await(
                trial.db.inTenant(
                    mine,
                    tx ->
                        tx.query("SELECT 1 / 0")
                            .execute()
                            .replaceWithVoid()
                            .onFailure()
                            .recoverWithNull())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET ROLE tocsin_owner",
        "SET ROLE tocsin_worker",
        "SET ROLE tocsin_lookup",
        "SET SESSION AUTHORIZATION tocsin_owner",
        "ALTER TABLE thing DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE thing NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY tenant ON thing",
        "CREATE TABLE loot (n int)",
        "CREATE TABLE public.loot (n int)",
        "ALTER ROLE tocsin_app BYPASSRLS",
        "DELETE FROM flyway_schema_history",
        "DROP TABLE thing",
        "GRANT tocsin_owner TO tocsin_app",
        "COPY thing TO PROGRAM 'cat'",
      })
  void refusesTheApplicationWhatOnlyTheOwnerMay(String sql) {
    String state = failure(mine, sql).getSqlState();

    assertTrue(state.equals("42501") || state.equals("0A000"), state);
  }

  @Test
  void showsRowLevelSecurityOffAsAnErrorRatherThanRows() {
    assertEquals(
        "42501", failure(mine, "SET LOCAL row_security = off; SELECT * FROM thing").getSqlState());
  }

  @Test
  void ownsNothingAndBypassesNothing() throws SQLException {
    assertEquals(
        "0",
        asSuperuser(
            "SELECT count(*) FROM pg_shdepend d JOIN pg_roles r ON r.oid = d.refobjid"
                + " WHERE r.rolname = 'tocsin_app' AND d.deptype = 'o'"));
    assertEquals(
        "0",
        asSuperuser(
            "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'tocsin\\_%'"
                + " AND rolname <> 'tocsin_admin'"
                + " AND (rolbypassrls OR rolsuper OR rolcreaterole)"));
  }

  @Test
  void showsTheOwnerNoRowOfATenantThatItDidNotName() throws SQLException {
    TestDatabase database = TestServers.database();
    try (Connection connection = database.connect(database.owner());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM trial.thing")) {
      assertFalse(rows.next());
    }
  }

  @Test
  void forcesRowLevelSecurityOnEveryTableWithATenant() throws SQLException {
    assertEquals(
        "0",
        asSuperuser(
            "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'"
                + " WHERE n.nspname = 'trial' AND c.relkind IN ('r', 'p')"
                + " AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"));
  }

  @Test
  void letsADefinerFunctionFindTheTenantOfAKeyAndNothingElse() throws SQLException {
    trial.execute(mine, "UPDATE thing SET key_hash = decode('" + hex(thing) + "', 'hex')");

    String found =
        await(
            trial.db.inInstallation(
                tx ->
                    tx.query("SELECT thing_by_key(decode('" + hex(thing) + "', 'hex'))")
                        .execute()
                        .map(rows -> rows.iterator().next().getUUID(0).toString())));

    assertEquals(mine.toString(), found);
    assertEquals(
        "f",
        asSuperuser(
            "SELECT has_column_privilege('tocsin_lookup', 'trial.thing', 'name', 'SELECT')"));
    assertEquals(
        "f", asSuperuser("SELECT has_table_privilege('tocsin_lookup', 'trial.thing', 'UPDATE')"));
  }

  @Test
  void letsTheWorkerRoleSeeIdsDueTimesLeasesAndTracesAlone() throws SQLException {
    assertEquals(
        "attempts,due_at,fence,id,lease_until,queue,state,tenant_id,traceparent",
        asSuperuser(
            "SELECT string_agg(attname, ',' ORDER BY attname) FROM pg_attribute"
                + " WHERE attrelid = 'trial.job'::regclass AND attnum > 0"
                + " AND has_column_privilege('tocsin_worker', attrelid, attnum, 'SELECT')"));
    assertEquals(
        "f", asSuperuser("SELECT has_table_privilege('tocsin_worker', 'trial.thing', 'SELECT')"));
    assertEquals(
        "f", asSuperuser("SELECT has_schema_privilege('tocsin_worker', 'trial', 'CREATE')"));
  }

  private PgException failure(UUID tenant, String sql) {
    return assertThrows(PgException.class, () -> trial.execute(tenant, sql));
  }

  private static String hex(UUID id) {
    return id.toString().replace("-", "");
  }

  private static String asSuperuser(String sql) throws SQLException {
    try (Connection connection = TestServers.database().superuser();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
