package dev.tocsin.platform.queue;

import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** One running work queue. */
public final class WorkQueue {

  private final QueueSpec spec;
  private final QueueTable table;
  private final TocsinClock clock;
  private final Loop loop;
  private final Signals signals;
  private final QueueMetrics metrics;

  WorkQueue(
      QueueSpec spec,
      QueueTable table,
      TocsinClock clock,
      Loop loop,
      Signals signals,
      QueueMetrics metrics) {
    this.spec = spec;
    this.table = table;
    this.clock = clock;
    this.loop = loop;
    this.signals = signals;
    this.metrics = metrics;
    signals.register(signal(), loop);
  }

  /**
   * Claims one batch of what is due at {@code now}, handles it to the end, and gives the number of
   * jobs; for tests that step a queue.
   */
  public Uni<Integer> runOnce(Instant now) {
    return Uni.createFrom().emitter(answer -> loop.runOnce(now, answer));
  }

  /**
   * Says that rows were added and committed: this process looks at once, other replicas within
   * milliseconds. Costs nothing on the caller's transaction; may be called from any thread.
   */
  public void wake() {
    loop.wake();
    signals.send(signal());
  }

  /** Has this process look at that time, for a row that is due between two polls. */
  public void wakeAt(Instant due) {
    if (due.isAfter(clock.now())) {
      loop.wakeAt(due);
    } else {
      wake();
    }
  }

  /**
   * Room for jobs that a transaction is about to insert already claimed by this process, so that
   * their work begins at its commit and not after a claim.
   */
  public Reservation reserve() {
    return new Reservation(loop, clock.now().plus(spec.bornLease()), spec);
  }

  /**
   * Finishes a job's row in the handler's own transaction; the handler then answers {@link
   * Outcome.Handled}.
   *
   * @param tx a transaction of the job's tenant
   * @return fails with {@link LeaseLost} when the row is no longer the worker's; the transaction
   *     must not commit then
   */
  public Uni<Void> finish(SqlConnection tx, Job job, String state) {
    return finish(tx, List.of(job), state);
  }

  /** Finishes the rows of several jobs of one tenant, all or none. */
  public Uni<Void> finish(SqlConnection tx, Collection<Job> jobs, String state) {
    return table.finish(tx, jobs, state, clock.now());
  }

  /** The tenant's dead letters, the latest first. */
  public Uni<List<DeadLetter>> deadLetters(UUID tenant, int limit) {
    return table.deadLetters(tenant, limit);
  }

  /**
   * Puts a dead letter back into the queue, due now, with its attempts counted afresh.
   *
   * @return false when there is no such dead letter
   */
  public Uni<Boolean> requeue(UUID tenant, UUID id) {
    return table
        .requeue(tenant, id, clock.now())
        .invoke(
            done -> {
              if (done) {
                wake();
              }
            });
  }

  /** Looks at what is in the queue, for the metrics. */
  Uni<Void> measure() {
    Instant now = clock.now();
    return table.stats(now).invoke(stats -> metrics.seen(stats, now)).replaceWithVoid();
  }

  /** Whether nothing was due, and nothing of this process in anybody's hands, for a moment. */
  Uni<Boolean> isQuiet() {
    return loop.activity()
        .chain(
            before ->
                table
                    .stats(clock.now())
                    .chain(
                        stats ->
                            loop.activity()
                                .map(
                                    after ->
                                        stats.due() == 0
                                            && before.idle()
                                            && after.equals(before))));
  }

  /** Its table and name. */
  String name() {
    return metrics.name();
  }

  void timeShifted() {
    loop.timeShifted();
  }

  /** Claims no more and waits for what is being handled, at most so long. */
  void stop(Duration patience) throws InterruptedException {
    loop.stop();
    long deadline = System.nanoTime() + patience.toNanos();
    while (loop.busy() > 0 && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
  }

  private String signal() {
    return spec.table() + "/" + spec.queue();
  }
}
