package dev.tocsin.identity.swap;

import dev.tocsin.identity.schedule.Rosters;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.platform.queue.Outcome;
import dev.tocsin.platform.queue.QueueSpec;
import dev.tocsin.platform.queue.WorkQueues;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Ends swaps that nobody accepted before the first shift of them began, and says so to its owner.
 */
@Singleton
class SwapExpiry {

  private final Database database;
  private final WorkQueues queues;
  private final SwapStore store;
  private final Rosters rosters;
  private final Parties parties;

  SwapExpiry(
      @ServiceDatabase("identity") Database database,
      WorkQueues queues,
      SwapStore store,
      Rosters rosters,
      Parties parties) {
    this.database = database;
    this.queues = queues;
    this.store = store;
    this.rosters = rosters;
    this.parties = parties;
  }

  void start(@Observes StartupEvent event) {
    queues.start(
        database,
        QueueSpec.of(database.schema(), SwapRecord.TABLE, SwapRecord.TABLE),
        this::handle);
  }

  private Uni<Outcome> handle(Job job) {
    Instant now = database.clock().now();
    return database
        .entities(
            job.tenant(),
            tx ->
                store
                    .lock(tx, job.id())
                    .flatMap(
                        swap ->
                            swap.state.equals(SwapRecord.OPEN)
                                ? expire(tx, swap, now)
                                : Uni.createFrom().voidItem()))
        .invoke(parties::wake)
        .replaceWith((Outcome) new Outcome.Handled())
        .onFailure(NotFound.class)
        .recoverWithItem(new Outcome.Handled());
  }

  private Uni<Void> expire(Mutiny.Session tx, SwapRecord swap, Instant now) {
    swap.end(SwapRecord.EXPIRED, now);
    return tx.flush()
        .chain(() -> rosters.names(tx, Set.of(swap.scheduleId)))
        .flatMap(
            names ->
                parties.tell(
                    tx,
                    swap.tenantId,
                    swap.scheduleId,
                    names.getOrDefault(swap.scheduleId, ""),
                    Set.of(swap.userId),
                    words -> words.expired(swap)));
  }
}
