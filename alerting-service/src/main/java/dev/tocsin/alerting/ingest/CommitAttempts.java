package dev.tocsin.alerting.ingest;

import dev.tocsin.platform.error.TocsinException;
import dev.tocsin.platform.error.Unavailable;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Commits arrivals together, and when that fails, finds out for whom: by another configuration,
 * again, or one by one, so that nobody pays for a stranger's row. Trying again is safe: ids are
 * made before the first attempt.
 */
@Singleton
class CommitAttempts {

  private static final Logger LOG = Logger.getLogger(CommitAttempts.class);
  private static final int ATTEMPTS = 5;
  private static final Duration PAUSE = Duration.ofMillis(20);

  /** Serialization failure, deadlock, lock timeout: another attempt may succeed. */
  private static final Set<String> PASSING = Set.of("40001", "40P01", "55P03");

  private final IngestTransaction transaction;
  private final TenantConfigs configs;
  private final Entrance entrance;
  private final TocsinClock clock;
  private final IngestConfig config;

  CommitAttempts(
      IngestTransaction transaction,
      TenantConfigs configs,
      Entrance entrance,
      TocsinClock clock,
      IngestConfig config) {
    this.transaction = transaction;
    this.configs = configs;
    this.entrance = entrance;
    this.clock = clock;
    this.config = config;
  }

  /** Arrivals that go together, with their numbers in the whole. */
  private record Batch(List<Integer> numbers, List<Arrival> arrivals) {
    Batch only(int place) {
      return new Batch(List.of(numbers.get(place)), List.of(arrivals.get(place)));
    }
  }

  /**
   * Commits arrivals.
   *
   * @param context where to work
   * @param answered gets each arrival's answer
   * @param failed gets each arrival's failure, otherwise
   * @return completes when each arrival has the one or the other
   */
  Uni<Void> commit(
      List<Arrival> arrivals,
      Context context,
      BiConsumer<Integer, Answer> answered,
      BiConsumer<Integer, Throwable> failed) {
    Batch all = new Batch(IntStream.range(0, arrivals.size()).boxed().toList(), arrivals);
    return attempt(all, 1, context, answered, failed);
  }

  private Uni<Void> attempt(
      Batch batch,
      int attempt,
      Context context,
      BiConsumer<Integer, Answer> answered,
      BiConsumer<Integer, Throwable> failed) {
    if (batch.numbers().isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return transaction
        .commit(batch.arrivals(), clock.now())
        .ifNoItem()
        .after(config.patience().plusSeconds(1))
        .failWith(() -> new Unavailable("the database did not answer in time; send it again", null))
        .invoke(
            answers -> {
              for (int i = 0; i < answers.size(); i++) {
                answered.accept(batch.numbers().get(i), answers.get(i));
              }
            })
        .replaceWithVoid()
        .onFailure()
        .recoverWithUni(
            failure ->
                afterFailure(batch, attempt, failure, context, answered, failed)
                    .emitOn(task -> context.runOnContext(go -> task.run())));
  }

  private Uni<Void> afterFailure(
      Batch batch,
      int attempt,
      Throwable failure,
      Context context,
      BiConsumer<Integer, Answer> answered,
      BiConsumer<Integer, Throwable> failed) {
    if (attempt < ATTEMPTS && failure instanceof StaleConfig stale) {
      return configs
          .reload(stale.tenant())
          .map(latest -> judgedAnew(batch, latest, stale.tenant(), failed))
          .emitOn(task -> context.runOnContext(go -> task.run()))
          .flatMap(judged -> attempt(judged, attempt + 1, context, answered, failed));
    }
    boolean ours = failure instanceof TocsinException;
    boolean sql = failure instanceof PgException;
    if (batch.numbers().size() > 1 && (sql || ours) && !(failure instanceof Unavailable)) {
      LOG.debugf(
          "A shared transaction failed, its %d requests go one by one: %s",
          batch.numbers().size(), failure);
      Uni<Void> oneByOne = Uni.createFrom().voidItem();
      for (int i = 0; i < batch.numbers().size(); i++) {
        Batch one = batch.only(i);
        oneByOne = oneByOne.chain(() -> attempt(one, 1, context, answered, failed));
      }
      return oneByOne;
    }
    boolean passing = !ours && (!sql || PASSING.contains(((PgException) failure).getSqlState()));
    if (passing && attempt < ATTEMPTS) {
      return Uni.createFrom()
          .voidItem()
          .onItem()
          .delayIt()
          .by(PAUSE.multipliedBy(1L << attempt))
          .emitOn(task -> context.runOnContext(go -> task.run()))
          .chain(() -> attempt(batch, attempt + 1, context, answered, failed));
    }
    Throwable told =
        ours || (sql && !passing)
            ? failure
            : new Unavailable("the alerts could not be stored now; send them again", failure);
    if (!ours) {
      LOG.errorf(
          failure,
          "Could not store %d requests after %d attempts",
          batch.numbers().size(),
          attempt);
    }
    batch.numbers().forEach(number -> failed.accept(number, told));
    return Uni.createFrom().voidItem();
  }

  /**
   * The batch by the latest configuration of a tenant, without the arrivals whose key is no longer
   * good.
   */
  private Batch judgedAnew(
      Batch batch, TenantConfig latest, UUID tenant, BiConsumer<Integer, Throwable> failed) {
    List<Integer> numbers = new ArrayList<>();
    List<Arrival> arrivals = new ArrayList<>();
    for (int i = 0; i < batch.numbers().size(); i++) {
      Arrival arrival = batch.arrivals().get(i);
      try {
        arrivals.add(
            arrival.tenant().equals(tenant) ? entrance.judgeAnew(arrival, latest) : arrival);
        numbers.add(batch.numbers().get(i));
      } catch (TocsinException refused) {
        failed.accept(batch.numbers().get(i), refused);
      }
    }
    return new Batch(numbers, arrivals);
  }
}
