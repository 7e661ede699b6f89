package dev.tocsin.identity.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.TestTenant;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes by age, and what does not; each row is named by what it is. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class OldRowsTest {

  @Inject OldRows oldRows;

  @Inject
  @ServiceDatabase("identity")
  Database database;

  private TestTenant tenant;
  private String schedule;

  @BeforeEach
  void makeATenant() {
    tenant = TestTenant.create();
    schedule =
        tenant
            .owner()
            .post(
                "/api/v1/schedules", new JsonObject().put("name", "Primary").put("timeZone", "UTC"))
            .expect(200)
            .getString("id");
  }

  @Test
  void noticesGoWhenTheyWereBroughtLongAgo() throws SQLException {
    notice("old", "sent", 91);
    notice("given up", "dead", 91);
    notice("waits", "pending", 91);
    notice("young", "sent", 89);

    assertEquals(2, sweep());

    assertEquals(List.of("waits", "young"), left("title", "notice"));
  }

  @Test
  void swapsGoWhenTheyAreOverAndTheirShiftsToo() throws SQLException {
    swap("old", "accepted", 401, 401);
    swap("open", "pending", 401, 401);
    swap("young", "declined", 399, 399);
    swap("of a shift to come", "accepted", 401, -1);

    assertEquals(1, sweep());

    assertEquals(List.of("of a shift to come", "open", "young"), left("note", "shift_swap"));
  }

  @Test
  void shiftsOfCalendarsGoLongAfterTheirEnd() throws SQLException {
    UUID feed = feed();
    shift(feed, "old", 801);
    shift(feed, "known", 799);
    shift(feed, "to come", -5);

    assertEquals(1, sweep());

    assertEquals(List.of("known", "to come"), left("summary", "calendar_feed_event"));
  }

  @Test
  void shiftsInForceAndToComeStayWhateverTheSettingSays() throws SQLException {
    UUID feed = feed();
    shift(feed, "in force", 0);
    shift(feed, "to come", -5);

    assertEquals(0, sweep(database.clock().now().plus(Duration.ofDays(900))));

    assertEquals(List.of("in force", "to come"), left("summary", "calendar_feed_event"));
  }

  @Test
  void nothingIsKeptForNoTime() {
    for (Duration kept : List.of(Duration.ZERO, Duration.ofDays(-1))) {
      var refused =
          assertThrows(
              IllegalStateException.class,
              () -> OldRows.mustBeSome("tocsin.oncall.retention.swaps", kept));
      assertTrue(
          refused.getMessage().contains("tocsin.oncall.retention.swaps"), refused.getMessage());
    }
    OldRows.mustBeSome("tocsin.oncall.retention.swaps", Duration.ofDays(1));
  }

  @Test
  void othersRowsStay() throws SQLException {
    notice("ours", "sent", 91);
    TestTenant other = TestTenant.create();

    assertEquals(
        0,
        oldRows
            .sweep(UUID.fromString(other.id()), database.clock().now())
            .await()
            .atMost(Duration.ofSeconds(60)));

    assertEquals(List.of("ours"), left("title", "notice"));
  }

  private int sweep() {
    return sweep(database.clock().now());
  }

  private int sweep(Instant now) {
    return oldRows.sweep(UUID.fromString(tenant.id()), now).await().atMost(Duration.ofSeconds(60));
  }

  private UUID feed() throws SQLException {
    UUID feed = UUID.randomUUID();
    run(
        """
        insert into identity.calendar_feed (tenant_id, id, name, shown_url, time_zone,
          refresh_seconds, create_time, update_time, queue, state, due_at, created_at)
        values ('%s', '%s', 'Rota', '', 'UTC', 3600, now(), now(), 'none', 'pending',
          now() + interval '1 day', now())
        """
            .formatted(tenant.id(), feed));
    return feed;
  }

  private void notice(String title, String state, int daysAgo) throws SQLException {
    run(
        """
        insert into identity.notice (tenant_id, id, queue, state, due_at, created_at, finished_at,
          user_id, kind, title, text, path)
        values ('%1$s', gen_random_uuid(), 'none', '%2$s', now() + interval '1 day',
          now() - interval '1 day' * %3$d, now() - interval '1 day' * %3$d, '%4$s', 'x', '%5$s', '',
          '')
        """
            .formatted(tenant.id(), state, daysAgo, tenant.ownerId(), title));
  }

  private void swap(String note, String state, int daysAgo, int overDaysAgo) throws SQLException {
    run(
        """
        insert into identity.shift_swap (tenant_id, id, queue, state, due_at, created_at,
          finished_at, schedule_id, user_id, start_time, end_time, note, created_by, update_time)
        values ('%1$s', gen_random_uuid(), 'none', '%2$s', now() + interval '1 day',
          now() - interval '1 day' * %3$d, now() - interval '1 day' * %3$d, '%5$s', '%6$s',
          now() - interval '1 day' * (%4$d + 1), now() - interval '1 day' * %4$d, '%7$s', 'test',
          now())
        """
            .formatted(tenant.id(), state, daysAgo, overDaysAgo, schedule, tenant.ownerId(), note));
  }

  private void shift(UUID feed, String summary, int endDaysAgo) throws SQLException {
    run(
        """
        insert into identity.calendar_feed_event (tenant_id, id, feed_id, start_time, end_time,
          summary, user_ids, unmapped)
        values ('%s', gen_random_uuid(), '%s', now() - interval '1 day' * (%d + 1),
          now() - interval '1 day' * %d, '%s', '{}', '{}')
        """
            .formatted(tenant.id(), feed, endDaysAgo, endDaysAgo, summary));
  }

  private List<String> left(String column, String table) throws SQLException {
    try (Connection superuser = TestServers.database().superuser();
        ResultSet rows =
            superuser
                .createStatement()
                .executeQuery(
                    "select %1$s from identity.%2$s where tenant_id = '%3$s' order by %1$s"
                        .formatted(column, table, tenant.id()))) {
      List<String> left = new ArrayList<>();
      while (rows.next()) {
        left.add(rows.getString(1));
      }
      return left;
    }
  }

  private static void run(String statement) throws SQLException {
    try (Connection superuser = TestServers.database().superuser()) {
      superuser.createStatement().execute(statement);
    }
  }
}
