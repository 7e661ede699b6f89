package dev.tocsin.alerting.muting;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * Where silences are held against alerts: a few comparisons at once, on the event loop; many on a
 * worker thread, as nobody else is served meanwhile.
 */
public final class Judging {

  /** Comparisons that take about a millisecond. */
  private static final long FEW = 5_000;

  private Judging() {}

  /**
   * Works something out and goes on where it was asked.
   *
   * @param comparisons about how many; a regular expression counts as ten
   */
  public static <T> Uni<T> of(long comparisons, Supplier<T> work) {
    Context context = Vertx.currentContext();
    return comparisons <= FEW || context == null || !context.isEventLoopContext()
        ? Uni.createFrom().item(work)
        : Uni.createFrom()
            .completionStage(() -> context.executeBlocking(work::get, false).toCompletionStage());
  }
}
