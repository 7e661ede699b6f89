package dev.tocsin.identity.session;

import static dev.tocsin.identity.session.SessionCalls.refresh;
import static dev.tocsin.identity.session.SessionCalls.signIn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.Api;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Passwords that are chosen and changed. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class PasswordTest {

  @Test
  void theOneTimePasswordIsSaidToBeOneUntilItIsChanged() {
    TestTenant tenant = TestTenant.create();
    TestUser user = tenant.user("ann", "responder");

    change(user, user.password(), "correct horse battery").expect(200);

    assertTrue(user.session().getBoolean("mustChangePassword"));
    JsonObject after = TestTenant.signIn(tenant.slug(), user.email(), "correct horse battery");
    assertFalse(after.getBoolean("mustChangePassword", false));
    assertEquals(401, signIn(tenant.slug(), user.email(), user.password()).status());
    refresh(after).expect(200);
  }

  @Test
  void replacingTheOneTimePasswordEndsTheSessionsThatItOpened() {
    TestTenant tenant = TestTenant.create();
    TestUser user = tenant.user("ann", "responder");

    change(user, user.password(), TestTenant.CHOSEN).expect(200);

    assertEquals(401, refresh(user.session()).status());
  }

  @Test
  void changingAChosenPasswordEndsEverySession() {
    TestTenant tenant = TestTenant.create();
    TestUser user = tenant.user("ann", "responder");
    JsonObject session = TestTenant.settle(tenant.slug(), user.email(), user.password());

    change(user, TestTenant.CHOSEN, "another horse battery").expect(200);

    assertEquals(401, refresh(session).status());
  }

  @Test
  void aSignInUnderWayDoesNotSurviveTheChangeOfItsPassword() throws Exception {
    TestTenant tenant = TestTenant.create();

    int status =
        whileThePasswordChanges(
            tenant.ownerId(),
            () -> signIn(tenant.slug(), tenant.ownerEmail(), tenant.password()).status());

    assertEquals(401, status);
  }

  @Test
  void aChangeUnderWayDoesNotUndoAnotherOne() throws Exception {
    TestTenant tenant = TestTenant.create();
    TestUser user = tenant.user("ann", "viewer");

    int status =
        whileThePasswordChanges(
            user.id(), () -> change(user, user.password(), TestTenant.CHOSEN).status());

    assertEquals(403, status);
  }

  /** What the call answers when the hash changes after it was read and before it is used. */
  private static int whileThePasswordChanges(String user, Supplier<Integer> call) throws Exception {
    try (Connection holding = TestServers.database().superuser();
        Connection watching = TestServers.database().superuser()) {
      holding.setAutoCommit(false);
      String one = " where id = '" + user + "'";
      holding.createStatement().execute("select 1 from identity.person" + one + " for update");
      CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(call);
      try (ResultSet pid = holding.createStatement().executeQuery("select pg_backend_pid()")) {
        pid.next();
        untilSomebodyWaitsFor(watching, pid.getInt(1));
      }
      holding
          .createStatement()
          .execute("update identity.person set password_hash = 'of another password'" + one);
      holding.commit();
      return answer.get(60, TimeUnit.SECONDS);
    }
  }

  private static void untilSomebodyWaitsFor(Connection watching, int pid) throws Exception {
    String waiting =
        "select exists (select 1 from pg_stat_activity where %d = any (pg_blocking_pids(pid)))";
    for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60); ; Thread.sleep(20)) {
      try (ResultSet rows = watching.createStatement().executeQuery(waiting.formatted(pid))) {
        rows.next();
        if (rows.getBoolean(1)) {
          return;
        }
      }
      assertTrue(System.nanoTime() < end, "nobody waits for the person's row");
    }
  }

  @Test
  void thePasswordChangesOnlyForWhoKnowsTheOldOne() {
    TestTenant tenant = TestTenant.create();
    TestUser user = tenant.user("ann", "viewer");

    assertEquals(403, change(user, "wrong", "correct horse battery").status());
    assertEquals(400, change(user, user.password(), "short").status());
  }

  @Test
  void aKeyHasNoPasswordToChange() {
    var key = TestTenant.create().key("owner");

    Api.Reply refused =
        key.api()
            .post(
                "/api/v1/auth/password",
                new JsonObject().put("oldPassword", "x").put("newPassword", "y".repeat(12)));

    assertEquals(403, refused.status());
  }

  private static Api.Reply change(TestUser user, String before, String after) {
    return user.api()
        .post(
            "/api/v1/auth/password",
            new JsonObject().put("oldPassword", before).put("newPassword", after));
  }
}
