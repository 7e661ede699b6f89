package dev.tocsin.notification.delivery;

import dev.tocsin.notification.render.EventKind;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Tells that a group was acknowledged or resolved: what waits is cancelled, what was sent is
 * revised. A page that is being sent at this moment is neither yet: its revision waits until the
 * outcome is known.
 */
@Singleton
class Revising {

  /** For a revision of all pages, whenever they were queued. */
  static final Instant EVER = Instant.parse("9999-12-31T00:00:00Z");

  /**
   * The wish.
   *
   * @param before pages queued from then on are not meant
   * @param keyPrefix only pages are meant whose wish has a key that begins so; all when empty
   */
  record Request(
      UUID tenant,
      String idempotencyKey,
      String group,
      EventKind event,
      Map<String, Object> context,
      String templateId,
      Instant before,
      String keyPrefix) {}

  private final Database db;
  private final Wishes wishes;
  private final GroupPages pages;
  private final DeliveryQueues queues;

  Revising(
      @ServiceDatabase("notification") Database db,
      Wishes wishes,
      GroupPages pages,
      DeliveryQueues queues) {
    this.db = db;
    this.wishes = wishes;
    this.pages = pages;
    this.queues = queues;
  }

  Uni<Wishes.Recorded> revise(Request request) {
    Instant now = db.clock().now();
    return db.inTenantByKeys(
            request.tenant(),
            tx ->
                wishes
                    .record(tx, request.tenant(), request.idempotencyKey(), now)
                    .chain(
                        earlier ->
                            earlier.isPresent()
                                ? Uni.createFrom().item(earlier.get())
                                : apply(tx, request, now)))
        .invoke(queues::wakeAll);
  }

  private Uni<Wishes.Recorded> apply(SqlConnection tx, Request request, Instant now) {
    return wishes
        .moveGroup(tx, request, now)
        .chain(() -> pages.acknowledged(tx, request, now))
        .chain(() -> pages.cancel(tx, request, now))
        .chain(
            cancelled ->
                pages
                    .toRevise(tx, request)
                    .chain(
                        revisions -> wishes.queue(tx, common(request, now), revisions, "revision"))
                    .map(revised -> new Wishes.Recorded("[]", cancelled, revised)))
        .call(result -> wishes.conclude(tx, request.tenant(), request.idempotencyKey(), result));
  }

  private Wishes.Common common(Request request, Instant now) {
    return new Wishes.Common(
        request.tenant(),
        request.idempotencyKey(),
        request.event(),
        request.group(),
        request.templateId(),
        request.context(),
        now);
  }
}
