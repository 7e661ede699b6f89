package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.Channel;
import dev.tocsin.notification.channel.ChannelSeal;
import dev.tocsin.notification.channel.Channels;
import dev.tocsin.notification.render.EventKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The pages of a group of alerts, when somebody has answered it. */
@Singleton
class GroupPages {

  private final Channels adapters;
  private final ChannelSeal seal;
  private final DeliveryEvents events;

  GroupPages(Channels adapters, ChannelSeal seal, DeliveryEvents events) {
    this.adapters = adapters;
    this.seal = seal;
    this.events = events;
  }

  /**
   * Ends what waits, pages and older revisions alike; what is being sent is asked to end after it.
   */
  Uni<Integer> cancel(SqlConnection tx, Revising.Request request, Instant now) {
    String ofGroup =
        " WHERE tenant_id = $1 AND alert_group_id = $2 AND state || '' = 'pending' AND event_kind"
            + " <> 'resolved' AND created_at < $3 AND starts_with(idempotency_key, $4)";
    return tx.preparedQuery(
            "UPDATE delivery SET cancel_requested = true" + ofGroup + " AND open_try IS NOT NULL")
        .execute(meant(request))
        .chain(
            () ->
                tx.preparedQuery(
                        "UPDATE delivery SET state = 'cancelled', finished_at = $5"
                            + ofGroup
                            + " AND open_try IS NULL RETURNING id, revises")
                    .execute(meant(request).addOffsetDateTime(DeliveryStore.at(now))))
        .chain(
            (RowSet<Row> rows) -> {
              List<UUID> ids = new ArrayList<>();
              int pages = 0;
              for (Row row : rows) {
                ids.add(row.getUUID("id"));
                pages += row.getUUID("revises") == null ? 1 : 0;
              }
              String reason = "The group was " + request.event().code();
              return events
                  .add(tx, request.tenant(), ids, now, DeliveryEvents.CANCELLED, reason)
                  .replaceWith(pages);
            });
  }

  /** Tells of each page that reached somebody, or may have, that its group was acknowledged. */
  Uni<Void> acknowledged(SqlConnection tx, Revising.Request request, Instant now) {
    if (request.event() != EventKind.ACKNOWLEDGED
        || "reassigned".equals(request.context().get("event"))) {
      return Uni.createFrom().voidItem();
    }
    return tx.preparedQuery(
            "SELECT id FROM delivery WHERE tenant_id = $1 AND alert_group_id = $2 AND event_kind ="
                + " 'page' AND revises IS NULL AND created_at < $3 AND starts_with(idempotency_key,"
                + " $4) AND (state = 'sent' OR state = 'pending' AND open_try IS NOT NULL) ORDER BY"
                + " id DESC LIMIT 10000")
        .execute(meant(request))
        .chain(
            rows -> {
              List<UUID> ids = new ArrayList<>();
              rows.forEach(row -> ids.add(row.getUUID("id")));
              return events.add(
                  tx, request.tenant(), ids, now, DeliveryEvents.ACKNOWLEDGED, by(request));
            });
  }

  private static String by(Revising.Request request) {
    return request.context().get("actor") instanceof Map<?, ?> actor
            && actor.get("name") instanceof String name
            && !name.isBlank()
        ? "by " + name
        : "";
  }

  /**
   * The pages to revise: all messages that can be changed, and one further message to each address
   * of other channels where they tell of the event.
   */
  Uni<List<Wishes.NewDelivery>> toRevise(SqlConnection tx, Revising.Request request) {
    return tx.preparedQuery(
            """
            SELECT id, queue, channel_id, address, address_hash, masked_address, user_id, locale FROM delivery
            WHERE tenant_id = $1 AND alert_group_id = $2 AND event_kind = 'page' AND revises IS NULL
              AND created_at < $3 AND starts_with(idempotency_key, $4)
              AND (state = 'sent' OR state = 'pending' AND open_try IS NOT NULL)
            ORDER BY id DESC LIMIT 10000\
            """)
        .execute(meant(request))
        .map(
            rows -> {
              List<Wishes.NewDelivery> revisions = new ArrayList<>();
              Set<String> told = new HashSet<>();
              for (Row row : rows) {
                Channel adapter = adapters.get(row.getString("queue"));
                String address =
                    row.getUUID("channel_id")
                        + " "
                        + row.getBuffer("address_hash").toString("ISO-8859-1");
                if (adapter.tells(request.event())
                    && (adapter.revisesInPlace() || told.add(address))) {
                  revisions.add(revision(request.tenant(), row));
                }
              }
              return revisions;
            });
  }

  private static Tuple meant(Revising.Request request) {
    return Tuple.of(
        request.tenant(), request.group(), DeliveryStore.at(request.before()), request.keyPrefix());
  }

  private Wishes.NewDelivery revision(UUID tenant, Row row) {
    return new Wishes.NewDelivery(
        row.getString("queue"),
        row.getUUID("channel_id"),
        seal.address(tenant, row.getBuffer("address").getBytes()),
        row.getString("masked_address"),
        row.getString("user_id"),
        row.getString("locale"),
        row.getUUID("id"));
  }
}
