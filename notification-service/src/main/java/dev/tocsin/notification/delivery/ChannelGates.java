package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.AddressFault;
import dev.tocsin.notification.channel.ChannelHealth;
import dev.tocsin.notification.channel.SendResult;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps one configured channel from taking the places of all: it has a share of the messages under
 * way, and is left alone for a while after failures in a row or when its provider asks to wait (the
 * circuit is open). Each replica keeps its own count.
 */
@Singleton
class ChannelGates {

  private static final Duration BUSY = Duration.ofMillis(50);
  private static final Duration LONGEST_BUSY = Duration.ofSeconds(3);
  private static final Duration TELL_AGAIN = Duration.ofMinutes(1);
  private static final int FORGET_ABOVE = 10_000;

  /** What an attempt changed about its channel. */
  sealed interface News {

    /** Nothing. */
    record None() implements News {}

    /** Messages get through, so far as this replica knows for the first time in a while. */
    record Works() implements News {}

    /**
     * An attempt failed.
     *
     * @param opened whether it opened the circuit
     */
    record Fails(ChannelHealth health, boolean opened) implements News {}
  }

  private static final class Gate {
    private int under;

    /** Attempts in a row that ended without an answer, or with one that asked to come back. */
    private int failures;

    /** Attempts in a row that were not taken, refusals of the message among them. */
    private int notTaken;

    private Instant closedUntil = Instant.MIN;
    private String why = "";
    private Instant toldWorks = Instant.MIN;

    /** Who was sent away and may be back soon: the more, the later each shall come. */
    private int waiting;
  }

  private final DeliveryConfig config;
  private final Map<UUID, Gate> gates = new HashMap<>();

  ChannelGates(DeliveryConfig config) {
    this.config = config;
  }

  /** Enters, or tells how long to wait and why. Who entered must {@link #leave}. */
  synchronized Optional<Hold> enter(UUID channel, Instant now) {
    Gate gate = gates.computeIfAbsent(channel, id -> new Gate());
    if (now.isBefore(gate.closedUntil)) {
      Duration rest = Duration.between(now, gate.closedUntil).plus(BUSY);
      return Optional.of(new Hold(rest, gate.why));
    }
    // After a pause one message goes first to see whether the provider is back.
    int share = gate.failures >= config.failuresToPause() ? 1 : config.concurrencyPerChannel();
    if (gate.under >= share) {
      gate.waiting++;
      Duration queue = BUSY.plusMillis(20L * gate.waiting / share);
      return Optional.of(new Hold(queue.compareTo(LONGEST_BUSY) > 0 ? LONGEST_BUSY : queue, ""));
    }
    gate.under++;
    gate.waiting = Math.max(0, gate.waiting - 1);
    return Optional.empty();
  }

  /** How many messages of the channel could enter now. */
  synchronized int free(UUID channel, Instant now) {
    Gate gate = gates.get(channel);
    if (gate == null) {
      return config.concurrencyPerChannel();
    }
    if (now.isBefore(gate.closedUntil)) {
      return 0;
    }
    int share = gate.failures >= config.failuresToPause() ? 1 : config.concurrencyPerChannel();
    return Math.max(0, share - gate.under);
  }

  /** How many channels are left alone now. */
  synchronized int paused(Instant now) {
    return (int) gates.values().stream().filter(gate -> now.isBefore(gate.closedUntil)).count();
  }

  /** Leaves without having called the provider. */
  synchronized void leave(UUID channel) {
    Gate gate = gates.get(channel);
    if (gate != null) {
      gate.under--;
      forget(channel, gate);
    }
  }

  /** Leaves with what the provider's answer was. */
  synchronized News leave(UUID channel, SendResult result, Instant now) {
    Gate gate = gates.computeIfAbsent(channel, id -> new Gate());
    gate.under--;
    Instant before = gate.closedUntil;
    News news =
        switch (result) {
          case SendResult.Sent sent -> works(gate, now);
          case SendResult.Refused no when no.fault() != AddressFault.NONE -> works(gate, now);
          case SendResult.Refused no -> {
            gate.failures = 0;
            yield fails(gate, no.reason(), before, now);
          }
          case SendResult.TryAgain later when later.retryAfter() != null -> {
            close(gate, now.plus(bounded(later.retryAfter())), later.reason());
            yield fails(gate, later.reason(), before, now);
          }
          case SendResult.TryAgain later -> failed(gate, later.reason(), now);
          case SendResult.Unknown unknown -> failed(gate, unknown.reason(), now);
        };
    forget(channel, gate);
    return news;
  }

  /** A provider that asks for days is asked again sooner. */
  private Duration bounded(Duration asked) {
    return asked.compareTo(config.maxBackoff()) > 0 ? config.maxBackoff() : asked;
  }

  private static News works(Gate gate, Instant now) {
    boolean changed = gate.notTaken > 0;
    gate.failures = 0;
    gate.notTaken = 0;
    // Another replica may have written that it fails, or this one before it was started anew.
    if (changed || now.isAfter(gate.toldWorks.plus(TELL_AGAIN))) {
      gate.toldWorks = now;
      return new News.Works();
    }
    return new News.None();
  }

  private News failed(Gate gate, String error, Instant now) {
    Instant before = gate.closedUntil;
    gate.failures++;
    int beyond = gate.failures - config.failuresToPause();
    if (beyond >= 0) {
      long seconds = Math.min(config.longestPause().toSeconds(), 1L << Math.min(beyond + 1, 20));
      close(
          gate,
          now.plusSeconds(seconds),
          gate.failures + " attempts in a row failed, the last with: " + error);
    }
    return fails(gate, error, before, now);
  }

  private static News fails(Gate gate, String error, Instant before, Instant now) {
    gate.notTaken++;
    gate.toldWorks = Instant.MIN;
    boolean paused = now.isBefore(gate.closedUntil);
    return new News.Fails(
        new ChannelHealth(
            gate.notTaken, paused ? gate.closedUntil : null, paused ? gate.why : "", error, now),
        gate.closedUntil.isAfter(before));
  }

  private static void close(Gate gate, Instant until, String why) {
    if (until.isAfter(gate.closedUntil)) {
      gate.closedUntil = until;
      gate.why =
          "The channel is left alone until " + until.truncatedTo(ChronoUnit.SECONDS) + ": " + why;
    }
  }

  private void forget(UUID channel, Gate gate) {
    boolean calm = gate.notTaken == 0 && gate.closedUntil.equals(Instant.MIN);
    if (gate.under == 0 && calm && gates.size() > FORGET_ABOVE) {
      gates.remove(channel);
    }
  }
}
