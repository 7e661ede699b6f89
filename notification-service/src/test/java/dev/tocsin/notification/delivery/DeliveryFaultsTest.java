package dev.tocsin.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.fault.Fault;
import dev.tocsin.fakes.fault.FaultMode;
import dev.tocsin.fakes.inbox.InboxItem;
import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Neighbours;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.proto.notification.v1.Delivery;
import dev.tocsin.proto.notification.v1.DeliveryState;
import dev.tocsin.proto.notification.v1.ListDeliveriesRequest;
import dev.tocsin.proto.notification.v1.RequeueDeliveryRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * FAULTS 1, 13, 14 and 16: providers that fail in every way, and a process that is killed between
 * two steps.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class DeliveryFaultsTest {

  @Inject
  @ServiceDatabase("notification")
  Database db;

  @AfterEach
  void mend() {
    Acme.world().faults().clear();
  }

  @Test
  void findsTheMessageWhoseAnswerWasLostAndSendsNoOther() {
    Acme acme = Acme.create();
    acme.slack();
    acme.arm(FaultMode.RESET_AFTER_ACCEPT, 1);
    Delivery sent = sent(acme, acme.send(Acme.slackMember("U0ADA0001")));
    assertEquals(
        List.of("queued", "attempted", "outcome_unknown", "found_sent"), acme.events(sent.getId()));
    assertEquals(1, acme.messages().size());
    assertEquals(acme.messages().get(0).ts(), sent.getProviderMessageId());
    assertFalse(sent.getPossibleRepeat());
  }

  @Test
  void repeatsWithAMarkWhatWasNotFound() {
    Acme acme = Acme.create();
    acme.slack();
    acme.arm(FaultMode.LOSE, 1);
    Delivery sent = sent(acme, acme.send(Acme.slackMember("U0ADA0001")));
    assertEquals(
        List.of("queued", "attempted", "outcome_unknown", "repeated", "sent"),
        acme.events(sent.getId()));
    assertEquals(1, acme.messages().size());
    assertTrue(acme.messages().get(0).subject().startsWith("(possible repeat)"));
    assertTrue(sent.getPossibleRepeat());
  }

  @Test
  void repeatsAMailUnderTheSameMessageId() {
    Acme acme = Acme.create();
    acme.email();
    Acme.world()
        .faults()
        .arm(
            Fault.of("smtp", FaultMode.RESET_AFTER_ACCEPT)
                .times(1)
                .on("message")
                .matching(acme.group));
    Delivery sent = sent(acme, acme.send(Acme.mail("ada@acme.test")));
    List<InboxItem> mails = acme.mails();
    assertEquals(2, mails.size());
    assertTrue(
        mails.stream()
            .allMatch(
                mail -> mail.payload().toString().contains("<" + sent.getId() + "@acme.test>")));
    assertEquals(
        1, mails.stream().filter(mail -> mail.subject().startsWith("(possible repeat)")).count());
    assertTrue(sent.getPossibleRepeat());
  }

  @Test
  void looksUpWhatAKilledProcessHadSent() {
    Acme acme = Acme.create();
    acme.slack();
    Delivery first = sent(acme, acme.send(Acme.slackMember("U0ADA0001")));
    killed(acme, first.getId());
    Delivery found = sent(acme, first);
    assertEquals(List.of("queued", "attempted", "sent", "found_sent"), acme.events(found.getId()));
    assertEquals(1, acme.messages().size());
    assertEquals(first.getProviderMessageId(), found.getProviderMessageId());
  }

  @Test
  void sendsAgainWhatAKilledProcessHadNotSent() {
    Acme acme = Acme.create();
    acme.slack();
    acme.arm(FaultMode.FAIL, 0);
    Delivery delivery = acme.send(Acme.slackMember("U0ADA0001"));
    acme.await(delivery.getId(), DeliveryState.DELIVERY_STATE_DEAD);
    Acme.world().faults().clear();
    killed(acme, delivery.getId());
    Delivery sent = sent(acme, delivery);
    assertTrue(sent.getPossibleRepeat());
    assertEquals(1, acme.messages().size());
  }

  @Test
  void waitsAsLongAsTheProviderAsks() {
    Acme acme = Acme.create();
    acme.slack();
    Acme.world()
        .faults()
        .arm(Fault.of("slack", FaultMode.RATE_LIMIT).retryAfter(1).times(1).matching(acme.token));
    long begun = System.nanoTime();
    Delivery sent = sent(acme, acme.send(Acme.slackMember("U0ADA0001")));
    assertTrue(System.nanoTime() - begun > Duration.ofSeconds(1).toNanos());
    assertEquals(
        List.of("queued", "attempted", "failed", "attempted", "sent"), acme.events(sent.getId()));
    assertFalse(sent.getPossibleRepeat());
  }

  @Test
  void givesUpAfterTheLastAttemptAndGoesOnWhenRequeued() {
    Acme acme = Acme.create();
    acme.slack();
    acme.failing();
    Delivery delivery = acme.send(Acme.slackMember("U0ADA0001"));
    Delivery dead = acme.await(delivery.getId(), DeliveryState.DELIVERY_STATE_DEAD);
    assertEquals(3, dead.getAttempts());
    assertTrue(
        dead.getError().startsWith("Given up after 3 attempts. The last: Slack is not available"),
        dead.getError());
    var deadLetters =
        acme.notificationsAs("viewer")
            .listDeliveries(
                ListDeliveriesRequest.newBuilder()
                    .addState(DeliveryState.DELIVERY_STATE_DEAD)
                    .build());
    assertEquals(delivery.getId(), deadLetters.getDeliveries(0).getId());
    acme.mend();
    acme.notificationsAs("admin")
        .requeueDelivery(RequeueDeliveryRequest.newBuilder().setId(delivery.getId()).build());
    sent(acme, delivery);
    assertTrue(acme.events(delivery.getId()).containsAll(List.of("dead", "requeued", "sent")));
  }

  @Test
  void givesUpAtOnceWhatIsRefusedForGood() {
    Acme acme = Acme.create();
    acme.slack();
    Delivery delivery = acme.send(Acme.slackMember("U0NOBODY9"));
    Delivery dead = acme.await(delivery.getId(), DeliveryState.DELIVERY_STATE_DEAD);
    assertEquals(1, dead.getAttempts());
    assertTrue(dead.getError().contains("channel_not_found"), dead.getError());
  }

  @Test
  void tellsAlertingOnceOfAPageThatWasGivenUp() {
    Acme acme = Acme.create();
    acme.slack();
    Delivery delivery = acme.send(Acme.slackMember("U0NOBODY9"));
    acme.await(delivery.getId(), DeliveryState.DELIVERY_STATE_DEAD);
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (Neighbours.get().failedPages(acme.group).isEmpty() && System.nanoTime() < end) {
      java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
    }

    var told = Neighbours.get().failedPages(acme.group);
    assertEquals(1, told.size());
    assertEquals(delivery.getId(), told.getFirst().getDeliveryId());
    assertEquals("slack", told.getFirst().getChannelKind());
    assertTrue(told.getFirst().getDetail().contains("channel_not_found"), told::toString);
  }

  @Test
  void aHangingChannelStarvesNobody() {
    Acme hanging = Acme.create();
    hanging.slack();
    hanging.arm(FaultMode.HANG, 0);
    for (int i = 0; i < 40; i++) {
      hanging.send(Acme.slackMember("U0ADA0001"));
    }
    Acme other = Acme.create();
    other.slack();
    for (int i = 0; i < 5; i++) {
      long begun = System.nanoTime();
      sent(other, other.send(Acme.slackMember("U0BEN0001")));
      assertTrue(
          System.nanoTime() - begun < Duration.ofSeconds(20).toNanos(), "the other tenant waited");
    }
  }

  private static Delivery sent(Acme acme, Delivery delivery) {
    return acme.await(delivery.getId(), DeliveryState.DELIVERY_STATE_SENT);
  }

  /**
   * Puts the row back to where a kill after the recorded attempt leaves it once the lease has run
   * out.
   */
  private void killed(Acme acme, String delivery) {
    UUID tenant = UUID.fromString(acme.tenant);
    db.inTenant(
            tenant,
            tx ->
                tx.preparedQuery(
                        """
                        UPDATE delivery SET state = 'pending', due_at = now() - interval '1 second', finished_at = NULL,
                          sent_at = NULL, tries = 1, open_try = 1, provider_message_id = '', provider_place = ''
                        WHERE tenant_id = $1 AND id = $2\
                        """)
                    .execute(Tuple.of(tenant, UUID.fromString(delivery))))
        .await()
        .atMost(Duration.ofSeconds(60));
  }
}
