package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.AddressHash;
import dev.tocsin.notification.channel.ChannelSeal;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.RenderContext;
import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What other services asked for, and the rows that it became. */
@ApplicationScoped
class Wishes {

  /** A row to be. */
  record NewDelivery(
      String kind,
      UUID channelId,
      String address,
      String maskedAddress,
      String userId,
      @Nullable UUID revises) {}

  /** What the rows of one wish have in common. */
  record Common(
      UUID tenant,
      String idempotencyKey,
      EventKind event,
      String group,
      String templateId,
      Map<String, Object> context,
      Instant now) {}

  /** What a wish came to when it was first made. */
  record Recorded(String refused, int cancelled, int revised) {}

  private final ChannelSeal seal;
  private final RenderContext contexts;
  private final DeliveryEvents events;
  private final DeliveryViews views;

  Wishes(ChannelSeal seal, RenderContext contexts, DeliveryEvents events, DeliveryViews views) {
    this.seal = seal;
    this.contexts = contexts;
    this.events = events;
    this.views = views;
  }

  /** Records the wish; answers what it came to when it was made before, empty when it is new. */
  Uni<Optional<Recorded>> record(SqlConnection tx, UUID tenant, String key, Instant now) {
    return tx.preparedQuery(
            "INSERT INTO wish (tenant_id, idempotency_key, created_at) VALUES ($1, $2, $3) ON"
                + " CONFLICT DO NOTHING")
        .execute(Tuple.of(tenant, key, DeliveryStore.at(now)))
        .chain(
            rows ->
                rows.rowCount() == 1
                    ? Uni.createFrom().item(Optional.<Recorded>empty())
                    : tx.preparedQuery(
                            "SELECT refused, cancelled, revised FROM wish WHERE tenant_id = $1 AND"
                                + " idempotency_key = $2")
                        .execute(Tuple.of(tenant, key))
                        .map(found -> Optional.of(recorded(found.iterator().next()))));
  }

  private static Recorded recorded(Row row) {
    return new Recorded(
        row.getString("refused"), row.getInteger("cancelled"), row.getInteger("revised"));
  }

  /** Keeps what the wish came to. */
  Uni<Void> conclude(SqlConnection tx, UUID tenant, String key, Recorded result) {
    return tx.preparedQuery(
            "UPDATE wish SET refused = $3, cancelled = $4, revised = $5 WHERE tenant_id = $1 AND"
                + " idempotency_key = $2")
        .execute(Tuple.of(tenant, key, result.refused(), result.cancelled(), result.revised()))
        .replaceWithVoid();
  }

  /** The deliveries of the wish, in its order. */
  Uni<List<DeliveryView>> deliveries(SqlConnection tx, UUID tenant, String key) {
    return views.ofWish(tx, tenant, key);
  }

  /** Inserts the rows, due at once; answers how many. */
  Uni<Integer> queue(SqlConnection tx, Common common, List<NewDelivery> rows, String detail) {
    return insert(tx, common, rows, "pending")
        .call(
            ids ->
                events.add(tx, common.tenant(), ids, common.now(), DeliveryEvents.QUEUED, detail))
        .map(List::size);
  }

  /** Inserts the rows as cancelled from the start, for this reason. */
  Uni<Integer> queueInVain(SqlConnection tx, Common common, List<NewDelivery> rows, String reason) {
    return insert(tx, common, rows, "cancelled")
        .call(ids -> events.add(tx, common.tenant(), ids, common.now(), DeliveryEvents.QUEUED, ""))
        .call(
            ids ->
                events.add(
                    tx, common.tenant(), ids, common.now(), DeliveryEvents.CANCELLED, reason))
        .map(List::size);
  }

  private Uni<List<UUID>> insert(
      SqlConnection tx, Common common, List<NewDelivery> rows, String state) {
    JsonObject context = new JsonObject(contexts.clean(common.context()));
    List<UUID> ids = new ArrayList<>();
    List<Tuple> tuples = new ArrayList<>();
    for (NewDelivery row : rows) {
      UUID id = Ids.next(common.now());
      ids.add(id);
      tuples.add(tuple(id, ids.size(), common, row, state, context));
    }
    if (tuples.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return tx.preparedQuery(
            """
            INSERT INTO delivery (tenant_id, id, queue, state, due_at, created_at, finished_at, idempotency_key,
              position, event_kind, channel_id, address, address_hash, masked_address, user_id, alert_group_id,
              template_id, render_context, revises)
            VALUES ($1, $2, $3, $4::text, $5::timestamptz, $5::timestamptz,
              CASE WHEN $4::text = 'pending' THEN NULL ELSE $5::timestamptz END, $6, $7, $8, $9, $10, $11,
              $12, $13, $14, $15, $16, $17)\
            """)
        .executeBatch(tuples)
        .replaceWith(ids);
  }

  private Tuple tuple(
      UUID id, int position, Common common, NewDelivery row, String state, JsonObject context) {
    return Tuple.tuple()
        .addUUID(common.tenant())
        .addUUID(id)
        .addString(row.kind())
        .addString(state)
        .addOffsetDateTime(DeliveryStore.at(common.now()))
        .addString(common.idempotencyKey())
        .addInteger(position)
        .addString(common.event().code())
        .addUUID(row.channelId())
        .addBuffer(Buffer.buffer(seal.address(common.tenant(), row.address())))
        .addBuffer(Buffer.buffer(AddressHash.of(common.tenant(), row.address())))
        .addString(row.maskedAddress())
        .addString(row.userId())
        .addString(common.group())
        .addString(common.templateId())
        .addJsonObject(context)
        .addUUID(row.revises());
  }

  /**
   * How far the group has come; empty when nobody answered yet. Waits for whoever is moving it, and
   * keeps it where it is until the transaction ends.
   */
  Uni<Optional<EventKind>> groupState(SqlConnection tx, UUID tenant, String group) {
    return lock(tx, "pg_advisory_xact_lock_shared", tenant, group)
        .chain(
            () ->
                tx.preparedQuery(
                        "SELECT event_kind FROM group_state"
                            + " WHERE tenant_id = $1 AND alert_group_id = $2")
                    .execute(Tuple.of(tenant, group)))
        .map(
            rows ->
                rows.iterator().hasNext()
                    ? Optional.of(EventKind.of(rows.iterator().next().getString(0)))
                    : Optional.empty());
  }

  /** Moves the group forward, never back; pages queued later see it. */
  Uni<Void> moveGroup(SqlConnection tx, UUID tenant, String group, EventKind event, Instant now) {
    return lock(tx, "pg_advisory_xact_lock", tenant, group)
        .chain(
            () ->
                tx.preparedQuery(
                        """
                        INSERT INTO group_state (tenant_id, alert_group_id, event_kind, updated_at)
                        VALUES ($1, $2, $3, $4)
                        ON CONFLICT (tenant_id, alert_group_id) DO UPDATE
                          SET event_kind = excluded.event_kind, updated_at = excluded.updated_at
                        WHERE group_state.event_kind <> 'resolved'\
                        """)
                    .execute(Tuple.of(tenant, group, event.code(), DeliveryStore.at(now))))
        .replaceWithVoid();
  }

  private static Uni<Void> lock(SqlConnection tx, String function, UUID tenant, String group) {
    return tx.preparedQuery("SELECT " + function + "(hashtextextended($1, 0))")
        .execute(Tuple.of("notification group " + tenant + " " + group))
        .replaceWithVoid();
  }
}
