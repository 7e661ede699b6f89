package dev.tocsin.identity.schedule;

import dev.tocsin.platform.error.Exhausted;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Works out long ranges off the event loop: a year of many layers and overrides takes a good part
 * of a second, in which nobody else's page must wait.
 */
@ApplicationScoped
class Computing {

  static final int THREADS = 2;

  /** As many may wait; a reader who gets none asks again. */
  static final int QUEUE = 50;

  private final AtomicInteger underway = new AtomicInteger();
  private final WorkerExecutor workers;

  Computing(Vertx vertx) {
    this.workers = vertx.createSharedWorkerExecutor("tocsin-calendar", THREADS);
  }

  /**
   * What the work answers; resumes on the caller's Vert.x context. Fails with {@link Exhausted}
   * when too many wait.
   */
  <T> Uni<T> of(Callable<T> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              if (underway.incrementAndGet() > THREADS + QUEUE) {
                underway.decrementAndGet();
                return Uni.createFrom()
                    .failure(
                        new Exhausted(
                            "too many calendars at once: " + QUEUE + " wait already",
                            Duration.ofSeconds(2)));
              }
              return workers
                  .executeBlocking(work, false)
                  .onTermination()
                  .invoke(underway::decrementAndGet);
            });
  }

  @PreDestroy
  void stop() {
    workers.closeAndForget();
  }
}
