package dev.tocsin.notification.delivery;

import dev.tocsin.platform.error.NotFound;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Wishes as the notifications that people see. */
@Singleton
class NotificationStore {

  /** Which notifications to list; empty texts and lists mean all. */
  record Filter(
      String group,
      List<String> states,
      String kind,
      String event,
      String createdBy,
      Optional<Instant> start,
      Optional<Instant> end) {}

  /**
   * One thing that happened.
   *
   * @param xid transaction that wrote it
   */
  record Event(
      long xid, UUID id, Instant at, UUID delivery, String kind, String detail, String channel) {}

  /** Who asked for what. */
  record Origin(String createdBy, String contentHash, String event, String title, String group) {}

  private static final String SELECT =
      """
      SELECT w.id, w.idempotency_key, w.refused, w.created_by, w.created_at,
        coalesce(nullif(w.event_kind, ''), d.event_kind, 'page') AS event_kind,
        coalesce(nullif(w.title, ''), d.title, '') AS title,
        coalesce(nullif(w.alert_group_id, ''), d.alert_group_id, '') AS alert_group_id
      FROM wish w LEFT JOIN LATERAL (
        SELECT f.event_kind, f.alert_group_id, f.render_context -> 'alert' ->> 'title' AS title FROM delivery f
        WHERE f.tenant_id = $1 AND f.idempotency_key = w.idempotency_key ORDER BY f.position LIMIT 1) d ON true
      WHERE w.tenant_id = $1\
      """;

  private final DeliveryViews views;

  NotificationStore(DeliveryViews views) {
    this.views = views;
  }

  /** Keeps who asked for it; false when the key was used for another content before. */
  Uni<Boolean> keep(SqlConnection tx, UUID tenant, String key, Origin origin) {
    return tx.preparedQuery(
            "UPDATE wish SET created_by = $3, content_hash = $4, event_kind = $5, title = $6,"
                + " alert_group_id = $7 WHERE tenant_id = $1 AND idempotency_key = $2 AND"
                + " content_hash IS NULL")
        .execute(
            Tuple.tuple()
                .addUUID(tenant)
                .addString(key)
                .addString(origin.createdBy())
                .addString(origin.contentHash())
                .addString(origin.event())
                .addString(origin.title())
                .addString(origin.group()))
        .chain(() -> isSame(tx, tenant, key, origin.contentHash()));
  }

  /** Whether the key is free or was used for the same content. */
  Uni<Boolean> isSame(SqlConnection tx, UUID tenant, String key, String contentHash) {
    return tx.preparedQuery(
            "SELECT content_hash FROM wish WHERE tenant_id = $1 AND idempotency_key = $2")
        .execute(Tuple.of(tenant, key))
        .map(
            rows -> {
              String known = rows.size() == 0 ? null : rows.iterator().next().getString(0);
              return known == null || known.equals(contentHash);
            });
  }

  /** Forgets a wish that came to nothing, so that its key may be used again. */
  Uni<Void> forget(SqlConnection tx, UUID tenant, String key) {
    return tx.preparedQuery(
            "DELETE FROM wish w WHERE tenant_id = $1 AND idempotency_key = $2 AND NOT EXISTS"
                + " (SELECT 1 FROM delivery d WHERE d.tenant_id = $1 AND d.idempotency_key = $2)")
        .execute(Tuple.of(tenant, key))
        .replaceWithVoid();
  }

  Uni<NotificationView> ofKey(SqlConnection tx, UUID tenant, String key) {
    return tx.preparedQuery(SELECT + " AND w.idempotency_key = $2")
        .execute(Tuple.of(tenant, key))
        .chain(rows -> withDeliveries(tx, tenant, rows))
        .map(List::getFirst);
  }

  Uni<NotificationView> get(SqlConnection tx, UUID tenant, UUID id) {
    return tx.preparedQuery(SELECT + " AND w.id = $2")
        .execute(Tuple.of(tenant, id))
        .chain(rows -> withDeliveries(tx, tenant, rows))
        .map(
            found ->
                found.stream().findFirst().orElseThrow(() -> new NotFound("notification", id)));
  }

