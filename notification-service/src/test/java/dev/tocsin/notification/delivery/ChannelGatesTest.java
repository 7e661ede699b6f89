package dev.tocsin.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.notification.channel.AddressFault;
import dev.tocsin.notification.channel.ProviderMessage;
import dev.tocsin.notification.channel.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChannelGatesTest {

  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
  private static final SendResult SENT = new SendResult.Sent(new ProviderMessage("1", ""));
  private static final SendResult FAILED = new SendResult.TryAgain("down", null);

  private final UUID channel = UUID.randomUUID();
  private final ChannelGates gates = new ChannelGates(new Numbers());

  @Test
  void givesEachChannelItsShareAndNoMore() {
    assertEquals(Optional.empty(), gates.enter(channel, NOW));
    assertEquals(Optional.empty(), gates.enter(channel, NOW));
    assertTrue(gates.enter(channel, NOW).isPresent());
    assertEquals(Optional.empty(), gates.enter(UUID.randomUUID(), NOW));
    gates.leave(channel, SENT, NOW);
    assertEquals(Optional.empty(), gates.enter(channel, NOW));
  }

  @Test
  void sendsAQueueAwayForLongerTheLongerItIs() {
    gates.enter(channel, NOW);
    gates.enter(channel, NOW);
    Duration first = gates.enter(channel, NOW).orElseThrow().time();
    Duration later = first;
    for (int i = 0; i < 1000; i++) {
      later = gates.enter(channel, NOW).orElseThrow().time();
    }
    assertTrue(first.compareTo(Duration.ofMillis(100)) < 0, first.toString());
    assertEquals(Duration.ofSeconds(3), later);
  }

  @Test
  void leavesAFailingChannelAloneAndLetsOneGoFirst() {
    for (int i = 0; i < 3; i++) {
      assertEquals(Optional.empty(), gates.enter(channel, NOW));
      gates.leave(channel, FAILED, NOW);
    }
    assertTrue(gates.enter(channel, NOW.plusSeconds(1)).isPresent());
    Instant after = NOW.plusSeconds(3);
    assertEquals(Optional.empty(), gates.enter(channel, after));
    assertTrue(gates.enter(channel, after).isPresent());
    gates.leave(channel, SENT, after);
    assertEquals(Optional.empty(), gates.enter(channel, after));
    assertEquals(Optional.empty(), gates.enter(channel, after));
  }

  @Test
  void waitsForAllWhenTheProviderAsksToWait() {
    gates.enter(channel, NOW);
    gates.leave(channel, new SendResult.TryAgain("slow down", Duration.ofSeconds(30)), NOW);

    Hold hold = gates.enter(channel, NOW.plusSeconds(29)).orElseThrow();

    assertTrue(hold.time().compareTo(Duration.ofSeconds(1)) >= 0);
    assertEquals("The channel is left alone until 2026-11-21T03:00:30Z: slow down", hold.why());
    assertEquals(Optional.empty(), gates.enter(channel, NOW.plusSeconds(30)));
  }

  @Test
  void waitsNoLongerThanTheLongestBackoffWhateverTheProviderAsksFor() {
    gates.enter(channel, NOW);
    gates.leave(channel, new SendResult.TryAgain("slow down", Duration.ofSeconds(9_999_999)), NOW);

    assertTrue(gates.enter(channel, NOW.plus(Duration.ofMinutes(4))).isPresent());
    assertEquals(Optional.empty(), gates.enter(channel, NOW.plus(Duration.ofMinutes(5))));
  }

  @Test
  void tellsWhatFailedAndUntilWhenItWaits() {
    ChannelGates.News last = new ChannelGates.News.None();
    for (int i = 0; i < 3; i++) {
      gates.enter(channel, NOW);
      last = gates.leave(channel, FAILED, NOW);
    }

    ChannelGates.News.Fails fails = assertInstanceOf(ChannelGates.News.Fails.class, last);
    assertTrue(fails.opened());
    assertEquals(3, fails.health().failures());
    assertEquals(NOW.plusSeconds(2), fails.health().openUntil());
    assertEquals("down", fails.health().lastError());
    assertEquals(
        "The channel is left alone until 2026-11-21T03:00:02Z:"
            + " 3 attempts in a row failed, the last with: down",
        fails.health().reason());
    assertEquals(1, gates.paused(NOW));
    assertEquals(0, gates.paused(NOW.plusSeconds(2)));
  }

  @Test
  void tellsOnceThatItWorksAgain() {
    gates.enter(channel, NOW);
    gates.leave(channel, FAILED, NOW);
    gates.enter(channel, NOW);
    assertInstanceOf(ChannelGates.News.Works.class, gates.leave(channel, SENT, NOW));
    gates.enter(channel, NOW);
    assertInstanceOf(ChannelGates.News.None.class, gates.leave(channel, SENT, NOW));
  }

  @Test
  void failsWithoutAPauseWhenTheProviderRefusesWhatItIsSent() {
    for (int i = 0; i < 4; i++) {
      assertEquals(Optional.empty(), gates.enter(channel, NOW));
      gates.leave(channel, new SendResult.Refused("invalid_auth"), NOW);
    }
    gates.enter(channel, NOW);
    assertInstanceOf(
        ChannelGates.News.Works.class,
        gates.leave(channel, new SendResult.Refused("stopped", AddressFault.OPTED_OUT), NOW));
  }

  /** Small numbers: a share of two. */
  private record Numbers() implements DeliveryConfig {
    @Override
    public int maxAttempts() {
      return 3;
    }

    @Override
    public Duration firstBackoff() {
      return Duration.ofSeconds(1);
    }

    @Override
    public Duration maxBackoff() {
      return Duration.ofMinutes(5);
    }

    @Override
    public Duration lookUpDelay() {
      return Duration.ofSeconds(2);
    }

    @Override
    public int concurrency() {
      return 8;
    }

    @Override
    public int concurrencyPerChannel() {
      return 2;
    }

    @Override
    public int failuresToPause() {
      return 3;
    }

    @Override
    public Duration longestPause() {
      return Duration.ofSeconds(30);
    }

    @Override
    public Duration lease() {
      return Duration.ofMinutes(1);
    }

    @Override
    public Duration poll() {
      return Duration.ofSeconds(1);
    }

    @Override
    public Duration retention() {
      return Duration.ofDays(90);
    }
  }
}
