package dev.tocsin.notification.delivery;

import dev.tocsin.notification.delivery.Destinations.Wanted;
import dev.tocsin.notification.delivery.WishWriter.Written;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.Ending;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.TocsinException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Turns wishes to tell somebody into deliveries, once for each idempotency key; those that a worker
 * is free for begin at the commit.
 */
@Singleton
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

  private static final Duration GIVING_WAY = Duration.ofMillis(2);

  private final Database db;
  private final WishReader reader;
  private final WishPlan plan;
  private final WishWriter writer;
  private final DeliveryViews views;
  private final FirstAttempts attempts;
  private final DeliveryQueues queues;
  private final Vertx vertx;

  Sending(
      @ServiceDatabase("notification") Database db,
      WishReader reader,
      WishPlan plan,
      WishWriter writer,
      DeliveryViews views,
      FirstAttempts attempts,
      DeliveryQueues queues,
      Vertx vertx) {
    this.db = db;
    this.reader = reader;
    this.plan = plan;
    this.writer = writer;
    this.views = views;
    this.attempts = attempts;
    this.queues = queues;
    this.vertx = vertx;
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
                (SqlConnection tx, Ending ending) ->
                    reader
                        .read(tx, tenant, requests)
                        .map(known -> plan.decide(tenant, requests, known))
                        .chain(
                            decided ->
                                writer.write(tx, ending, tenant, decided, first, db.clock().now())))
            .invoke(
                written -> {
                  first.begin();
                  queues.added(tenant, first.waiting());
                })
            .onFailure()
            .invoke(first::giveUp)
            .chain(written -> results(tenant, written));
    if (requests.size() == 1) {
      sent = sent.call(() -> first.isBegun() ? afterTheMessages() : Uni.createFrom().voidItem());
    }
    Uni<List<Result>> whole = sent;
    // To its end, whether or not the caller still waits: workers are reserved for it.
    return Uni.createFrom()
        .emitter(answer -> whole.subscribe().with(answer::complete, answer::fail));
  }

  /**
   * What the caller does with the answer, its bookkeeping, comes after the call of the provider
   * that somebody waits for.
   */
  private Uni<Void> afterTheMessages() {
    return Uni.createFrom()
        .emitter(go -> vertx.setTimer(GIVING_WAY.toMillis(), fired -> go.complete(null)));
  }

  private Uni<List<Result>> results(UUID tenant, List<Written> written) {
    if (written.stream().allMatch(one -> one instanceof Written.Known)) {
      return Uni.createFrom()
          .item(written.stream().map(one -> ((Written.Known) one).result()).toList());
    }
    return db.inTenantByKeys(
        tenant,
        tx ->
            Uni.join()
                .all(written.stream().map(one -> result(tx, tenant, one)).toList())
                .andFailFast());
  }

  private Uni<Result> result(SqlConnection tx, UUID tenant, Written written) {
    return switch (written) {
      case Written.Known known -> Uni.createFrom().item(known.result());
      case Written.Before before ->
          views
              .ofWish(tx, tenant, before.request().idempotencyKey())
              .map(deliveries -> new Result.Queued(deliveries, before.refused()));
    };
  }
}
