package dev.tocsin.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.inbox.InboxItem;
import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.notification.v1.CreateNotificationRequest;
import dev.tocsin.proto.notification.v1.CreateTemplateRequest;
import dev.tocsin.proto.notification.v1.Delivery;
import dev.tocsin.proto.notification.v1.DeliveryState;
import dev.tocsin.proto.notification.v1.Destination;
import dev.tocsin.proto.notification.v1.EventKind;
import dev.tocsin.proto.notification.v1.Notification;
import dev.tocsin.proto.notification.v1.SendNotificationRequest;
import dev.tocsin.proto.notification.v1.Template;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The message that brings the code which shows that an address reaches its owner. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ContactCodeMessageTest {

  private static final String CODE = "code-482913";
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Acme acme = Acme.create();
  private final String minutes = UUID.randomUUID().toString();

  @Test
  void aMailHoldsTheCodeAndNothingToAnswer() {
    acme.email();

    Delivery sent = send(Acme.mail("ada@acme.test"));

    InboxItem mail = Acme.world().inbox().awaitMessage(m -> m.text().contains(minutes), SOON);
    assertEquals("Your Tocsin code", mail.subject());
    assertTrue(
        mail.text().contains("Your Tocsin code is " + CODE + ". It is valid for " + minutes),
        mail.text());
    assertFalse(mail.payload().toString().contains("/respond/"), mail.toString());
    assertEquals(EventKind.EVENT_KIND_CONTACT_CODE, sent.getEventKind());
  }

  @Test
  void aDirectMessageHasNoButtons() {
    acme.slack();

    send(Acme.slackMember("U0ADA0001"));

    InboxItem message = Acme.world().inbox().awaitMessage(m -> m.text().contains(minutes), SOON);
    assertTrue(message.text().contains(CODE), message.toString());
    assertTrue(message.action("Acknowledge").isEmpty(), message.toString());
    assertFalse(message.payload().toString().contains("\"button\""), message.toString());
  }

  @Test
  void theCodeIsInNoRow() throws Exception {
    acme.email();

    Delivery sent = send(Acme.mail("ada@acme.test"));

    try (Connection db = TestServers.database().superuser();
        ResultSet rows =
            db.createStatement()
                .executeQuery(
                    "select render_context::text from notification.delivery where id = '"
                        + sent.getId()
                        + "'")) {
      assertTrue(rows.next());
      assertTrue(rows.getString(1).contains("sealed_code"), rows.getString(1));
      assertFalse(rows.getString(1).contains(CODE), rows.getString(1));
    }
  }

  @Test
  void onlyTocsinItselfSendsThemAndTheyHaveNoTemplates() {
    var wanted =
        Notification.newBuilder()
            .setEventKind(EventKind.EVENT_KIND_CONTACT_CODE)
            .setTitle("Your Tocsin code")
            .addDestinations(Acme.mail("ada@acme.test"));
    var template =
        Template.newBuilder()
            .setName("Codes")
            .setChannelKind(ChannelKind.CHANNEL_KIND_EMAIL)
            .setEventKind(EventKind.EVENT_KIND_CONTACT_CODE)
            .putParts("subject", "x")
            .putParts("text", "x");

    assertInvalid(
        () ->
            acme.notificationsAs("owner")
                .createNotification(
                    CreateNotificationRequest.newBuilder().setNotification(wanted).build()));
    assertInvalid(
        () ->
            acme.templates("owner")
                .createTemplate(CreateTemplateRequest.newBuilder().setTemplate(template).build()));
  }

  private static void assertInvalid(Runnable call) {
    StatusRuntimeException refused = assertThrows(StatusRuntimeException.class, call::run);
    assertEquals(Status.Code.INVALID_ARGUMENT, refused.getStatus().getCode(), refused.toString());
  }

  private Delivery send(Destination destination) {
    var context =
        Acme.struct(
            """
            {"alert": {"title": "Your Tocsin code"}, "contact": {"code": "%s", "minutes": "%s"}}\
            """
                .formatted(CODE, minutes));
    String id =
        acme.notifications()
            .sendNotification(
                SendNotificationRequest.newBuilder()
                    .setIdempotencyKey(UUID.randomUUID().toString())
                    .setEventKind(EventKind.EVENT_KIND_CONTACT_CODE)
                    .setRenderContext(context)
                    .addDestinations(destination)
                    .build())
            .getDeliveries(0)
            .getId();
    return acme.await(id, DeliveryState.DELIVERY_STATE_SENT);
  }
}
