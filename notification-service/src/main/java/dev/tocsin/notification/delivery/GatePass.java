package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.ConfiguredChannel;
import dev.tocsin.notification.channel.SendResult;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One delivery's way to its channel, past the gate and the rate: left once, however the delivery
 * ends.
 */
final class GatePass {

  private final ChannelGates gates;
  private final ChannelRates rates;
  private @Nullable UUID inside;
  private ChannelGates.News news = new ChannelGates.News.None();

  GatePass(ChannelGates gates, ChannelRates rates) {
    this.gates = gates;
    this.rates = rates;
  }

  /**
   * Enters, or tells how long to wait and why.
   *
   * @param back whether it was held before
   */
  Uni<Optional<Hold>> enter(ConfiguredChannel channel, boolean back, Instant now) {
    boolean inVain = gates.free(channel.id(), now) == 0 || (!back && rates.isQueued(channel, now));
    return inVain
        ? Uni.createFrom().item(() -> enterNow(channel, back, now))
        : rates.fetch(Map.of(channel, 1), now).map(fetched -> enterNow(channel, back, now));
  }

  /** The same with what {@link ChannelRates#fetch} has brought. */
  synchronized Optional<Hold> enterNow(ConfiguredChannel channel, boolean back, Instant now) {
    Optional<Hold> hold = gates.enter(channel.id(), now);
    if (hold.isEmpty()) {
      hold = rates.take(channel, back, now);
      if (hold.isPresent()) {
        gates.leave(channel.id());
      } else {
        inside = channel.id();
      }
    }
    return hold;
  }

  /** Leaves with what the provider's answer was. */
  synchronized void leave(SendResult result, Instant now) {
    if (inside != null) {
      news = gates.leave(inside, result, now);
      inside = null;
    }
  }

  /** Leaves, if it is still inside. */
  synchronized void leave() {
    if (inside != null) {
      gates.leave(inside);
      rates.giveBack(inside);
      inside = null;
    }
  }

  /** What the attempt changed about the channel. */
  synchronized ChannelGates.News news() {
    return news;
  }
}
