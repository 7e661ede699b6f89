package dev.tocsin.notification.delivery;

import dev.tocsin.notification.live.LiveUpdates;
import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What happened to each delivery, in order. */
@Singleton
class DeliveryEvents {

  static final String QUEUED = "queued";
  static final String HELD = "held";
  static final String ATTEMPTED = "attempted";
  static final String SENT = "sent";
  static final String FAILED = "failed";
  static final String OUTCOME_UNKNOWN = "outcome_unknown";
  static final String FOUND_SENT = "found_sent";
  static final String REPEATED = "repeated";
  static final String DEAD = "dead";
  static final String REQUEUED = "requeued";
  static final String CANCELLED = "cancelled";
  static final String REVISED = "revised";
  static final String ACKNOWLEDGED = "acknowledged";

  private static final int LONGEST = 2000;

  private final LiveUpdates live;

  DeliveryEvents(LiveUpdates live) {
    this.live = live;
  }

  /** Says that a transaction which writes events of its own is about to commit. */
  void touch(UUID tenant) {
    live.touch(tenant);
  }

  Uni<Void> add(
      SqlConnection tx, UUID tenant, UUID delivery, Instant at, String kind, String detail) {
    return add(tx, tenant, List.of(delivery), at, kind, detail);
  }

  /** The same for several deliveries. */
  Uni<Void> add(
      SqlConnection tx,
      UUID tenant,
      Collection<UUID> deliveries,
      Instant at,
      String kind,
      String detail) {
    if (deliveries.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    touch(tenant);
    String bounded = detail.length() > LONGEST ? detail.substring(0, LONGEST) + "…" : detail;
    List<Tuple> rows =
        deliveries.stream()
            .map(
                delivery ->
                    Tuple.tuple()
                        .addUUID(tenant)
                        .addUUID(delivery)
                        .addUUID(Ids.next(at))
                        .addOffsetDateTime(DeliveryStore.at(at))
                        .addString(kind)
                        .addString(bounded))
            .toList();
    return tx.preparedQuery(
            "INSERT INTO delivery_event (tenant_id, delivery_id, id, at, kind, detail) VALUES ($1,"
                + " $2, $3, $4, $5, $6)")
        .executeBatch(rows)
        .replaceWithVoid();
  }
}
