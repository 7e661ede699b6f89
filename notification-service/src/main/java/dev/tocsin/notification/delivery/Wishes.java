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
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What other services asked for, and the rows that it became. */
@Singleton
class Wishes {

  /** A row to be. */
  record NewDelivery(
      String kind,
      UUID channelId,
      String address,
      String maskedAddress,
      String userId,
      String locale,
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

  Wishes(ChannelSeal seal, RenderContext contexts, DeliveryEvents events) {
    this.seal = seal;
    this.contexts = contexts;
    this.events = events;
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

  /** Inserts the rows, due at once; answers how many. */
  Uni<Integer> queue(SqlConnection tx, Common common, List<NewDelivery> rows, String detail) {
    return insert(tx, common, rows)
        .call(
            ids ->
                events.add(tx, common.tenant(), ids, common.now(), DeliveryEvents.QUEUED, detail))
        .map(List::size);
  }

  private Uni<List<UUID>> insert(SqlConnection tx, Common common, List<NewDelivery> rows) {
    JsonObject context = new JsonObject(contexts.clean(common.context()));
    List<UUID> ids = new ArrayList<>();
    List<Tuple> tuples = new ArrayList<>();
    for (NewDelivery row : rows) {
      UUID id = Ids.next(common.now());
      ids.add(id);
      tuples.add(tuple(id, ids.size(), common, row, context));
    }
    if (tuples.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return tx.preparedQuery(
            """
            INSERT INTO delivery (tenant_id, id, queue, due_at, created_at, idempotency_key, position, event_kind,
              channel_id, address, address_hash, masked_address, user_id, alert_group_id, template_id,
              render_context, revises, locale)
            VALUES ($1, $2, $3, $4::timestamptz, $4::timestamptz, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
              $16, $17)\
            """)
        .executeBatch(tuples)
        .replaceWith(ids);
  }

  private Tuple tuple(UUID id, int position, Common common, NewDelivery row, JsonObject context) {
    return Tuple.tuple()
        .addUUID(common.tenant())
        .addUUID(id)
        .addString(row.kind())
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
        .addUUID(row.revises())
        .addString(row.locale());
  }

  /**
   * Those of the groups that are resolved. Waits for whoever is moving one of them, and keeps them
   * where they are until the transaction ends.
   *
   * @param groups sorted
   */
  Uni<Set<String>> resolved(SqlConnection tx, UUID tenant, List<String> groups) {
    String[] names = groups.toArray(String[]::new);
    Uni<Void> locked =
        tx.preparedQuery(
                "SELECT count(pg_advisory_xact_lock_shared(hashtextextended($1 || g, 0)))"
                    + " FROM unnest($2::text[]) AS g")
            .execute(Tuple.tuple().addString(lockName(tenant, "")).addArrayOfString(names))
            .replaceWithVoid();
    // A statement of its own, which sees what was committed before the locks were granted.
    Uni<Set<String>> found =
        tx.preparedQuery(
                "SELECT alert_group_id FROM group_state WHERE tenant_id = $1"
                    + " AND alert_group_id = ANY ($2) AND event_kind = $3")
            .execute(
                Tuple.tuple()
                    .addUUID(tenant)
                    .addArrayOfString(names)
                    .addString(EventKind.RESOLVED.code()))
            .map(
                rows -> {
                  Set<String> over = new HashSet<>();
                  rows.forEach(row -> over.add(row.getString(0)));
                  return over;
                });
    return Uni.combine().all().unis(locked, found).with((done, over) -> over);
  }

  /**
   * Moves the group forward, never back; pages queued later see it. What is said of some pages only
   * moves nothing.
   */
  Uni<Void> moveGroup(SqlConnection tx, Revising.Request request, Instant now) {
    Uni<Void> locked =
        tx.preparedQuery("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
            .execute(Tuple.of(lockName(request.tenant(), request.group())))
            .replaceWithVoid();
    return request.keyPrefix().isEmpty() ? locked.chain(() -> move(tx, request, now)) : locked;
  }

  private static Uni<Void> move(SqlConnection tx, Revising.Request request, Instant now) {
    boolean acknowledged = request.event() == EventKind.ACKNOWLEDGED;
    return tx.preparedQuery(
            """
            INSERT INTO group_state (tenant_id, alert_group_id, event_kind, updated_at, acknowledged_before)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (tenant_id, alert_group_id) DO UPDATE
              SET event_kind = excluded.event_kind, updated_at = excluded.updated_at,
                acknowledged_before = greatest(group_state.acknowledged_before, excluded.acknowledged_before)
            WHERE group_state.event_kind <> 'resolved'\
            """)
        .execute(
            Tuple.tuple()
                .addUUID(request.tenant())
                .addString(request.group())
                .addString(request.event().code())
                .addOffsetDateTime(DeliveryStore.at(now))
                .addOffsetDateTime(acknowledged ? DeliveryStore.at(request.before()) : null))
        .replaceWithVoid();
  }

  private static String lockName(UUID tenant, String group) {
    return "notification group " + tenant + " " + group;
  }
}
