package dev.tocsin.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.inbox.InboxItem;
import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.proto.notification.v1.Delivery;
import dev.tocsin.proto.notification.v1.DeliveryState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class DeliveryTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void pagesByDirectMessage() {
    Acme acme = Acme.create();
    acme.slack();
    Delivery delivery = acme.send(Acme.slackMember("U0ADA0001"));
    Delivery sent = acme.await(delivery.getId(), DeliveryState.DELIVERY_STATE_SENT);
    InboxItem page = Acme.world().inbox().awaitMessage(m -> m.text().contains(acme.group), SOON);
    assertTrue(page.isFor("ada"), page.toString());
    assertTrue(page.action("Acknowledge").isPresent(), page.toString());
    assertEquals(page.ts(), sent.getProviderMessageId());
    assertEquals(List.of("queued", "attempted", "sent"), acme.events(delivery.getId()));
    assertEquals("U…001", sent.getMaskedAddress());
  }

  @Test
  void pagesByMail() {
    Acme acme = Acme.create();
    acme.email();
    Delivery delivery = acme.send(Acme.mail("ada@acme.test"));
    acme.await(delivery.getId(), DeliveryState.DELIVERY_STATE_SENT);
    InboxItem mail = Acme.world().inbox().awaitMessage(m -> m.subject().contains(acme.group), SOON);
    assertTrue(mail.subject().startsWith("[CRITICAL] Disk almost full on db-1"), mail.subject());
    assertTrue(mail.text().contains("/respond/"), mail.text());
    assertFalse(mail.payload().toString().contains("possible repeat"));
  }
}
