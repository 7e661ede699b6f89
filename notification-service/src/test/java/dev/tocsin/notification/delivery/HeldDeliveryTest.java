package dev.tocsin.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.fault.FaultMode;
import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.notification.v1.Channel;
import dev.tocsin.proto.notification.v1.ChannelState;
import dev.tocsin.proto.notification.v1.Delivery;
import dev.tocsin.proto.notification.v1.DeliveryState;
import dev.tocsin.proto.notification.v1.GetChannelRequest;
import dev.tocsin.proto.notification.v1.UpdateChannelRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages that have to wait say why, and so does their channel. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class HeldDeliveryTest {

  @Test
  void waitsForTheRateOfItsChannelAndSaysSo() {
    Acme acme = Acme.create();
    change(acme, acme.slack(), 2, 1);

    List<Delivery> sent =
        IntStream.range(0, 4).mapToObj(i -> acme.send(Acme.slackMember("U0ADA0001"))).toList();

    sent.forEach(each -> acme.await(each.getId(), DeliveryState.DELIVERY_STATE_SENT));
    List<String> why =
        sent.stream().flatMap(each -> acme.told(each.getId(), "held").stream()).toList();
    assertFalse(why.isEmpty());
    assertTrue(
        why.stream().allMatch("The channel may be sent 2 a second and 1 at once"::equals),
        why::toString);
    sent.forEach(each -> assertEquals("", acme.delivery(each.getId()).getHeld()));
    assertEquals(4, acme.messages().size());
  }

  @Test
  void goesAtOnceWhenTheRateItWaitsForIsRaised() {
    Acme acme = Acme.create();
    Channel channel = change(acme, acme.slack(), 0.01, 1);
    List<Delivery> sent =
        IntStream.range(0, 3).mapToObj(i -> acme.send(Acme.slackMember("U0ADA0001"))).toList();
    acme.await(sent.getLast().getId(), each -> !each.getHeld().isEmpty());

    change(acme, channel, 100, 10);

    sent.forEach(each -> acme.await(each.getId(), DeliveryState.DELIVERY_STATE_SENT));
  }

  @Test
  void refusesRatesThatLetNothingPass() {
    Acme acme = Acme.create();
    Channel channel = acme.slack();

    StatusRuntimeException negative =
        assertThrows(StatusRuntimeException.class, () -> change(acme, channel, -1, 0));

    assertEquals(Status.Code.INVALID_ARGUMENT, negative.getStatus().getCode());
    assertTrue(negative.getMessage().contains("channel.rate"), negative.getMessage());
    assertThrows(StatusRuntimeException.class, () -> change(acme, channel, 0.009, 0));
    assertEquals(0.01, change(acme, channel, 0.01, 0).getRate());
    assertEquals(0, change(acme, channel, 0, 0).getRate());
  }

  @Test
  void waitsWhileTheProviderFailsAndItsChannelTellsUntilWhen() {
    Acme acme = Acme.create();
    Channel channel = acme.slack();
    assertEquals(ChannelState.CHANNEL_STATE_WORKING, get(acme, channel).getStatus().getState());
    acme.failing();
    List<Delivery> held =
        IntStream.range(0, 8).mapToObj(i -> acme.send(Acme.slackMember("U0ADA0001"))).toList();

    Channel paused =
        until(
            acme,
            channel,
            shown -> shown.getStatus().getState() == ChannelState.CHANNEL_STATE_PAUSED);

    assertTrue(paused.getStatus().hasOpenUntil());
    assertTrue(
        paused
            .getStatus()
            .getReason()
            .matches(
                "The channel is left alone until .*: [0-9]+ attempts in a row failed, .*503.*"),
        paused.getStatus().getReason());
    assertTrue(paused.getStatus().getLastError().contains("503"));
    assertTrue(paused.getStatus().getFailures() >= 3);
    Delivery waiting =
        acme.await(
            held.getLast().getId(), each -> !each.getHeld().isEmpty() || each.getAttempts() > 3);
    assertTrue(
        acme.told(waiting.getId(), "held").stream().anyMatch(each -> each.contains("503")),
        () -> acme.events(waiting.getId()).toString());

    acme.mend();
    held.forEach(each -> acme.await(each.getId(), DeliveryState.DELIVERY_STATE_SENT));
    Channel mended =
        until(
            acme,
            channel,
            shown -> shown.getStatus().getState() == ChannelState.CHANNEL_STATE_WORKING);
    assertEquals(0, mended.getStatus().getFailures());
    assertTrue(mended.getStatus().getLastError().contains("503"), "it stays known");
  }

  @Test
  void isKnownAsLeasedWhenItIsInsertedClaimed() throws Exception {
    Acme acme = Acme.create();
    acme.slack();
    acme.arm(FaultMode.HANG, 1);
    Delivery delivery = acme.send(Acme.slackMember("U0ADA0001"));

    try (Connection db = TestServers.database().superuser();
        ResultSet row =
            db.createStatement()
                .executeQuery(
                    "SELECT attempts, fence, lease_until = due_at FROM notification.delivery WHERE"
                        + " id = '"
                        + delivery.getId()
                        + "'")) {
      row.next();
      assertEquals(1, row.getInt(1));
      assertEquals(1, row.getLong(2));
      assertTrue(row.getBoolean(3), "an abandoned one is told from one that nobody had");
    } finally {
      acme.mend();
    }
    acme.await(delivery.getId(), DeliveryState.DELIVERY_STATE_SENT);
  }

  private static Channel change(Acme acme, Channel channel, double rate, int burst) {
    return acme.channels("admin")
        .updateChannel(
            UpdateChannelRequest.newBuilder()
                .setChannel(channel.toBuilder().setRate(rate).setBurst(burst))
                .setUpdateMask(
                    com.google.protobuf.FieldMask.newBuilder().addPaths("rate").addPaths("burst"))
                .build());
  }

  private static Channel get(Acme acme, Channel channel) {
    return acme.channels("manager")
        .getChannel(GetChannelRequest.newBuilder().setId(channel.getId()).build());
  }

  private static Channel until(Acme acme, Channel channel, Predicate<Channel> wanted) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      Channel shown = get(acme, channel);
      if (wanted.test(shown)) {
        return shown;
      }
      assertTrue(System.nanoTime() < end, shown::toString);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
