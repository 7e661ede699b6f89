package dev.tocsin.platform.queue;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The one thread that a queue's bookkeeping runs on, and fresh contexts for its jobs. */
final class LoopThread {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final VertxInternal vertx;
  private final Context context;

  LoopThread(Vertx vertx) {
    this.vertx = (VertxInternal) vertx;
    this.context = this.vertx.createEventLoopContext();
  }

  /** Runs bookkeeping. */
  void run(Runnable task) {
    context.runOnContext(start -> task.run());
  }

  /**
   * Takes the answer of a statement as bookkeeping. One that the network swallowed counts as failed
   * after a while: the loop must go on when the database is back.
   */
  <T> void with(Uni<T> answer, Consumer<T> onItem, Consumer<Throwable> onFailure) {
    take(answer.ifNoItem().after(PATIENCE).fail(), onItem, onFailure);
  }

  private <T> void take(Uni<T> answer, Consumer<T> onItem, Consumer<Throwable> onFailure) {
    answer
        .subscribe()
        .with(
            item -> run(() -> onItem.accept(item)),
            failure -> run(() -> onFailure.accept(failure)));
  }

  /**
   * Does a job's work on a duplicated context of its own, as a request has one, spread over the
   * event loops; its end is bookkeeping.
   */
  <T> void elsewhere(
      Supplier<Uni<? extends T>> work, Consumer<T> onItem, Consumer<Throwable> onFailure) {
    begin(vertx.createEventLoopContext(), work, onItem, onFailure);
  }

  /** The same on the event loop of the caller, where it is on one: nobody has to be woken. */
  <T> void here(
      Supplier<Uni<? extends T>> work, Consumer<T> onItem, Consumer<Throwable> onFailure) {
    ContextInternal caller = ContextInternal.current();
    if (caller == null || !caller.inThread() || !caller.isEventLoopContext()) {
      elsewhere(work, onItem, onFailure);
    } else {
      begin(
          vertx.createEventLoopContext(caller.nettyEventLoop(), null, null),
          work,
          onItem,
          onFailure);
    }
  }

  private <T> void begin(
      ContextInternal root,
      Supplier<Uni<? extends T>> work,
      Consumer<T> onItem,
      Consumer<Throwable> onFailure) {
    ContextInternal own = root.duplicate();
    VertxContextSafetyToggle.setContextSafe(own, true);
    own.runOnContext(start -> take(Uni.createFrom().<T>deferred(work), onItem, onFailure));
  }
}
