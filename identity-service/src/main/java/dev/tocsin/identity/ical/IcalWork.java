package dev.tocsin.identity.ical;

import dev.tocsin.platform.error.Exhausted;
import dev.tocsin.platform.worker.BoundedWorkers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;

/** The workers on which calendars are read and written: one hostile calendar holds up no page. */
@Singleton
public class IcalWork {

  static final int THREADS = 2;

  /** As many may wait. */
  static final int QUEUE = 100;

  private final BoundedWorkers workers;

  IcalWork(Vertx vertx) {
    this.workers = new BoundedWorkers(vertx, "tocsin-ical", "calendars", THREADS, QUEUE);
  }

  /**
   * What the work answers; resumes on the caller's Vert.x context. Fails with {@link Exhausted}
   * when too many wait.
   */
  public <T> Uni<T> of(Callable<T> work) {
    return workers.of(work);
  }

  @PreDestroy
  void stop() {
    workers.close();
  }
}
