package dev.tocsin.alerting.analytics;

import dev.tocsin.platform.error.Exhausted;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Lets a few go at once and the others wait, so that reports leave the database's connections to
 * the pages.
 */
final class Turns {

  private static final Duration LATER = Duration.ofSeconds(10);

  private final int atOnce;
  private final int mostWaiting;
  private final Deque<UniEmitter<? super Boolean>> waiting = new ArrayDeque<>();
  private int going;

  /**
   * With nobody going.
   *
   * @param mostWaiting who comes when so many wait is refused with {@code Exhausted}
   */
  Turns(int atOnce, int mostWaiting) {
    this.atOnce = atOnce;
    this.mostWaiting = mostWaiting;
  }

  /**
   * The work, as soon as it is its turn. It is done to the end also when nobody waits for it any
   * more, so that no turn is lost.
   */
  <T> Uni<T> take(Supplier<Uni<T>> work) {
    Uni<T> done =
        Uni.createFrom()
            .<Boolean>emitter(this::come)
            .chain(turn -> Uni.createFrom().deferred(work::get).eventually(this::go));
    return Uni.createFrom()
        .emitter(answer -> done.subscribe().with(answer::complete, answer::fail));
  }

  private void come(UniEmitter<? super Boolean> one) {
    synchronized (waiting) {
      if (going == atOnce) {
        if (waiting.size() >= mostWaiting) {
          one.fail(
              new Exhausted(
                  "%d reports are being counted and %d wait: try again in %d seconds"
                      .formatted(atOnce, mostWaiting, LATER.toSeconds()),
                  LATER));
          return;
        }
        waiting.add(one);
        return;
      }
      going++;
    }
    one.complete(true);
  }

  private void go() {
    UniEmitter<? super Boolean> next;
    synchronized (waiting) {
      next = waiting.poll();
      if (next == null) {
        going--;
        return;
      }
    }
    next.complete(true);
  }
}
