package dev.tocsin.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.proto.notification.v1.Delivery;
import dev.tocsin.proto.notification.v1.DeliveryState;
import dev.tocsin.proto.notification.v1.ListDeliveriesRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
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

  private int sweep(UUID tenant, Instant now) {
    return retention.sweep(tenant, now).await().atMost(Duration.ofSeconds(10));
  }
}
