package dev.tocsin.notification.delivery;

import dev.tocsin.notification.delivery.Destinations.Wanted;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.TocsinException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Turns wishes to tell somebody into deliveries, once for each idempotency key; those that a worker
 * is free for begin at the commit.
 */
@ApplicationScoped
class Sending {

  /** A wish. */
  record Request(
      String idempotencyKey,
      String templateId,
      EventKind event,
      Map<String, Object> context,
      List<Wanted> destinations,
      String group,
      boolean partial) {}

  /** What became of a wish. */
  sealed interface Result {

    /**
     * It is queued, by this call or an earlier one.
     *
     * @param refused the destinations not taken, by their position in the request
     */
    record Queued(List<DeliveryView> deliveries, Map<Integer, String> refused) implements Result {}

    /** It cannot be. */
    record Failed(TocsinException why) implements Result {}
  }

  private final Database db;
  private final WishReader reader;
  private final WishPlan plan;
  private final WishWriter writer;
  private final FirstAttempts attempts;
  private final DeliveryQueues queues;

  Sending(
      @ServiceDatabase("notification") Database db,
      WishReader reader,
      WishPlan plan,
      WishWriter writer,
      FirstAttempts attempts,
      DeliveryQueues queues) {
    this.db = db;
    this.reader = reader;
    this.plan = plan;
    this.writer = writer;
    this.attempts = attempts;
    this.queues = queues;
  }

  /** One wish; fails as it says. */
  Uni<Result.Queued> send(UUID tenant, Request request) {
    return send(tenant, List.of(request))
        .map(
            results ->
                switch (results.getFirst()) {
                  case Result.Queued queued -> queued;
                  case Result.Failed failed -> throw failed.why();
                });
  }

  /**
   * Wishes with different keys, in one transaction.
   *
   * @return what became of each, in their order
   */
  Uni<List<Result>> send(UUID tenant, List<Request> requests) {
    FirstAttempts.Batch first = attempts.batch(tenant);
    Uni<List<Result>> sent =
        db.inTenantByKeys(
                tenant,
                tx ->
                    reader
                        .read(tx, tenant, requests)
                        .map(known -> plan.decide(tenant, requests, known))
                        .chain(
                            decided -> writer.write(tx, tenant, decided, first, db.clock().now())))
            .invoke(
                results -> {
                  first.begin();
                  queues.added(tenant, first.waiting());
                })
            .onFailure()
            .invoke(first::giveUp);
    // To its end, whether or not the caller still waits: workers are reserved for it.
    return Uni.createFrom()
        .emitter(answer -> sent.subscribe().with(answer::complete, answer::fail));
  }
}
