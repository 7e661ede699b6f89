package dev.tocsin.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.inbox.InboxItem;
import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.proto.notification.v1.Channel;
import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.notification.v1.CreateTemplateRequest;
import dev.tocsin.proto.notification.v1.DeleteChannelRequest;
import dev.tocsin.proto.notification.v1.Delivery;
import dev.tocsin.proto.notification.v1.DeliveryEvent;
import dev.tocsin.proto.notification.v1.DeliveryState;
import dev.tocsin.proto.notification.v1.Destination;
import dev.tocsin.proto.notification.v1.EventKind;
import dev.tocsin.proto.notification.v1.ListDeliveriesRequest;
import dev.tocsin.proto.notification.v1.ListDeliveryEventsRequest;
import dev.tocsin.proto.notification.v1.SendNotificationRequest;
import dev.tocsin.proto.notification.v1.SendNotificationResponse;
import dev.tocsin.proto.notification.v1.SendNotificationsRequest;
import dev.tocsin.proto.notification.v1.SendNotificationsResponse;
import dev.tocsin.proto.notification.v1.Template;
import dev.tocsin.proto.notification.v1.UpdateChannelRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Wishes that go well, and wishes that cannot be taken. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class DeliveryTest {

  private static final Duration SOON = Duration.ofSeconds(60);

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
    InboxItem mail = acme.mails().get(0);
    assertTrue(mail.subject().startsWith("[CRITICAL] Disk almost full on db-1"), mail.subject());
    assertTrue(mail.text().contains("/respond/"), mail.text());
    assertFalse(mail.payload().toString().contains("possible repeat"));
    assertEquals("a…@acme.test", acme.delivery(delivery.getId()).getMaskedAddress());
  }

  @Test
  void sendsFallbackPagesToTheStoredAddress() {
    Acme acme = Acme.create();
    Channel channel = acme.slack();
    Delivery delivery = acme.send(Destination.newBuilder().setChannelId(channel.getId()).build());
    acme.await(delivery.getId(), DeliveryState.DELIVERY_STATE_SENT);
    assertTrue(acme.messages().get(0).isFor("#ops"));
  }

  @Test
  void answersTheSameKeyWithTheSameDeliveries() {
    Acme acme = Acme.create();
    acme.slack();
    SendNotificationRequest request = acme.page(Acme.slackMember("U0ADA0001")).build();
    List<CompletableFuture<SendNotificationResponse>> calls =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> acme.notifications().sendNotification(request)))
            .toList();
    List<String> ids =
        calls.stream().map(call -> call.join().getDeliveries(0).getId()).distinct().toList();
    assertEquals(1, ids.size());
    acme.await(ids.get(0), DeliveryState.DELIVERY_STATE_SENT);
    assertEquals(1, acme.messages().size());
  }

  @Test
  void takesWhatItCanAndReportsTheRest() {
    Acme acme = Acme.create();
    acme.slack();
    SendNotificationRequest request =
        acme.page(
                Acme.slackMember("U0ADA0001"),
                Acme.mail("ada@acme.test"),
                Acme.slackMember("not a member"),
                Destination.newBuilder().setChannelId(UUID.randomUUID().toString()).build())
            .setPartial(true)
            .build();
    for (int i = 0; i < 2; i++) {
      SendNotificationResponse response = acme.notifications().sendNotification(request);
      assertEquals(1, response.getDeliveriesCount());
      assertEquals(3, response.getRefusedCount());
      assertEquals("ada@acme.test", response.getRefused(0).getDestination().getAddress());
      assertTrue(response.getRefused(0).getReason().startsWith("No email channel is set up"));
    }
  }

  @Test
  void takesManyMessagesAtOnceEachForItself() {
    Acme acme = Acme.create();
    acme.slack();
    SendNotificationRequest before = acme.page(Acme.slackMember("U0ADA0001")).build();
    String known = acme.notifications().sendNotification(before).getDeliveries(0).getId();
    SendNotificationRequest good = acme.page(Acme.slackMember("U0BEN0001")).build();
    SendNotificationRequest wrong =
        acme.page(Acme.slackMember("U0ADA0001"))
            .setTemplateId(UUID.randomUUID().toString())
            .build();
    SendNotificationRequest refused = acme.page(Acme.mail("ada@acme.test")).build();

    SendNotificationsRequest all =
        SendNotificationsRequest.newBuilder()
            .addAllRequests(List.of(before, good, wrong, refused))
            .build();
    SendNotificationsResponse response = acme.notifications().sendNotifications(all);

    assertEquals(known, response.getResults(0).getQueued().getDeliveries(0).getId());
    String fresh = response.getResults(1).getQueued().getDeliveries(0).getId();
    acme.await(fresh, DeliveryState.DELIVERY_STATE_SENT);
    assertEquals(Status.Code.NOT_FOUND.value(), response.getResults(2).getError().getCode());
    assertEquals(Status.Code.INVALID_ARGUMENT.value(), response.getResults(3).getError().getCode());
    acme.await(known, DeliveryState.DELIVERY_STATE_SENT);
    assertEquals(2, acme.messages().size());
    assertEquals(
        List.of("queued", "attempted", "sent"),
        acme
            .notifications()
            .listDeliveryEvents(ListDeliveryEventsRequest.newBuilder().setId(fresh).build())
            .getEventsList()
            .stream()
            .map(DeliveryEvent::getKind)
            .toList());

    SendNotificationsRequest twice =
        SendNotificationsRequest.newBuilder().addRequests(good).addRequests(good).build();
    var failure =
        assertThrows(
            StatusRuntimeException.class, () -> acme.notifications().sendNotifications(twice));
    assertEquals(Status.Code.INVALID_ARGUMENT, failure.getStatus().getCode());
  }

  @Test
  void takesNothingWhenOneDestinationIsWrong() {
    Acme acme = Acme.create();
    acme.slack();
    SendNotificationRequest request =
        acme.page(Acme.slackMember("U0ADA0001"), Acme.mail("x@acme.test")).build();
    var refused =
        assertThrows(
            StatusRuntimeException.class, () -> acme.notifications().sendNotification(request));
    assertEquals(Status.Code.INVALID_ARGUMENT, refused.getStatus().getCode());
    assertTrue(
        String.valueOf(refused.getMessage()).contains("destinations[1]"), refused.getMessage());
    assertEquals(0, deliveries(acme).size());
  }

  @Test
  void knowsNoUnknownTemplate() {
    Acme acme = Acme.create();
    acme.slack();
    SendNotificationRequest request =
        acme.page(Acme.slackMember("U0ADA0001"))
            .setTemplateId(UUID.randomUUID().toString())
            .build();
    var refused =
        assertThrows(
            StatusRuntimeException.class, () -> acme.notifications().sendNotification(request));
    assertEquals(Status.Code.NOT_FOUND, refused.getStatus().getCode());
  }

  @Test
  void switchedOffChannelTakesNothingAndDeletedOnesLetTheirDeliveriesDie() {
    Acme acme = Acme.create();
    Channel channel = acme.slack();
    acme.busy(Duration.ofSeconds(3));
    Delivery waiting = acme.send(Acme.slackMember("U0ADA0001"));
    acme.channels("admin")
        .deleteChannel(DeleteChannelRequest.newBuilder().setId(channel.getId()).build());
    Delivery dead = acme.await(waiting.getId(), DeliveryState.DELIVERY_STATE_DEAD);
    assertEquals("The channel was deleted", dead.getError());
    acme.mend();

    Channel other = acme.slack();
    acme.channels("admin")
        .updateChannel(
            UpdateChannelRequest.newBuilder()
                .setChannel(other.toBuilder().setDisabled(true))
                .setUpdateMask(com.google.protobuf.FieldMask.newBuilder().addPaths("disabled"))
                .build());
    SendNotificationResponse response =
        acme.notifications()
            .sendNotification(
                acme.page(Destination.newBuilder().setChannelId(other.getId()).build())
                    .setPartial(true)
                    .build());
    assertEquals("The channel 'Slack' is switched off", response.getRefused(0).getReason());
  }

  @Test
  void pagesInPlainDressWhenTheTenantsTemplateFails() {
    Acme acme = Acme.create();
    acme.slack();
    acme.templates("manager")
        .createTemplate(
            CreateTemplateRequest.newBuilder()
                .setTemplate(
                    Template.newBuilder()
                        .setName("broken")
                        .setChannelKind(ChannelKind.CHANNEL_KIND_SLACK)
                        .setEventKind(EventKind.EVENT_KIND_PAGE)
                        .setDefault(true)
                        .putParts("text", "mine")
                        .putParts("blocks", "[{\"type\": \"section\" {{alert.title}}"))
                .build());
    Delivery delivery = acme.send(Acme.slackMember("U0ADA0001"));
    acme.await(delivery.getId(), DeliveryState.DELIVERY_STATE_SENT);
    assertTrue(acme.messages().get(0).action("Acknowledge").isPresent());
  }

  @Test
  void listsNewestFirstByFilterAndPage() {
    Acme acme = Acme.create();
    acme.slack();
    List<String> ids =
        IntStream.range(0, 5)
            .mapToObj(i -> acme.send(Acme.slackMember("U0ADA0001")).getId())
            .toList();
    ids.forEach(id -> acme.await(id, DeliveryState.DELIVERY_STATE_SENT));
    var first =
        acme.notificationsAs("viewer")
            .listDeliveries(ListDeliveriesRequest.newBuilder().setPageSize(3).build());
    var second =
        acme.notificationsAs("viewer")
            .listDeliveries(
                ListDeliveriesRequest.newBuilder()
                    .setPageSize(3)
                    .setPageToken(first.getNextPageToken())
                    .build());
    assertEquals(
        ids.reversed(),
        java.util.stream.Stream.concat(
                first.getDeliveriesList().stream(), second.getDeliveriesList().stream())
            .map(Delivery::getId)
            .toList());
    assertEquals("", second.getNextPageToken());
    assertEquals(
        0,
        acme.notificationsAs("viewer")
            .listDeliveries(
                ListDeliveriesRequest.newBuilder()
                    .addState(DeliveryState.DELIVERY_STATE_DEAD)
                    .build())
            .getDeliveriesCount());
  }

  private static List<Delivery> deliveries(Acme acme) {
    return acme.notificationsAs("viewer")
        .listDeliveries(ListDeliveriesRequest.getDefaultInstance())
        .getDeliveriesList();
  }
}
