package dev.tocsin.notification.live;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.feed.Position;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Reads events in the order in which they became certain: by transaction, and only of transactions
 * older than every one still running, so that none that commits late is passed over.
 */
@Singleton
class LiveStore {

  /** Events that are read at a time. */
  static final int PAGE = 500;

  /** What is certain ends before {@code end}; {@code beyond} has never begun. */
  record Horizon(long end, long beyond) {}

  private static final String HORIZON =
      "SELECT " + Position.CERTAIN + " AS certain, " + Position.BEYOND + " AS beyond";

  private static final String AFTER =
      """
      SELECT h.certain, e.xid, e.id, e.at, e.kind, e.detail, e.delivery_id, d.queue, d.event_kind, d.alert_group_id,
        d.user_id, d.masked_address, d.state, w.id AS notification_id
      FROM (SELECT %s AS certain) h
      LEFT JOIN LATERAL (
        SELECT * FROM delivery_event e
        WHERE e.tenant_id = $1 AND (e.xid, e.id) > ($2, $3) AND e.xid < h.certain
        ORDER BY e.xid, e.id LIMIT $4) e ON true
      LEFT JOIN delivery d ON d.tenant_id = $1 AND d.id = e.delivery_id
      LEFT JOIN wish w ON w.tenant_id = $1 AND w.idempotency_key = d.idempotency_key
      ORDER BY e.xid, e.id\
      """
          .formatted(Position.CERTAIN);

  private final Database db;

  LiveStore(@ServiceDatabase("notification") Database db) {
    this.db = db;
  }

  Uni<Horizon> horizon(UUID tenant) {
    return db.inTenant(tenant, tx -> tx.query(HORIZON).execute())
        .map(rows -> rows.iterator().next())
        .map(row -> new Horizon(row.getLong("certain"), row.getLong("beyond")));
  }

  Uni<LivePage> after(UUID tenant, Position position) {
    return db.inTenant(
            tenant,
            tx ->
                tx.preparedQuery(AFTER)
                    .execute(Tuple.of(tenant, position.xid(), position.id(), PAGE)))
        .map(rows -> page(rows, position));
  }

  private static LivePage page(RowSet<Row> rows, Position from) {
    List<LiveEvent> events = new ArrayList<>();
    Position reached = from;
    for (Row row : rows) {
      if (row.getUUID("id") != null) {
        reached = new Position(row.getLong("xid"), row.getUUID("id"));
        events.add(new LiveEvent(reached, body(row)));
      }
    }
    boolean isLast = events.size() < PAGE;
    if (isLast) {
      Position end = Position.before(rows.iterator().next().getLong("certain"));
      reached = end.isAfter(reached) ? end : reached;
    }
    return new LivePage(events, reached, isLast);
  }

  private static JsonObject body(Row row) {
    JsonObject body =
        new JsonObject()
            .put("time", row.getOffsetDateTime("at").toInstant().toString())
            .put("kind", row.getString("kind"))
            .put("detail", row.getString("detail"))
            .put("deliveryId", row.getUUID("delivery_id").toString());
    if (row.getString("queue") != null) {
      body.put("channelKind", name("CHANNEL_KIND_", row.getString("queue")))
          .put("eventKind", name("EVENT_KIND_", row.getString("event_kind")))
          .put("alertGroupId", row.getString("alert_group_id"))
          .put("userId", row.getString("user_id"))
          .put("maskedAddress", row.getString("masked_address"))
          .put("deliveryState", name("DELIVERY_STATE_", row.getString("state")));
    }
    if (row.getUUID("notification_id") != null) {
      body.put("notificationId", row.getUUID("notification_id").toString());
    }
    return body;
  }

  private static String name(String prefix, String code) {
    return prefix + code.toUpperCase(Locale.ROOT);
  }
}
