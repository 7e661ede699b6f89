package dev.tocsin.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends a payload over many connections at once, each as fast as it is answered, and counts what
 * was accepted.
 */
public final class LoadGenerator {
  private static final AtomicLong NUMBERS = new AtomicLong(System.nanoTime() % 1_000_000_000L);

  private LoadGenerator() {}

  /**
   * Alerts accepted per second.
   *
   * @param port on this machine
   * @param connections how many at once
   * @param warmUp sent before, not counted
   * @throws IllegalStateException when a request was refused or a connection broke: a rate with
   *     errors is none
   */
  public static double rate(
      int port, Payload payload, int connections, Duration warmUp, Duration length) {
    run(port, payload, connections, warmUp);
    return run(port, payload, connections, length);
  }

  /** Sends a payload so many times, one after the other. */
  public static void send(int port, Payload payload, int times) {
    Payload own = payload.copy();
    try (var connection = new Connection(port)) {
      for (int i = 0; i < times; i++) {
        exchange(connection, own);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the load was not accepted: " + e.getMessage(), e);
    }
  }

  private static double run(int port, Payload payload, int connections, Duration length) {
    if (length.isZero()) {
      return 0;
    }
    var accepted = new AtomicLong();
    var failure = new AtomicReference<Exception>();
    long start = System.nanoTime();
    long end = start + length.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      threads.add(
          Thread.ofVirtual().start(() -> send(port, payload.copy(), end, accepted, failure)));
    }
    join(threads);
    if (failure.get() != null) {
      throw new IllegalStateException(
          "the load was not accepted: " + failure.get().getMessage(), failure.get());
    }
    return accepted.get() * 1e9 / (System.nanoTime() - start);
  }

  private static void send(
      int port,
      Payload payload,
      long end,
      AtomicLong accepted,
      AtomicReference<Exception> failure) {
    try (var connection = new Connection(port)) {
      while (System.nanoTime() < end && failure.get() == null) {
        exchange(connection, payload);
        accepted.addAndGet(payload.alerts());
      }
    } catch (IOException | RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private static void exchange(Connection connection, Payload payload) throws IOException {
    byte[] request = payload.numbered(NUMBERS.getAndAdd(payload.alerts()));
    int status = connection.exchange(request);
    if (status >= 300) {
      throw new IOException(Connection.firstLine(request) + " was answered with " + status);
    }
  }

  private static void join(List<Thread> threads) {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
