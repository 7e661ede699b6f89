package dev.tocsin.alerting.paging;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Answers not older than a second, failures too: ten thousand steps that are due at once ask who is
 * on call once, and a service that is down is not asked ten thousand times.
 */
final class Recent<K, V> {

  private static final Duration KEPT = Duration.ofSeconds(1);
  private static final int SWEEP_AT = 10_000;

  private final ConcurrentMap<K, Entry<V>> entries = new ConcurrentHashMap<>();

  /** The answer of less than a second ago, or a new one; delivered on the caller's own context. */
  Uni<V> get(K key, Instant now, Supplier<Uni<V>> ask) {
    if (entries.size() > SWEEP_AT) {
      entries.values().removeIf(entry -> !entry.isFresh(now));
    }
    Entry<V> entry =
        entries.compute(
            key,
            (_, old) ->
                old != null && old.isFresh(now)
                    ? old
                    : new Entry<>(
                        now, Uni.createFrom().deferred(ask::get).memoize().indefinitely()));
    return onOwnContext(entry.answer());
  }

  private static <T> Uni<T> onOwnContext(Uni<T> answer) {
    Context own = Vertx.currentContext();
    return own == null ? answer : answer.emitOn(task -> own.runOnContext(_ -> task.run()));
  }

  private record Entry<V>(Instant at, Uni<V> answer) {
    boolean isFresh(Instant now) {
      return !now.isBefore(at) && now.isBefore(at.plus(KEPT));
    }
  }
}
