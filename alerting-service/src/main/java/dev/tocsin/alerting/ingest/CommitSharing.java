package dev.tocsin.alerting.ingest;

import dev.tocsin.platform.error.Unavailable;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;

/**
 * Lets concurrent requests share commits: while a transaction is under way, arrivals gather, and
 * the next one takes them all. A request that finds nothing under way goes at once.
 *
 * <p>Two arrivals with a fingerprint in common are never in two transactions at once, and go in the
 * order in which they came: so a firing and its end cannot overtake one another, and transactions
 * of this process do not wait for each other's rows.
 */
@Singleton
class CommitSharing {

  /** This many waiting signals are worth a second transaction at once. */
  private static final int ENOUGH = 16;

  private final IngestConfig config;
  private final CommitAttempts attempts;
  private final Vertx vertx;
  private final Context context;

  private final Queue<Waiting> queue = new ArrayDeque<>();
  private final Set<Identity> underWay = new HashSet<>();
  private int lanesBusy;
  private int waitingSignals;
  private boolean timerSet;

  CommitSharing(IngestConfig config, CommitAttempts attempts, Vertx vertx) {
    this.config = config;
    this.attempts = attempts;
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  private record Waiting(
      Arrival arrival,
      UniEmitter<? super Answer> answer,
      List<Identity> identities,
      long sinceNanos) {}

  private record Identity(UUID tenant, String fingerprint) {}

  /**
   * Commits an arrival, alone or with others.
   *
   * @return the answer, after the commit; on a thread of this class
   */
  Uni<Answer> commit(Arrival arrival) {
    return Uni.createFrom()
        .emitter(
            answer ->
                enqueue(new Waiting(arrival, answer, identities(arrival), System.nanoTime())));
  }

  private void enqueue(Waiting waiting) {
    int size = waiting.arrival().verdicts().size();
    synchronized (this) {
      if (waitingSignals + size <= config.waiting() || queue.isEmpty()) {
        queue.add(waiting);
        waitingSignals += size;
        waiting = null;
      }
    }
    if (waiting != null) {
      waiting
          .answer()
          .fail(
              new Unavailable("more than " + config.waiting() + " alerts wait to be stored", null));
      return;
    }
    pump();
  }

  private void pump() {
    while (true) {
      List<Waiting> batch;
      synchronized (this) {
        if (queue.isEmpty() || lanesBusy >= config.lanes() || waitsForMore()) {
          return;
        }
        batch = take();
        if (batch.isEmpty()) {
          return;
        }
        lanesBusy++;
      }
      context.runOnContext(go -> run(batch));
    }
  }

  /**
   * While a transaction is under way, a few signals wait a little for company before they take the
   * second lane.
   */
  private boolean waitsForMore() {
    if (lanesBusy == 0 || waitingSignals >= ENOUGH) {
      return false;
    }
    long waited = System.nanoTime() - queue.peek().sinceNanos();
    if (waited >= config.gather().toNanos()) {
      return false;
    }
    if (!timerSet) {
      timerSet = true;
      vertx.setTimer(
          Math.max(1, config.gather().toMillis()),
          timer -> {
            synchronized (this) {
              timerSet = false;
            }
            pump();
          });
    }
    return true;
  }

  /** Takes what may go together, in the order of arrival. */
  private List<Waiting> take() {
    List<Waiting> batch = new ArrayList<>();
    Set<Identity> held = new HashSet<>();
    int signals = 0;
    for (Iterator<Waiting> waiting = queue.iterator(); waiting.hasNext(); ) {
      Waiting next = waiting.next();
      List<Identity> identities = next.identities();
      boolean alone = next.arrival().isAlone();
      boolean fits =
          batch.isEmpty() || (!alone && signals + identities.size() <= config.signalsPerCommit());
      if (!fits || overlaps(identities, held)) {
        held.addAll(identities);
        if (!fits && signals >= config.signalsPerCommit() / 2) {
          break;
        }
        continue;
      }
      waiting.remove();
      batch.add(next);
      signals += identities.size();
      if (alone) {
        break;
      }
    }
    batch.forEach(taken -> underWay.addAll(taken.identities()));
    waitingSignals -= signals;
    return batch;
  }

  private boolean overlaps(List<Identity> identities, Set<Identity> held) {
    for (Identity identity : identities) {
      if (underWay.contains(identity) || held.contains(identity)) {
        return true;
      }
    }
    return false;
  }

  private static List<Identity> identities(Arrival arrival) {
    List<Identity> identities = new ArrayList<>(arrival.verdicts().size());
    for (Verdict verdict : arrival.verdicts()) {
      identities.add(new Identity(arrival.tenant(), verdict.signal().fingerprint()));
    }
    return identities;
  }

  private void run(List<Waiting> batch) {
    List<Arrival> arrivals = batch.stream().map(Waiting::arrival).toList();
    attempts
        .commit(
            arrivals,
            context,
            (number, answer) -> batch.get(number).answer().complete(answer),
            (number, failure) -> batch.get(number).answer().fail(failure))
        .subscribe()
        .with(done -> free(batch), failure -> free(batch));
  }

  private void free(List<Waiting> batch) {
    synchronized (this) {
      lanesBusy--;
      batch.forEach(done -> done.identities().forEach(underWay::remove));
    }
    pump();
  }
}
