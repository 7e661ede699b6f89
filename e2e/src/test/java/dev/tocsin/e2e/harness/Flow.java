package dev.tocsin.e2e.harness;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A steady flow of new alarms into a tenant, as Alertmanager sends them: each is sent again until
 * it is taken. It writes down what was taken.
 */
public final class Flow implements AutoCloseable {
  private static final int AT_ONCE = 3;

  private final Timeline timeline;
  private final String name;
  private final List<Alarm> taken = new CopyOnWriteArrayList<>();
  private final Thread sender;
  private volatile boolean ending;

  private Flow(Timeline timeline, String name) {
    this.timeline = timeline;
    this.name = name;
    this.sender = Thread.ofPlatform().name("flow-" + name).start(this::send);
  }

  /** Begins to send alarms whose names begin so. */
  public static Flow start(Timeline timeline, String name) {
    return new Flow(timeline, name);
  }

  /** What Tocsin has taken, with a success for an answer. */
  public List<Alarm> taken() {
    return List.copyOf(taken);
  }

  /** Waits until so many more have been taken. */
  public void awaitMore(int count) {
    int wanted = taken.size() + count;
    Wait.untilTrue(
        Duration.ofMinutes(3),
        () -> taken.size() >= wanted,
        () -> "no more alerts are taken: " + taken.size() + " of " + wanted);
  }

  private void send() {
    for (int number = 0; !ending; number += AT_ONCE) {
      var alarms = new ArrayList<Alarm>();
      for (int i = number; i < number + AT_ONCE; i++) {
        alarms.add(timeline.alarm(name + i, "critical"));
      }
      var payload = Alarm.firing(alarms);
      boolean took = takes(payload);
      while (!took && !ending) {
        Wait.pause(Duration.ofMillis(20));
        took = takes(payload);
      }
      if (took) {
        taken.addAll(alarms);
      }
      Wait.pause(Duration.ofMillis(20));
    }
  }

  private boolean takes(Object payload) {
    try {
      return timeline.tenant().webhook(payload).succeeded();
    } catch (UncheckedIOException died) {
      return false;
    }
  }

  /** Sends no more; what it was sending last is taken or not. */
  @Override
  public void close() {
    ending = true;
    try {
      sender.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
