package dev.tocsin.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.notification.v1.Delivery;
import dev.tocsin.proto.notification.v1.DeliveryState;
import dev.tocsin.proto.notification.v1.ListDeliveriesRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class DeliveryRetentionTest {

  @Inject DeliveryRetention retention;

  @Test
  void forgetsWhatEndedLongAgoAndKeepsTheRest() {
    Acme acme = Acme.create();
    acme.slack();
    Delivery sent = acme.send(Acme.slackMember("U0ADA0001"));
    acme.await(sent.getId(), DeliveryState.DELIVERY_STATE_SENT);
    UUID tenant = UUID.fromString(acme.tenant);

    assertEquals(0, sweep(tenant, Instant.now().plus(Duration.ofDays(89))));
    assertEquals(List.of("queued", "attempted", "sent"), acme.events(sent.getId()));
    assertEquals(0, sweep(UUID.randomUUID(), Instant.now().plus(Duration.ofDays(91))));
    assertEquals(1, sweep(tenant, Instant.now().plus(Duration.ofDays(91))));
    assertEquals(
        0,
        acme.notificationsAs("viewer")
            .listDeliveries(ListDeliveriesRequest.getDefaultInstance())
            .getDeliveriesCount());
  }

  @Test
  void forgetsSoonerWhatATenantKeepsForAShorterTime() {
    Acme acme = Acme.create();
    acme.slack();
    Delivery sent = acme.send(Acme.slackMember("U0ADA0001"));
    acme.await(sent.getId(), DeliveryState.DELIVERY_STATE_SENT);
    UUID tenant = UUID.fromString(acme.tenant);
    Instant later = Instant.now().plus(Duration.ofDays(11));

    assertEquals(0, sweep(tenant, later));
    assertEquals(
        1,
        retention.sweep(tenant, later, Duration.ofDays(10)).await().atMost(Duration.ofSeconds(60)));
  }

  @Test
  void forgetsReportsThatWereTakenLongAgoAndNotThoseThatWait() throws Exception {
    UUID tenant = UUID.randomUUID();
    try (Connection db = TestServers.database().superuser();
        Statement sql = db.createStatement()) {
      // Nobody's queue, lest a worker takes one.
      sql.executeUpdate(
          """
          INSERT INTO notification.failed_page
            (tenant_id, id, queue, state, due_at, created_at, finished_at) VALUES
            ('%1$s', gen_random_uuid(), 'test', 'told', now(), now(), now()),
            ('%1$s', gen_random_uuid(), 'test', 'pending', now(), now(), null)\
          """
              .formatted(tenant));

      sweep(tenant, Instant.now().plus(Duration.ofDays(89)));
      assertEquals(List.of("pending", "told"), reports(sql, tenant));
      sweep(tenant, Instant.now().plus(Duration.ofDays(91)));
      assertEquals(List.of("pending"), reports(sql, tenant));
    }
  }

  private static List<String> reports(Statement sql, UUID tenant) throws SQLException {
    List<String> states = new ArrayList<>();
    try (ResultSet rows =
        sql.executeQuery(
            "SELECT state FROM notification.failed_page WHERE tenant_id = '"
                + tenant
                + "' ORDER BY state")) {
      while (rows.next()) {
        states.add(rows.getString(1));
      }
    }
    return states;
  }

  private int sweep(UUID tenant, Instant now) {
    return retention
        .sweep(tenant, now, retention.kept(tenant))
        .await()
        .atMost(Duration.ofSeconds(10));
  }
}
