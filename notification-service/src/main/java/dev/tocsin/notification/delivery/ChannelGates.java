package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.SendResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps one configured channel from taking the places of all: it has a share of the messages under
 * way, and is left alone for a while after failures in a row or when its provider asks to wait.
 * Each replica keeps its own count.
 */
@ApplicationScoped
class ChannelGates {

  private static final Duration BUSY = Duration.ofMillis(50);
  private static final Duration LONGEST_BUSY = Duration.ofSeconds(3);
  private static final int FORGET_ABOVE = 10_000;

  private static final class Gate {
    private int under;
    private int failures;
    private Instant closedUntil = Instant.MIN;

    /** Messages that may go at once; refilled with time. */
    private double tokens;

    private Instant refilled;

    /** Who was sent away and may be back soon: the more, the later each shall come. */
    private int waiting;

    Gate(double tokens, Instant now) {
      this.tokens = tokens;
      this.refilled = now;
    }
  }

  private final DeliveryConfig config;
  private final Map<UUID, Gate> gates = new HashMap<>();

  ChannelGates(DeliveryConfig config) {
    this.config = config;
  }

  /** Enters, or tells how long to wait. Who entered must {@link #leave}. */
  synchronized Optional<Duration> enter(UUID channel, Instant now) {
    Gate gate = gates.computeIfAbsent(channel, id -> new Gate(config.burst(), now));
    if (now.isBefore(gate.closedUntil)) {
      return Optional.of(Duration.between(now, gate.closedUntil).plus(BUSY));
    }
    refill(gate, now);
    // After a pause one message goes first to see whether the provider is back.
    int share = gate.failures >= config.failuresToPause() ? 1 : config.concurrencyPerChannel();
    if (gate.under >= share || gate.tokens < 1) {
      gate.waiting++;
      double perSecond = gate.tokens < 1 ? config.rate() : share * 50.0;
      Duration queue = BUSY.plusMillis((long) (1000 * gate.waiting / perSecond));
      return Optional.of(queue.compareTo(LONGEST_BUSY) > 0 ? LONGEST_BUSY : queue);
    }
    gate.under++;
    gate.tokens--;
    gate.waiting = Math.max(0, gate.waiting - 1);
    return Optional.empty();
  }

  private void refill(Gate gate, Instant now) {
    double seconds = Math.max(0, Duration.between(gate.refilled, now).toMillis() / 1000.0);
    gate.tokens = Math.min(config.burst(), gate.tokens + seconds * config.rate());
    gate.refilled = now;
  }

  /** Leaves without having called the provider. */
  synchronized void leave(UUID channel) {
    Gate gate = gates.get(channel);
    if (gate != null) {
      gate.under--;
      gate.tokens = Math.min(config.burst(), gate.tokens + 1);
      forget(channel, gate);
    }
  }

  /** Leaves with what the provider's answer was. */
  synchronized void leave(UUID channel, SendResult result, Instant now) {
    Gate gate = gates.computeIfAbsent(channel, id -> new Gate(config.burst(), now));
    gate.under--;
    switch (result) {
      case SendResult.Sent sent -> gate.failures = 0;
      case SendResult.Refused refused -> gate.failures = 0;
      case SendResult.TryAgain later when later.retryAfter() != null ->
          close(gate, now.plus(later.retryAfter()));
      case SendResult.TryAgain later -> failed(gate, now);
      case SendResult.Unknown unknown -> failed(gate, now);
    }
    forget(channel, gate);
  }

  private void failed(Gate gate, Instant now) {
    gate.failures++;
    int beyond = gate.failures - config.failuresToPause();
    if (beyond >= 0) {
      long seconds = Math.min(config.longestPause().toSeconds(), 1L << Math.min(beyond + 1, 20));
      close(gate, now.plusSeconds(seconds));
    }
  }

  private void close(Gate gate, Instant until) {
    gate.closedUntil = until.isAfter(gate.closedUntil) ? until : gate.closedUntil;
  }

  private void forget(UUID channel, Gate gate) {
    boolean calm = gate.failures == 0 && gate.closedUntil.equals(Instant.MIN);
    if (gate.under == 0 && calm && gates.size() > FORGET_ABOVE) {
      gates.remove(channel);
    }
  }
}