  Uni<List<NotificationView>> list(
      SqlConnection tx, UUID tenant, Filter filter, Optional<UUID> before, int most) {
    String any = " AND w.idempotency_key IN (SELECT x.idempotency_key FROM delivery x WHERE ";
    String conditions =
        " AND ($2::uuid IS NULL OR w.id < $2) AND ($3::text = '' OR coalesce(nullif(w.event_kind,"
            + " ''), d.event_kind, 'page') = $3) AND ($4::text = '' OR w.created_by = $4) AND"
            + " ($5::timestamptz IS NULL OR w.created_at >= $5) AND ($6::timestamptz IS NULL OR"
            + " w.created_at < $6)"
            + (filter.group().isEmpty()
                ? " AND $7::text IS NOT NULL"
                : any + "x.tenant_id = $1 AND x.alert_group_id = $7::text)")
            + (filter.states().isEmpty()
                ? " AND $8::text[] IS NOT NULL"
                : any + "x.tenant_id = $1 AND x.state = ANY ($8::text[]))")
            + (filter.kind().isEmpty()
                ? " AND $9::text IS NOT NULL"
                : any + "x.tenant_id = $1 AND x.queue = $9::text)");
    return tx.preparedQuery(SELECT + conditions + " ORDER BY w.id DESC LIMIT $10")
        .execute(
            Tuple.tuple()
                .addUUID(tenant)
                .addUUID(before.orElse(null))
                .addString(filter.event())
                .addString(filter.createdBy())
                .addOffsetDateTime(time(filter.start()))
                .addOffsetDateTime(time(filter.end()))
                .addString(filter.group())
                .addArrayOfString(filter.states().toArray(String[]::new))
                .addString(filter.kind())
                .addInteger(most))
        .chain(rows -> withDeliveries(tx, tenant, rows));
  }

  /** What happened to the deliveries of this key, in the order in which it became certain. */
  Uni<List<Event>> events(SqlConnection tx, UUID tenant, String key) {
    return tx.preparedQuery(
            "SELECT e.xid, e.id, e.at, e.delivery_id, e.kind, e.detail, d.queue FROM delivery d"
                + " JOIN delivery_event e ON e.tenant_id = $1 AND e.delivery_id = d.id WHERE"
                + " d.tenant_id = $1 AND d.idempotency_key = $2 ORDER BY e.xid, e.id LIMIT 5000")
        .execute(Tuple.of(tenant, key))
        .map(
            rows -> {
              List<Event> events = new ArrayList<>();
              for (Row row : rows) {
                events.add(
                    new Event(
                        row.getLong("xid"),
                        row.getUUID("id"),
                        row.getOffsetDateTime("at").toInstant(),
                        row.getUUID("delivery_id"),
                        row.getString("kind"),
                        row.getString("detail"),
                        row.getString("queue")));
              }
              return events;
            });
  }

  private Uni<List<NotificationView>> withDeliveries(
      SqlConnection tx, UUID tenant, RowSet<Row> rows) {
    List<NotificationView> found = new ArrayList<>();
    rows.forEach(row -> found.add(view(row)));
    return views
        .ofWishes(tx, tenant, found.stream().map(NotificationView::key).toList())
        .map(
            deliveries ->
                found.stream()
                    .map(each -> each.with(deliveries.getOrDefault(each.key(), List.of())))
                    .toList());
  }

  private static NotificationView view(Row row) {
    return new NotificationView(
        row.getUUID("id"),
        row.getString("idempotency_key"),
        row.getString("event_kind"),
        row.getString("title"),
        row.getString("alert_group_id"),
        row.getString("created_by"),
        row.getOffsetDateTime("created_at").toInstant(),
        refused(row.getString("refused")),
        List.of());
  }

  private static Map<Integer, String> refused(String json) {
    Map<Integer, String> refused = new TreeMap<>();
    if (json.startsWith("{")) {
      new JsonObject(json)
          .forEach(
              each ->
                  refused.put(Integer.valueOf(each.getKey()), Objects.toString(each.getValue())));
    }
    return refused;
  }

  @org.jspecify.annotations.Nullable
  private static OffsetDateTime time(Optional<Instant> instant) {
    return instant.map(DeliveryStore::at).orElse(null);
  }
}
