package dev.tocsin.notification.delivery;

import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Precondition;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads deliveries for those who look, and puts dead ones back. */
@Singleton
class DeliveryViews {

  /** Which deliveries to list; empty texts and lists mean all. */
  record Filter(String group, List<String> states, String kind) {}

  /** One thing that happened. */
  record Event(Instant at, String kind, String detail) {}

  private static final String COLUMNS =
      "SELECT id, idempotency_key, queue, event_kind, channel_id, masked_address, user_id,"
          + " alert_group_id, state, tries, due_at, created_at, sent_at, last_error,"
          + " possible_repeat, provider_message_id, receipt, receipt_at, locale, held FROM delivery"
          + " WHERE tenant_id = $1 ";

  private final DeliveryEvents events;

  DeliveryViews(DeliveryEvents events) {
    this.events = events;
  }

  Uni<List<DeliveryView>> ofWish(SqlConnection tx, UUID tenant, String key) {
    return tx.preparedQuery(COLUMNS + "AND idempotency_key = $2 ORDER BY position")
        .execute(Tuple.of(tenant, key))
        .map(DeliveryViews::all);
  }

  /** The deliveries of several wishes, by their keys. */
  Uni<Map<String, List<DeliveryView>>> ofWishes(SqlConnection tx, UUID tenant, List<String> keys) {
    return tx.preparedQuery(
            COLUMNS + "AND idempotency_key = ANY ($2::text[]) ORDER BY idempotency_key, position")
        .execute(Tuple.tuple().addUUID(tenant).addArrayOfString(keys.toArray(String[]::new)))
        .map(
            rows -> {
              Map<String, List<DeliveryView>> byKey = new HashMap<>();
              for (Row row : rows) {
                byKey
                    .computeIfAbsent(row.getString("idempotency_key"), key -> new ArrayList<>())
                    .add(view(row));
              }
              return byKey;
            });
  }

  Uni<List<DeliveryView>> list(
      SqlConnection tx, UUID tenant, Filter filter, Optional<UUID> before, int most) {
    return tx.preparedQuery(
            COLUMNS
                + """
                AND ($2 = '' OR alert_group_id = $2) AND (cardinality($3::text[]) = 0 OR state = ANY ($3::text[]))
                AND ($4 = '' OR queue = $4) AND ($5::uuid IS NULL OR id < $5) ORDER BY id DESC LIMIT $6\
                """)
        .execute(
            Tuple.tuple()
                .addUUID(tenant)
                .addString(filter.group())
                .addArrayOfString(filter.states().toArray(String[]::new))
                .addString(filter.kind())
                .addUUID(before.orElse(null))
                .addInteger(most))
        .map(DeliveryViews::all);
  }

  Uni<DeliveryView> get(SqlConnection tx, UUID tenant, UUID id) {
    return tx.preparedQuery(COLUMNS + "AND id = $2")
        .execute(Tuple.of(tenant, id))
        .map(
            rows -> all(rows).stream().findFirst().orElseThrow(() -> new NotFound("delivery", id)));
  }

  Uni<List<Event>> events(SqlConnection tx, UUID tenant, UUID id) {
    return tx.preparedQuery(
            "SELECT at, kind, detail FROM delivery_event WHERE tenant_id = $1 AND delivery_id = $2"
                + " ORDER BY id LIMIT 1000")
        .execute(Tuple.of(tenant, id))
        .map(
            rows -> {
              List<Event> found = new ArrayList<>();
              rows.forEach(
                  row ->
                      found.add(
                          new Event(
                              row.getOffsetDateTime("at").toInstant(),
                              row.getString("kind"),
                              row.getString("detail"))));
              return found;
            });
  }

  /** Puts a dead delivery back, its attempts counted afresh. */
  Uni<DeliveryView> requeue(SqlConnection tx, UUID tenant, UUID id, Instant now) {
    return get(tx, tenant, id)
        .chain(
            delivery ->
                tx.preparedQuery(
                        """
                        UPDATE delivery SET state = 'pending', due_at = $3, finished_at = NULL, tries = 0, attempts = 0,
                          open_try = NULL, cancel_requested = false, last_error = NULL, held = '',
                          provider_message_id = '', receipt = '', receipt_at = NULL
                        WHERE tenant_id = $1 AND id = $2 AND state = 'dead'\
                        """)
                    .execute(Tuple.of(tenant, id, DeliveryStore.at(now)))
                    .invoke(
                        rows -> {
                          if (rows.rowCount() == 0) {
                            throw new Precondition(
                                "Delivery "
                                    + id
                                    + " is "
                                    + delivery.state()
                                    + ": only dead ones can be requeued");
                          }
                        }))
        .chain(rows -> events.add(tx, tenant, id, now, DeliveryEvents.REQUEUED, ""))
        .chain(() -> get(tx, tenant, id));
  }

  private static List<DeliveryView> all(RowSet<Row> rows) {
    List<DeliveryView> views = new ArrayList<>();
    rows.forEach(row -> views.add(view(row)));
    return views;
  }

  private static DeliveryView view(Row row) {
    return new DeliveryView(
        row.getUUID("id"),
        row.getString("queue"),
        row.getString("event_kind"),
        row.getUUID("channel_id"),
        row.getString("masked_address"),
        row.getString("user_id"),
        row.getString("alert_group_id"),
        row.getString("state"),
        row.getInteger("tries"),
        row.getOffsetDateTime("due_at").toInstant(),
        row.getOffsetDateTime("created_at").toInstant(),
        instant(row.getOffsetDateTime("sent_at")),
        Objects.toString(row.getString("last_error"), ""),
        row.getBoolean("possible_repeat"),
        row.getString("provider_message_id"),
        row.getString("receipt"),
        instant(row.getOffsetDateTime("receipt_at")),
        row.getString("locale"),
        row.getString("held"));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
