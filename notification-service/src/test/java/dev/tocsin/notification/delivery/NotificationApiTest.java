package dev.tocsin.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Neighbours;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.proto.notification.v1.BatchCreateNotificationsRequest;
import dev.tocsin.proto.notification.v1.BatchItemResult;
import dev.tocsin.proto.notification.v1.CreateNotificationRequest;
import dev.tocsin.proto.notification.v1.DeliveryState;
import dev.tocsin.proto.notification.v1.EventKind;
import dev.tocsin.proto.notification.v1.GetNotificationRequest;
import dev.tocsin.proto.notification.v1.ListNotificationEventsRequest;
import dev.tocsin.proto.notification.v1.ListNotificationsRequest;
import dev.tocsin.proto.notification.v1.Notification;
import dev.tocsin.proto.notification.v1.NotificationEvent;
import dev.tocsin.proto.notification.v1.NotificationState;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class NotificationApiTest {

  @Test
  void takesOverRestWith202AndSendsIt() throws Exception {
    Acme acme = Acme.create();
    acme.slack();
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(Acme.url() + "/api/v1/notifications"))
                    .header("X-API-Key", Neighbours.key(acme.tenant, "responder"))
                    .header("Content-Type", "application/json")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            """
                            {"title": "Backup failed %s", "text": "No space", "severity": "major",
                             "destinations": [{"kind": "slack", "address": "U0ADA0001"}]}\
                            """
                                .formatted(acme.group)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertEquals(202, answer.statusCode(), answer.body());
    JsonNode body = new ObjectMapper().readTree(answer.body());
    String delivery = body.path("deliveries").path(0).path("id").asText();
    acme.await(delivery, DeliveryState.DELIVERY_STATE_SENT);
    assertTrue(acme.messages().get(0).text().contains("Backup failed"));

    Notification found = get(acme, body.path("id").asText());
    assertEquals(NotificationState.NOTIFICATION_STATE_SENT, found.getState());
    assertEquals("key:responder", found.getCreatedBy());
    assertEquals(
        List.of("queued", "attempted", "sent"),
        events(acme, found.getId()).stream().map(NotificationEvent::getKind).toList());
    List<String> ids = events(acme, found.getId()).stream().map(NotificationEvent::getId).toList();
    assertEquals(ids.stream().sorted().distinct().toList(), ids);
  }

  @Test
  void repeatsNothingUnderTheSameKeyAndRefusesAnotherContent() {
    Acme acme = Acme.create();
    acme.slack();
    Notification wanted = wanted("one").setIdempotencyKey("k-1").build();
    Notification first = create(acme, wanted);
    assertEquals(first.getId(), create(acme, wanted).getId());
    assertEquals("k-1", first.getIdempotencyKey());
    assertEquals(
        Status.Code.ALREADY_EXISTS,
        code(() -> create(acme, wanted.toBuilder().setTitle("two").build())));
    acme.await(first.getDeliveries(0).getId(), DeliveryState.DELIVERY_STATE_SENT);
    assertEquals(1, list(acme).size());
  }

  @Test
  void reportsWhatItCannotReachAndRefusesWhatItCannotReachAtAll() {
    Acme acme = Acme.create();
    acme.slack();
    Notification partly =
        create(acme, wanted("x").addDestinations(Acme.mail("ada@acme.test")).build());
    assertEquals(1, partly.getDeliveriesCount());
    assertEquals("ada@acme.test", partly.getRefused(0).getDestination().getAddress());

    Notification nowhere =
        Notification.newBuilder()
            .setTitle("x")
            .setIdempotencyKey("again")
            .addDestinations(Acme.mail("ada@acme.test"))
            .build();
    assertEquals(Status.Code.INVALID_ARGUMENT, code(() -> create(acme, nowhere)));
    acme.email();
    assertEquals(1, create(acme, nowhere).getDeliveriesCount(), "the key is free again");
    assertEquals(
        Status.Code.INVALID_ARGUMENT,
        code(() -> create(acme, wanted("").clearTitle().build())),
        "no title");
  }

  @Test
  void answersEachOfABatchForItself() {
    Acme acme = Acme.create();
    acme.slack();
    List<BatchItemResult> results =
        acme.notificationsAs("responder")
            .batchCreateNotifications(
                BatchCreateNotificationsRequest.newBuilder()
                    .addNotifications(wanted("good"))
                    .addNotifications(wanted("bad").setSeverity("awful"))
                    .addNotifications(
                        wanted("bad").setTemplateId("11111111-1111-4111-8111-111111111111"))
                    .addNotifications(wanted("good too"))
                    .build())
            .getResultsList();
    assertEquals(
        List.of("", "INVALID_ARGUMENT", "NOT_FOUND", ""),
        results.stream().map(each -> each.getError().getCode()).toList());
    assertTrue(results.get(1).getError().getMessage().contains("severity"));
    assertEquals("good too", results.get(3).getNotification().getTitle());
    var tooMany = BatchCreateNotificationsRequest.newBuilder();
    IntStream.range(0, 101).forEach(i -> tooMany.addNotifications(wanted("x")));
    assertEquals(
        Status.Code.INVALID_ARGUMENT,
        code(() -> acme.notificationsAs("responder").batchCreateNotifications(tooMany.build())));
  }

  @Test
  void listsThoseOfEscalationsTooByFilterAndPage() {
    Acme acme = Acme.create();
    acme.slack();
    String page = acme.send(Acme.slackMember("U0ADA0001")).getId();
    acme.await(page, DeliveryState.DELIVERY_STATE_SENT);
    create(acme, wanted("a").build());
    create(acme, wanted("b").build());

    var newest =
        acme.notificationsAs("viewer")
            .listNotifications(ListNotificationsRequest.newBuilder().setPageSize(2).build());
    assertEquals(
        List.of("b", "a"),
        newest.getNotificationsList().stream().map(Notification::getTitle).toList());
    var rest =
        acme.notificationsAs("viewer")
            .listNotifications(
                ListNotificationsRequest.newBuilder()
                    .setPageToken(newest.getNextPageToken())
                    .build());
    assertEquals(page, rest.getNotifications(0).getDeliveries(0).getId());
    assertEquals("service:alerting", rest.getNotifications(0).getCreatedBy());
    assertEquals(
        1,
        acme.notificationsAs("viewer")
            .listNotifications(
                ListNotificationsRequest.newBuilder()
                    .setAlertGroupId(acme.group)
                    .addDeliveryState(DeliveryState.DELIVERY_STATE_SENT)
                    .setEventKind(EventKind.EVENT_KIND_PAGE)
                    .build())
            .getNotificationsCount());
    assertEquals(
        2,
        acme.notificationsAs("viewer")
            .listNotifications(
                ListNotificationsRequest.newBuilder().setCreatedBy("key:responder").build())
            .getNotificationsCount());
  }

  @Test
  void acknowledgingCancelsWhatIsStillQueued() {
    Acme acme = Acme.create();
    acme.slack();
    acme.busy(Duration.ofSeconds(60));
    Notification waiting = create(acme, wanted("x").setAlertGroupId(acme.group).build());
    acme.notifications()
        .reviseNotifications(acme.revision(EventKind.EVENT_KIND_ACKNOWLEDGED).build());
    acme.await(waiting.getDeliveries(0).getId(), DeliveryState.DELIVERY_STATE_CANCELLED);
    acme.mend();
    assertEquals(
        NotificationState.NOTIFICATION_STATE_CANCELLED, get(acme, waiting.getId()).getState());
    assertEquals(List.of(), acme.messages());
  }

  private static Notification.Builder wanted(String title) {
    return Notification.newBuilder().setTitle(title).addDestinations(Acme.slackMember("U0ADA0001"));
  }

  private static Notification create(Acme acme, Notification wanted) {
    return acme.notificationsAs("responder")
        .createNotification(CreateNotificationRequest.newBuilder().setNotification(wanted).build());
  }

  private static Notification get(Acme acme, String id) {
    return acme.notificationsAs("viewer")
        .getNotification(GetNotificationRequest.newBuilder().setId(id).build());
  }

  private static List<Notification> list(Acme acme) {
    return acme.notificationsAs("viewer")
        .listNotifications(ListNotificationsRequest.getDefaultInstance())
        .getNotificationsList();
  }

  private static List<NotificationEvent> events(Acme acme, String id) {
    return acme.notificationsAs("viewer")
        .listNotificationEvents(ListNotificationEventsRequest.newBuilder().setId(id).build())
        .getEventsList();
  }

  private static Status.Code code(Runnable call) {
    return assertThrows(StatusRuntimeException.class, call::run).getStatus().getCode();
  }
}
