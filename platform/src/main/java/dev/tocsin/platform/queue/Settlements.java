package dev.tocsin.platform.queue;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Collects how attempts ended and writes many rows in one statement: at once when the statement
 * before has ended and enough came together, else after a moment. Used on the loop's context only.
 */
final class Settlements {

  /** One attempt that ended, and what to do once that is written or given up. */
  record Entry(Settlement settlement, Runnable settled) {}

  private static final Logger LOG = Logger.getLogger(Settlements.class);
  private static final int FULL = 200;
  private static final long MOMENT_MILLIS = 2;
  private static final int TRIES = 5;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Vertx vertx;
  private final QueueTable table;
  private final Supplier<Instant> clock;
  private final LoopThread thread;
  private final QueueMetrics metrics;
  private List<Entry> waiting = new ArrayList<>();
  private boolean timerSet;
  private int writing;

  Settlements(
      Vertx vertx,
      QueueTable table,
      Supplier<Instant> clock,
      LoopThread thread,
      QueueMetrics metrics) {
    this.vertx = vertx;
    this.table = table;
    this.clock = clock;
    this.thread = thread;
    this.metrics = metrics;
  }

  void add(Settlement settlement, Runnable settled) {
    waiting.add(new Entry(settlement, settled));
    if (waiting.size() >= FULL && writing < 2) {
      flush();
    } else if (!timerSet) {
      timerSet = true;
      vertx.setTimer(MOMENT_MILLIS, timer -> thread.run(this::timedFlush));
    }
  }

  private void timedFlush() {
    timerSet = false;
    if (writing < 2) {
      flush();
    }
  }

  private void flush() {
    if (!waiting.isEmpty()) {
      List<Entry> batch = waiting;
      waiting = new ArrayList<>();
      writing++;
      write(
          batch,
          1,
          () -> {
            writing--;
            flush();
          });
    }
  }

  /** A row that cannot be written must not hold up the others: on failure each goes alone. */
  private void write(List<Entry> batch, int tries, Runnable then) {
    List<Settlement> rows = batch.stream().map(Entry::settlement).toList();
    thread.with(
        table.settle(clock.get(), rows),
        ours -> {
          metrics.lost(rows.size() - ours);
          batch.forEach(entry -> entry.settled().run());
          then.run();
        },
        failure -> {
          if (tries == 1 && batch.size() > 1) {
            then.run();
            batch.forEach(entry -> write(List.of(entry), 2, () -> {}));
          } else if (tries <= TRIES) {
            Runnable again = () -> write(batch, tries + 1, then);
            vertx.setTimer(PAUSE.toMillis() << tries, timer -> thread.run(again));
          } else {
            giveUp(batch, failure);
            then.run();
          }
        });
  }

  /** The row stays claimed until its lease ends; then somebody does the job once more. */
  private void giveUp(List<Entry> batch, Throwable failure) {
    for (Entry entry : batch) {
      LOG.errorf(
          "queue=%s tenant=%s job=%s outcome could not be stored, the job runs again after its"
              + " lease: %s",
          metrics.name(),
          entry.settlement().job().tenant(),
          entry.settlement().job().id(),
          failure.getMessage());
      entry.settled().run();
    }
  }
}
