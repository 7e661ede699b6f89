package dev.tocsin.platform.worker;

import dev.tocsin.platform.error.Exhausted;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** A few threads of their own for one kind of work, of which only so much may wait. */
public final class BoundedWorkers {

  private static final Duration LATER = Duration.ofSeconds(2);

  private final String what;
  private final int threads;
  private final int queue;
  private final AtomicInteger underway = new AtomicInteger();
  private final WorkerExecutor workers;

  /**
   * Idle workers.
   *
   * @param name of the threads
   * @param what is worked on, in the plural, for the refusal
   * @param queue how much may wait beside what is worked on
   */
  public BoundedWorkers(Vertx vertx, String name, String what, int threads, int queue) {
    this.what = what;
    this.threads = threads;
    this.queue = queue;
    this.workers = vertx.createSharedWorkerExecutor(name, threads);
  }

  /**
   * What the work answers; resumes on the caller's Vert.x context. Fails with {@link Exhausted}
   * when too much waits.
   */
  public <T> Uni<T> of(Callable<T> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              if (underway.incrementAndGet() > threads + queue) {
                underway.decrementAndGet();
                return Uni.createFrom()
                    .failure(
                        new Exhausted(
                            "too many %s at once: %d wait already".formatted(what, queue), LATER));
              }
              return workers
                  .executeBlocking(work, false)
                  .onTermination()
                  .invoke(underway::decrementAndGet);
            });
  }

  /** Ends the threads. */
  public void close() {
    workers.closeAndForget();
  }
}
