package dev.tocsin.alerting.escalation;

import dev.tocsin.alerting.outbox.OutboxQueues;
import dev.tocsin.alerting.timeline.TimelineFeed;
import dev.tocsin.platform.time.TocsinClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Who looks at once after a commit, so that nobody waits for a poll. */
@Singleton
public class Wakes {

  /** About what a page takes from its commit to its provider. */
  private static final Duration HEAD_START = Duration.ofMillis(100);

  private final EscalationQueue steps;
  private final OutboxQueues outbox;
  private final TimelineFeed feed;
  private final TocsinClock clock;

  Wakes(EscalationQueue steps, OutboxQueues outbox, TimelineFeed feed, TocsinClock clock) {
    this.steps = steps;
    this.outbox = outbox;
    this.feed = feed;
    this.clock = clock;
  }

  /** Steps were committed that are due then. */
  public void stepsAt(Instant due) {
    if (due.isAfter(clock.now())) {
      steps.wakeAt(due);
    } else {
      steps.wake();
    }
  }

  /** Messages to other services were committed. */
  public void outbox() {
    outbox.wake();
  }

  /** The same, with steps that are due at once: people are told first, and other services then. */
  public void outboxAfterSteps() {
    outbox.wakeAt(clock.now().plus(HEAD_START));
  }

  /** Something happened in the tenant: an alert came, or an entry was written. */
  public void timeline(UUID tenant) {
    feed.wake(tenant);
  }
}
