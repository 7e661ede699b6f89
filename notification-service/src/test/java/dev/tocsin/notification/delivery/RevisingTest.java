package dev.tocsin.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.fault.Fault;
import dev.tocsin.fakes.fault.FaultMode;
import dev.tocsin.fakes.inbox.InboxItem;
import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.proto.notification.v1.Delivery;
import dev.tocsin.proto.notification.v1.DeliveryState;
import dev.tocsin.proto.notification.v1.EventKind;
import dev.tocsin.proto.notification.v1.ReviseNotificationsRequest;
import dev.tocsin.proto.notification.v1.ReviseNotificationsResponse;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of pages once somebody answered. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RevisingTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @AfterEach
  void mend() {
    Acme.world().faults().clear();
  }

  @Test
  void changesSlackMessagesInPlaceAndMailsWhenResolved() {
    Acme acme = Acme.create();
    acme.slack();
    acme.email();
    Delivery page = acme.send(Acme.slackMember("U0ADA0001"));
    acme.await(page.getId(), DeliveryState.DELIVERY_STATE_SENT);
    for (int i = 0; i < 2; i++) {
      acme.await(acme.send(Acme.mail("ada@acme.test")).getId(), DeliveryState.DELIVERY_STATE_SENT);
    }

    assertEquals(1, revise(acme, EventKind.EVENT_KIND_ACKNOWLEDGED).getRevised());
    InboxItem acknowledged =
        Acme.world()
            .inbox()
            .awaitMessage(
                m -> of(acme, m) && m.text().contains("Acknowledged by Ben Lindqvist"), SOON);
    assertEquals(List.of(), acknowledged.actions());
    assertEquals(1, acknowledged.updates());
    assertEquals(2, acme.mails().size());

    assertEquals(2, revise(acme, EventKind.EVENT_KIND_RESOLVED).getRevised());
    Acme.world()
        .inbox()
        .awaitMessage(m -> of(acme, m) && m.text().contains("Resolved by Ben Lindqvist"), SOON);
    Acme.world()
        .inbox()
        .awaitMessage(
            m -> m.subject().startsWith("[Resolved]") && m.subject().contains(acme.group), SOON);
    assertEquals(1, acme.messages().size());
    assertEquals(3, acme.mails().size());
    acme.await(
        page.getId(),
        d ->
            acme.events(d.getId())
                .equals(
                    List.of("queued", "attempted", "sent", "acknowledged", "revised", "revised")));
  }

  @Test
  void leavesPagesAsTheyAreThatWereQueuedAfterTheChange() {
    Acme acme = Acme.create();
    acme.slack();
    Delivery before = acme.send(Acme.slackMember("U0ADA0001"));
    acme.await(before.getId(), DeliveryState.DELIVERY_STATE_SENT);
    Delivery after =
        acme.notifications()
            .sendNotification(acme.page(Acme.slackMember("U0BEN0001")).build())
            .getDeliveries(0);
    acme.await(after.getId(), DeliveryState.DELIVERY_STATE_SENT);

    ReviseNotificationsResponse response =
        acme.notifications()
            .reviseNotifications(
                acme.revision(EventKind.EVENT_KIND_ACKNOWLEDGED)
                    .setBeforeTime(acme.delivery(after.getId()).getCreateTime())
                    .setRenderContext(
                        acme
                            .revision(EventKind.EVENT_KIND_ACKNOWLEDGED)
                            .getRenderContext()
                            .toBuilder()
                            .putFields(
                                "event",
                                com.google.protobuf.Value.newBuilder()
                                    .setStringValue("reassigned")
                                    .build()))
                    .build());

    assertEquals(1, response.getRevised());
    Acme.world()
        .inbox()
        .awaitMessage(m -> of(acme, m) && m.text().contains("Reassigned by Ben Lindqvist"), SOON);
    acme.await(before.getId(), d -> acme.events(d.getId()).contains("revised"));
    assertEquals(List.of("queued", "attempted", "sent"), acme.events(after.getId()));
  }

  @Test
  void cancelsWhatStillWaits() {
    Acme acme = Acme.create();
    acme.slack();
    Acme.world()
        .faults()
        .arm(Fault.of("slack", FaultMode.RATE_LIMIT).retryAfter(60).times(1).matching(acme.token));
    Delivery delivery = acme.send(Acme.slackMember("U0ADA0001"));
    acme.await(delivery.getId(), d -> d.getAttempts() == 1 && !d.getError().isEmpty());
    ReviseNotificationsResponse response = revise(acme, EventKind.EVENT_KIND_ACKNOWLEDGED);
    assertEquals(1, response.getCancelled());
    assertEquals(
        DeliveryState.DELIVERY_STATE_CANCELLED, acme.delivery(delivery.getId()).getState());
    assertEquals(
        List.of("queued", "attempted", "failed", "cancelled"), acme.events(delivery.getId()));
    assertEquals(0, acme.messages().size());
  }

  @Test
  void cancelsNothingThatWasQueuedAfterTheAnswer() {
    Acme acme = Acme.create();
    acme.slack();
    acme.busy(Duration.ofSeconds(3));
    Delivery before = acme.send(Acme.slackMember("U0ADA0001"));
    Delivery after = acme.send(Acme.slackMember("U0BEN0001"));

    acme.notifications()
        .reviseNotifications(
            acme.revision(EventKind.EVENT_KIND_ACKNOWLEDGED)
                .setBeforeTime(acme.delivery(after.getId()).getCreateTime())
                .build());

    acme.await(before.getId(), DeliveryState.DELIVERY_STATE_CANCELLED);
    acme.mend();
    acme.await(after.getId(), DeliveryState.DELIVERY_STATE_SENT);
  }

  @Test
  void withdrawsThePagesOfOneWishAlone() {
    Acme acme = Acme.create();
    acme.slack();
    acme.busy(Duration.ofSeconds(3));
    Delivery other = acme.send(Acme.slackMember("U0BEN0001"));
    Delivery withdrawn =
        acme.notifications()
            .sendNotification(
                acme.page(Acme.slackMember("U0ADA0001"))
                    .setIdempotencyKey("step:" + acme.group + ":1")
                    .build())
            .getDeliveries(0);

    acme.notifications()
        .reviseNotifications(
            acme.revision(EventKind.EVENT_KIND_ACKNOWLEDGED)
                .setKeyPrefix("step:" + acme.group + ":")
                .build());

    acme.await(withdrawn.getId(), DeliveryState.DELIVERY_STATE_CANCELLED);
    acme.mend();
    acme.await(other.getId(), DeliveryState.DELIVERY_STATE_SENT);
  }

  @Test
  void revisesAPageThatWasBeingSentMeanwhile() {
    Acme acme = Acme.create();
    acme.slack();
    Acme.world()
        .faults()
        .arm(
            Fault.of("slack", FaultMode.SLOW)
                .lasting(Duration.ofMillis(900))
                .times(1)
                .on("chat.postMessage")
                .matching(acme.token));
    Delivery delivery = acme.send(Acme.slackMember("U0ADA0001"));
    acme.await(delivery.getId(), d -> d.getAttempts() == 1);
    ReviseNotificationsResponse response = revise(acme, EventKind.EVENT_KIND_ACKNOWLEDGED);
    assertEquals(0, response.getCancelled());
    assertEquals(1, response.getRevised());
    InboxItem shown =
        Acme.world()
            .inbox()
            .awaitMessage(m -> of(acme, m) && m.text().contains("Acknowledged by"), SOON);
    assertEquals(List.of(), shown.actions());
    assertEquals(1, acme.messages().size());
  }

  @Test
  void sendsNothingAgainOfUnknownOutcomeOnceSomebodyAnswered() {
    Acme acme = Acme.create();
    acme.email();
    Acme.world()
        .faults()
        .arm(
            Fault.of("smtp", FaultMode.SLOW)
                .lasting(Duration.ofSeconds(4))
                .on("message")
                .matching(acme.group));
    Delivery delivery = acme.send(Acme.mail("ada@acme.test"));
    acme.await(delivery.getId(), d -> d.getAttempts() == 1);
    revise(acme, EventKind.EVENT_KIND_ACKNOWLEDGED);
    acme.await(delivery.getId(), DeliveryState.DELIVERY_STATE_CANCELLED);
    assertEquals(1, acme.delivery(delivery.getId()).getAttempts());
  }

  @Test
  void answersTheSameKeyWithTheSameResult() {
    Acme acme = Acme.create();
    acme.slack();
    acme.await(acme.send(Acme.slackMember("U0ADA0001")).getId(), DeliveryState.DELIVERY_STATE_SENT);
    ReviseNotificationsRequest request = acme.revision(EventKind.EVENT_KIND_ACKNOWLEDGED).build();
    for (int i = 0; i < 3; i++) {
      assertEquals(1, acme.notifications().reviseNotifications(request).getRevised());
    }
    InboxItem shown = Acme.world().inbox().awaitMessage(m -> of(acme, m) && m.updates() > 0, SOON);
    assertEquals(1, shown.updates());
  }

  @Test
  void sendsNoPageOfAResolvedGroup() {
    Acme acme = Acme.create();
    acme.slack();
    revise(acme, EventKind.EVENT_KIND_RESOLVED);
    Delivery late = acme.send(Acme.slackMember("U0ADA0001"));
    assertEquals(DeliveryState.DELIVERY_STATE_CANCELLED, late.getState());
    assertEquals(List.of("queued", "cancelled"), acme.events(late.getId()));
    assertTrue(acme.messages().isEmpty());
  }

  private static ReviseNotificationsResponse revise(Acme acme, EventKind event) {
    return acme.notifications().reviseNotifications(acme.revision(event).build());
  }

  private static boolean of(Acme acme, InboxItem item) {
    return item.channel().equals("slack") && item.subject().contains(acme.group);
  }
}
