package dev.tocsin.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.inbox.InboxItem;
import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.notification.v1.CreateTemplateRequest;
import dev.tocsin.proto.notification.v1.Delivery;
import dev.tocsin.proto.notification.v1.DeliveryState;
import dev.tocsin.proto.notification.v1.Destination;
import dev.tocsin.proto.notification.v1.EventKind;
import dev.tocsin.proto.notification.v1.Template;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A delivery keeps its language through attempts and revisions. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class DeliveryLocaleTest {

  @Test
  void rendersFirstAttemptRetryAndRevisionInTheSameLanguage() {
    Acme acme = Acme.create();
    acme.slack();
    for (EventKind event :
        new EventKind[] {EventKind.EVENT_KIND_PAGE, EventKind.EVENT_KIND_ACKNOWLEDGED}) {
      template(acme, event, "", "english " + event.getNumber() + " {{group.id}}");
      template(acme, event, "de", "deutsch " + event.getNumber() + " {{group.id}}");
    }

    Delivery german = acme.send(member("de-AT"));
    assertEquals("de-AT", german.getLocale());
    acme.await(german.getId(), DeliveryState.DELIVERY_STATE_SENT);
    assertArrives(acme, "deutsch 1 " + acme.group);

    acme.busy(Duration.ofSeconds(3));
    Delivery retried = acme.send(member("de"));
    acme.await(retried.getId(), each -> each.getAttempts() > 0 && !each.getError().isEmpty());
    acme.mend();
    acme.await(retried.getId(), DeliveryState.DELIVERY_STATE_SENT);
    assertEquals("de", acme.delivery(retried.getId()).getLocale());

    acme.notifications()
        .reviseNotifications(acme.revision(EventKind.EVENT_KIND_ACKNOWLEDGED).build());
    for (Delivery each : new Delivery[] {german, retried}) {
      acme.await(each.getId(), d -> acme.events(d.getId()).contains("revised"));
    }
    assertArrives(acme, "deutsch 2 " + acme.group);
    assertTrue(
        Acme.world().inbox().list().stream()
            .filter(item -> item.text().contains(acme.group))
            .noneMatch(item -> item.text().contains("english")));
  }

  private static void assertArrives(Acme acme, String text) {
    InboxItem found =
        Acme.world()
            .inbox()
            .awaitMessage(item -> item.text().contains(text), Duration.ofSeconds(60));
    assertTrue(found.text().contains(text), acme.group);
  }

  private static void template(Acme acme, EventKind event, String locale, String text) {
    acme.templates("manager")
        .createTemplate(
            CreateTemplateRequest.newBuilder()
                .setTemplate(
                    Template.newBuilder()
                        .setName("Own")
                        .setChannelKind(ChannelKind.CHANNEL_KIND_SLACK)
                        .setEventKind(event)
                        .setLocale(locale)
                        .setDefault(true)
                        .putParts("text", text)
                        .putParts("blocks", ""))
                .build());
  }

  private static Destination member(String locale) {
    return Acme.slackMember("U0ADA0001").toBuilder().setLocale(locale).build();
  }
}
