package dev.tocsin.identity.ical;

import dev.tocsin.platform.error.Exhausted;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** The workers on which calendars are read and written: one hostile calendar holds up no page. */
@ApplicationScoped
public class IcalWork {

  static final int THREADS = 2;

  /** As many may wait. */
  static final int QUEUE = 100;

  private final AtomicInteger underway = new AtomicInteger();
  private final WorkerExecutor workers;

  IcalWork(Vertx vertx) {
    this.workers = vertx.createSharedWorkerExecutor("tocsin-ical", THREADS);
  }

  /**
   * What the work answers; resumes on the caller's Vert.x context. Fails with {@link Exhausted}
   * when too many wait.
   */
  public <T> Uni<T> of(Callable<T> work) {
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
