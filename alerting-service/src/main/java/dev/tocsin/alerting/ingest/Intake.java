package dev.tocsin.alerting.ingest;

import dev.tocsin.platform.error.Unavailable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what is in work at once. Read into objects a payload takes many times the memory of its
 * bytes, and objects that wait for the database are moved about by every garbage collection. So
 * large payloads wait as bytes, in the order in which they came, until those before them are
 * stored. Small ones never wait here.
 */
@Singleton
class Intake {

  private final int smallBody;
  private final int mostInWork;
  private final int mostWaiting;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private long bytesInWork;

  @Inject
  Intake(IngestConfig config) {
    this(config.smallBody(), config.bytesInWork(), config.waitingBytes());
  }

  Intake(int smallBody, int mostInWork, int mostWaiting) {
    this.smallBody = smallBody;
    this.mostInWork = mostInWork;
    this.mostWaiting = mostWaiting;
  }

  private record Waiting(int bytes, Runnable begin) {}

  /**
   * Does the work on a payload when there is room for it.
   *
   * @param bytes size of the payload
   * @param work begins on the caller's context, now or later
   * @return the work's result; fails with {@link Unavailable} when too much waits already
   */
  <T> Uni<T> within(int bytes, Supplier<Uni<? extends T>> work) {
    if (bytes <= smallBody) {
      return Uni.createFrom().deferred(work);
    }
    return turn(bytes)
        .chain(
            () ->
                Uni.createFrom().deferred(work).onTermination().invoke(() -> begin(leave(bytes))));
  }

  private Uni<Void> turn(int bytes) {
    @Nullable Context context = Vertx.currentContext();
    return Uni.createFrom()
        .emitter(
            turn -> {
              Runnable go =
                  () -> {
                    if (context == null) {
                      turn.complete(null);
                    } else {
                      context.runOnContext(own -> turn.complete(null));
                    }
                  };
              if (isFull(new Waiting(bytes, go))) {
                turn.fail(
                    new Unavailable(
                        "more than " + mostWaiting + " bytes of alerts wait to be read", null));
              } else {
                begin(next());
              }
            });
  }

  private synchronized boolean isFull(Waiting one) {
    if (waitingBytes + one.bytes() > mostWaiting && !waiting.isEmpty()) {
      return true;
    }
    waiting.add(one);
    waitingBytes += one.bytes();
    return false;
  }

  private synchronized List<Waiting> leave(int bytes) {
    bytesInWork -= bytes;
    return next();
  }

  /** Takes those for which there is room; one is always in work. */
  private synchronized List<Waiting> next() {
    List<Waiting> next = new ArrayList<>(1);
    Waiting first = waiting.peek();
    while (first != null && (bytesInWork == 0 || bytesInWork + first.bytes() <= mostInWork)) {
      next.add(waiting.remove());
      bytesInWork += first.bytes();
      waitingBytes -= first.bytes();
      first = waiting.peek();
    }
    return next;
  }

  private static void begin(List<Waiting> next) {
    next.forEach(one -> one.begin().run());
  }
}
