package dev.tocsin.identity.schedule;

import dev.tocsin.platform.error.Exhausted;
import dev.tocsin.platform.worker.BoundedWorkers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;

/**
 * Works out long ranges off the event loop: a year of many layers and overrides takes a good part
 * of a second, in which nobody else's page must wait.
 */
@Singleton
class Computing {

  static final int THREADS = 2;

  /** As many may wait; a reader who gets none asks again. */
  static final int QUEUE = 50;

  private final BoundedWorkers workers;

  Computing(Vertx vertx) {
    this.workers = new BoundedWorkers(vertx, "tocsin-calendar", "calendars", THREADS, QUEUE);
  }

  /**
   * What the work answers; resumes on the caller's Vert.x context. Fails with {@link Exhausted}
   * when too many wait.
   */
  <T> Uni<T> of(Callable<T> work) {
    return workers.of(work);
  }

  @PreDestroy
  void stop() {
    workers.close();
  }
}
