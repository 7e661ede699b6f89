package dev.tocsin.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.fault.Fault;
import dev.tocsin.fakes.fault.FaultMode;
import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.proto.notification.v1.Channel;
import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.notification.v1.Delivery;
import dev.tocsin.proto.notification.v1.DeliveryState;
import dev.tocsin.proto.notification.v1.Destination;
import dev.tocsin.proto.notification.v1.EventKind;
import dev.tocsin.proto.notification.v1.SignedWebhookSettings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** FAULTS 14: a webhook that hangs holds up its own tenant alone. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class DeadWebhookTest {

  private static final String SECRET = "whsec_dG9jc2luLWhvb2stc2VjcmV0LW51bWJlci0x";

  private static Channel webhook(Acme acme) {
    Acme.world().hooks().require(acme.tenant, SECRET);
    return acme.create(
        Channel.newBuilder()
            .setName("Hook")
            .setKind(ChannelKind.CHANNEL_KIND_WEBHOOK)
            .setWebhook(
                SignedWebhookSettings.newBuilder()
                    .setUrl(Acme.world().hooks().url(acme.tenant))
                    .setSecret(SECRET)));
  }

  private static Delivery page(Acme acme, Channel channel) {
    return acme.send(Destination.newBuilder().setChannelId(channel.getId()).build());
  }

  @Test
  void othersPagesGoOutWhileItHangs() {
    Acme dead = Acme.create();
    Acme alive = Acme.create();
    Channel hanging = webhook(dead);
    Channel working = webhook(alive);
    Acme.world().faults().arm(Fault.of("webhook", FaultMode.HANG).on(dead.tenant));
    for (int i = 0; i < 60; i++) {
      page(dead, hanging);
    }
    List<Delivery> pages = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      pages.add(page(alive, working));
    }
    for (Delivery page : pages) {
      Delivery sent = alive.await(page.getId(), DeliveryState.DELIVERY_STATE_SENT);
      assertEquals(1, sent.getAttempts());
    }
    Acme.world().faults().clear("webhook");
  }

  /**
   * In one run, so that a slow machine is slow in both halves; a page that had to wait for one of
   * those that hang would wait for its time-out, again and again.
   */
  @Test
  void othersPagesAreHardlyLaterWhileItHangs() {
    Acme dead = Acme.create();
    Acme alive = Acme.create();
    Channel hanging = webhook(dead);
    Channel working = webhook(alive);
    Duration before = slowest(alive, working);

    Acme.world().faults().arm(Fault.of("webhook", FaultMode.HANG).on(dead.tenant));
    for (int i = 0; i < 100; i++) {
      page(dead, hanging);
    }
    Duration meanwhile = slowest(alive, working);
    Acme.world().faults().clear("webhook");

    Duration bound = before.plusSeconds(1).multipliedBy(10);
    assertTrue(
        meanwhile.compareTo(bound) < 0,
        () -> "the slowest of 100 took " + before + " before and " + meanwhile + " meanwhile");
  }

  /** Of a hundred pages, one after the other: the 99th percentile. */
  private static Duration slowest(Acme acme, Channel channel) {
    Duration slowest = Duration.ZERO;
    for (int i = 0; i < 100; i++) {
      long begun = System.nanoTime();
      acme.await(page(acme, channel).getId(), DeliveryState.DELIVERY_STATE_SENT);
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      slowest = took.compareTo(slowest) > 0 ? took : slowest;
    }
    return slowest;
  }

  @Test
  void receiversAreToldOfEachEvent() {
    Acme acme = Acme.create();
    Channel channel = webhook(acme);
    Delivery page = page(acme, channel);
    acme.await(page.getId(), DeliveryState.DELIVERY_STATE_SENT);
    for (EventKind event :
        List.of(EventKind.EVENT_KIND_ACKNOWLEDGED, EventKind.EVENT_KIND_RESOLVED)) {
      assertEquals(
          1, acme.notifications().reviseNotifications(acme.revision(event).build()).getRevised());
      String type = "alert." + event.name().substring(11).toLowerCase(java.util.Locale.ROOT);
      Acme.world()
          .inbox()
          .awaitMessage(
              item ->
                  item.channel().equals("webhook")
                      && item.to().equals(acme.tenant)
                      && item.text().contains("\"" + type + "\""),
              Duration.ofSeconds(60));
    }
  }
}
