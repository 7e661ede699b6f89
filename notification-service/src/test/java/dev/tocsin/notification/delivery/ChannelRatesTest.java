package dev.tocsin.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.notification.channel.ChannelSettings;
import dev.tocsin.notification.channel.ConfiguredChannel;
import dev.tocsin.notification.channel.UsualRates;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.platform.limit.RateLimits;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Replicas share the rate of a channel through one Redis. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ChannelRatesTest {

  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

  @Inject RateLimits limits;
  @Inject UsualRates usual;
  @Inject Vertx vertx;

  @Test
  void letTwoReplicasTogetherSendWhatOneMay() {
    ConfiguredChannel channel = channel(0.001, 5);
    ChannelRates one = new ChannelRates(limits, usual, vertx);
    ChannelRates other = new ChannelRates(limits, usual, vertx);

    int sent = 0;
    for (int i = 0; i < 10; i++) {
      sent += goes(one, channel) ? 1 : 0;
      sent += goes(other, channel) ? 1 : 0;
    }

    assertEquals(5, sent);
  }

  @Test
  void tellWhyAMessageWaits() {
    ConfiguredChannel channel = channel(0.5, 1);
    ChannelRates rates = new ChannelRates(limits, usual, vertx);

    assertTrue(goes(rates, channel));
    fetch(rates, channel, 1);
    Hold hold = rates.take(channel, false, NOW).orElseThrow();

    assertEquals("The channel may be sent 0.5 a second and 1 at once", hold.why());
    assertTrue(hold.time().compareTo(Duration.ZERO) > 0, hold::toString);
  }

  @Test
  void giveBackWhatDidNotGo() {
    ConfiguredChannel channel = channel(0.001, 1);
    ChannelRates rates = new ChannelRates(limits, usual, vertx);

    assertTrue(goes(rates, channel));
    rates.giveBack(channel.id());

    assertEquals(Optional.empty(), rates.take(channel, false, NOW));
  }

  @Test
  void keepNothingBeyondASecond() {
    ConfiguredChannel channel = channel(0.001, 3);
    ChannelRates rates = new ChannelRates(limits, usual, vertx);

    fetch(rates, channel, 3);

    assertEquals(Optional.empty(), rates.take(channel, false, NOW));
    assertTrue(rates.take(channel, false, NOW.plusMillis(1001)).isPresent());
  }

  @Test
  void giveEachItsTurnInOrderAtTheRate() {
    ConfiguredChannel channel = channel(5, 1);
    ChannelRates rates = new ChannelRates(limits, usual, vertx);
    assertTrue(goes(rates, channel));

    for (int i = 1; i < 20; i++) {
      Hold hold = rates.take(channel, false, NOW).orElseThrow();
      assertEquals(Duration.ofMillis(200L * i), hold.time());
    }
  }

  @Test
  void letNothingNewPassThoseThatWait() {
    ConfiguredChannel channel = channel(5, 1);
    ChannelRates rates = new ChannelRates(limits, usual, vertx);
    assertTrue(goes(rates, channel));
    assertTrue(rates.take(channel, false, NOW).isPresent());
    rates.giveBack(channel.id());

    assertTrue(rates.isQueued(channel, NOW));
    assertEquals(Duration.ofMillis(400), rates.take(channel, false, NOW).orElseThrow().time());
    assertEquals(Optional.empty(), rates.take(channel, true, NOW));
    assertFalse(rates.isQueued(channel, NOW.plusMillis(400)));
  }

  @Test
  void haveThoseThatComeBackInVainTryAgainBeforeOthers() {
    ConfiguredChannel channel = channel(5, 1);
    ChannelRates rates = new ChannelRates(limits, usual, vertx);
    for (int i = 1; i <= 50; i++) {
      rates.take(channel, false, NOW);
    }

    assertEquals(Duration.ofMillis(200), rates.take(channel, true, NOW).orElseThrow().time());
    assertEquals(Duration.ofMillis(400), rates.take(channel, true, NOW).orElseThrow().time());
  }

  @Test
  void letOneGoBeforeRedisIsAskedWhereABurstHasRoom() {
    ConfiguredChannel roomy = channel(0.001, 10);
    ConfiguredChannel narrow = channel(0.001, 9);
    ChannelRates rates = new ChannelRates(limits, usual, vertx);

    assertEquals(Optional.empty(), rates.take(roomy, false, NOW));
    assertTrue(rates.take(roomy, false, NOW).isPresent(), "one is owed");
    assertTrue(rates.take(narrow, false, NOW).isPresent());
  }

  @Test
  void askForWhatIsOwed() {
    ConfiguredChannel channel = channel(0.001, 10);
    ChannelRates one = new ChannelRates(limits, usual, vertx);
    ChannelRates other = new ChannelRates(limits, usual, vertx);
    assertEquals(Optional.empty(), one.take(channel, false, NOW));

    one.settle(NOW).await().atMost(Duration.ofSeconds(60));

    assertEquals(9, sent(other, channel, 20));
  }

  @Test
  void exceedABurstByOneForEachReplicaAtMost() {
    ConfiguredChannel channel = channel(0.001, 10);
    ChannelRates one = new ChannelRates(limits, usual, vertx);
    ChannelRates other = new ChannelRates(limits, usual, vertx);

    assertEquals(10, sent(one, channel, 20));
    assertEquals(Optional.empty(), other.take(channel, false, NOW));
    other.settle(NOW).await().atMost(Duration.ofSeconds(60));

    assertEquals(0, sent(one, channel, 20));
    assertEquals(0, sent(other, channel, 20));
    assertEquals(0, sent(other, channel, 1));
  }

  @Test
  void startAfreshWhenTheChannelHasAnother() {
    ConfiguredChannel slow = channel(0.01, 1);
    ConfiguredChannel fast =
        new ConfiguredChannel(
            slow.id(), "A channel", "slack", false, true, "", 100, 10, slow.settings());
    ChannelRates rates = new ChannelRates(limits, usual, vertx);
    assertTrue(goes(rates, slow));
    fetch(rates, slow, 1);
    assertTrue(rates.take(slow, false, NOW).orElseThrow().time().toSeconds() > 10);

    assertTrue(goes(rates, fast));
  }

  @Test
  void areThoseOfTheKindWhereAChannelHasNone() {
    assertEquals(1, usual.of(channel("slack_webhook", 0, 0)).perSecond());
    assertEquals(30, usual.of(channel("slack_webhook", 0, 0)).burst());
    assertEquals(7, usual.of(channel("slack_webhook", 7, 0)).burst());
    assertEquals(50, usual.of(channel("slack_webhook", 7, 50)).burst());
    assertEquals(500, usual.of(channel("slack", 0, 0)).perSecond());
  }

  private static boolean goes(ChannelRates rates, ConfiguredChannel channel) {
    fetch(rates, channel, 1);
    return rates.take(channel, false, NOW).isEmpty();
  }

  /** How many of so many that come together. */
  private static int sent(ChannelRates rates, ConfiguredChannel channel, int wanted) {
    fetch(rates, channel, wanted);
    int sent = 0;
    while (sent < wanted && rates.take(channel, false, NOW).isEmpty()) {
      sent++;
    }
    return sent;
  }

  private static void fetch(ChannelRates rates, ConfiguredChannel channel, int wanted) {
    rates.fetch(Map.of(channel, wanted), NOW).await().atMost(Duration.ofSeconds(60));
  }

  private static ConfiguredChannel channel(double rate, int burst) {
    return channel("slack", rate, burst);
  }

  private static ConfiguredChannel channel(String kind, double rate, int burst) {
    return new ConfiguredChannel(
        UUID.randomUUID(),
        "A channel",
        kind,
        false,
        true,
        "",
        rate,
        burst,
        new ChannelSettings(Map.of(), Map.of()));
  }
}
