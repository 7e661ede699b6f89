package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One delivery's way through the gate of its channel: left once, however the delivery ends. */
final class GatePass {

  private final ChannelGates gates;
  private @Nullable UUID inside;

  GatePass(ChannelGates gates) {
    this.gates = gates;
  }

  /** Enters, or tells how long to wait. */
  synchronized Optional<Duration> enter(UUID channel, Instant now) {
    Optional<Duration> busy = gates.enter(channel, now);
    if (busy.isEmpty()) {
      inside = channel;
    }
    return busy;
  }

  /** Leaves with what the provider's answer was. */
  synchronized void leave(SendResult result, Instant now) {
    if (inside != null) {
      gates.leave(inside, result, now);
      inside = null;
    }
  }

  /** Leaves, if it is still inside. */
  synchronized void leave() {
    if (inside != null) {
      gates.leave(inside);
      inside = null;
    }
  }
}
