package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.ChannelSeal;
import dev.tocsin.notification.channel.ProviderMessage;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.platform.queue.Job;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows that workers hold. Each change is bound to the fence of the claim: it answers false, and
 * changes nothing, when another worker has the row.
 */
@Singleton
class DeliveryStore {

  private static final String HELD =
      " WHERE tenant_id = $1 AND id = $2 AND fence = $3 AND state || '' = 'pending'";

  private final ChannelSeal seal;
  private final DeliveryEvents events;

  DeliveryStore(ChannelSeal seal, DeliveryEvents events) {
    this.seal = seal;
    this.events = events;
  }

  /**
   * The claimed row, locked until the transaction ends; empty when it is not this worker's any
   * more.
   */
  Uni<Optional<QueuedDelivery>> load(SqlConnection tx, Job job) {
    return tx.preparedQuery(
            """
            SELECT d.queue, d.event_kind, d.channel_id, d.address, d.address_hash, d.alert_group_id, d.user_id,
              d.template_id, d.locale, d.held, d.render_context, d.created_at, d.tries, d.open_try, d.cancel_requested,
              d.possible_repeat, d.revises, o.state AS o_state, o.open_try AS o_open,
              o.provider_message_id AS o_message, o.provider_place AS o_place, o.shown_event AS o_shown
            FROM delivery d LEFT JOIN delivery o ON o.tenant_id = d.tenant_id AND o.id = d.revises
            WHERE d.tenant_id = $1 AND d.id = $2 AND d.fence = $3 AND d.state || '' = 'pending'
            FOR UPDATE OF d\
            """)
        .execute(Tuple.of(job.tenant(), job.id(), job.fence()))
        .map(
            rows ->
                rows.iterator().hasNext()
                    ? Optional.of(read(job, rows.iterator().next()))
                    : Optional.<QueuedDelivery>empty())
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(found)
                    : inTurn(tx, found.get()).map(Optional::of));
  }

  /**
   * Revisions of one message take turns: the original's lock makes them look at each other one by
   * one.
   */
  private static Uni<QueuedDelivery> inTurn(SqlConnection tx, QueuedDelivery delivery) {
    QueuedDelivery.Original original = delivery.original();
    // Only a sent one is locked: a pending one may be held by whoever cancels it, in the other
    // order.
    if (original == null || !original.state().equals("sent")) {
      return Uni.createFrom().item(delivery);
    }
    return tx.preparedQuery("SELECT 1 FROM delivery WHERE tenant_id = $1 AND id = $2 FOR UPDATE")
        .execute(Tuple.of(delivery.tenant(), original.id()))
        .chain(
            locked ->
                tx.preparedQuery(
                        """
                        SELECT 1 FROM delivery WHERE tenant_id = $1 AND revises = $2 AND id <> $3
                          AND state = 'pending' AND open_try IS NOT NULL LIMIT 1\
                        """)
                    .execute(Tuple.of(delivery.tenant(), original.id(), delivery.id())))
        .map(others -> delivery.of(original.whileRevising(others.size() > 0)));
  }

  private QueuedDelivery read(Job job, Row row) {
    return new QueuedDelivery(
        job.tenant(),
        job.id(),
        job.fence(),
        row.getString("queue"),
        EventKind.of(row.getString("event_kind")),
        row.getUUID("channel_id"),
        seal.address(job.tenant(), row.getBuffer("address").getBytes()),
        row.getBuffer("address_hash").getBytes(),
        row.getString("alert_group_id"),
        row.getString("user_id"),
        row.getString("template_id"),
        row.getString("locale"),
        row.getJsonObject("render_context").getMap(),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getInteger("tries"),
        row.getInteger("open_try"),
        row.getBoolean("cancel_requested"),
        row.getBoolean("possible_repeat"),
        row.getString("held"),
        original(row));
  }

  private static QueuedDelivery.@Nullable Original original(Row row) {
    if (row.getUUID("revises") == null) {
      return null;
    }
    boolean gone = row.getString("o_state") == null;
    return new QueuedDelivery.Original(
        row.getUUID("revises"),
        gone ? "gone" : row.getString("o_state"),
        row.getInteger("o_open") != null,
        false,
        gone ? "" : row.getString("o_message"),
        gone ? "" : row.getString("o_place"),
        gone ? "" : row.getString("o_shown"));
  }

  /** Where earlier messages to this address lie; empty when none was sent. */
  Uni<String> knownPlace(SqlConnection tx, QueuedDelivery delivery) {
    return tx.preparedQuery(
            """
            SELECT provider_place FROM delivery
            WHERE tenant_id = $1 AND channel_id = $2 AND address_hash = $3 AND provider_place <> '' LIMIT 1\
            """)
        .execute(
            Tuple.of(delivery.tenant(), delivery.channelId())
                .addBuffer(Buffer.buffer(delivery.addressHash())))
        .map(rows -> rows.iterator().hasNext() ? rows.iterator().next().getString(0) : "");
  }

  /** Records that an attempt begins, before anything leaves. */
  Uni<Boolean> begin(SqlConnection tx, QueuedDelivery delivery, boolean repeat, Instant now) {
    return change(
            tx,
            "SET tries = tries + 1, open_try = tries + 1, possible_repeat = possible_repeat OR $4,"
                + " held = ''",
            held(delivery).addBoolean(repeat))
        .call(
            mine ->
                !mine
                    ? done()
                    : events.add(
                        tx,
                        delivery.tenant(),
                        delivery.id(),
                        now,
                        repeat ? DeliveryEvents.REPEATED : DeliveryEvents.ATTEMPTED,
                        "attempt " + (delivery.tries() + 1)));
  }

  /** Records that an attempt to revise begins; its outcome never needs looking up. */
  Uni<Boolean> beginRevision(SqlConnection tx, QueuedDelivery delivery) {
    return change(tx, "SET tries = tries + 1, open_try = tries + 1, held = ''", held(delivery));
  }

  Uni<Boolean> sent(
      SqlConnection tx,
      QueuedDelivery delivery,
      ProviderMessage message,
      String kind,
      Instant now) {
    return change(
            tx,
            "SET state = 'sent', finished_at = $4, sent_at = $4, open_try = NULL, last_error ="
                + " NULL, provider_message_id = $5, provider_place = $6, shown_event = $7",
            held(delivery)
                .addOffsetDateTime(at(now))
                .addString(message.id())
                .addString(message.place())
                .addString(delivery.event().code()))
        .call(
            mine ->
                mine ? events.add(tx, delivery.tenant(), delivery.id(), now, kind, "") : done());
  }

  /** Marks the original as showing this event now. */
  Uni<Void> shown(
      SqlConnection tx, QueuedDelivery revision, QueuedDelivery.Original original, Instant now) {
    return tx.preparedQuery("UPDATE delivery SET shown_event = $3 WHERE tenant_id = $1 AND id = $2")
        .execute(Tuple.of(revision.tenant(), original.id(), revision.event().code()))
        .chain(
            rows ->
                events.add(
                    tx,
                    revision.tenant(),
                    original.id(),
                    now,
                    DeliveryEvents.REVISED,
                    revision.event().code()));
  }

  /** Leaves the queue in this state. */
  Uni<Boolean> end(
      SqlConnection tx,
      QueuedDelivery delivery,
      String state,
      String kind,
      String reason,
      Instant now) {
    return change(
            tx,
            "SET state = $4, finished_at = $5, open_try = NULL, last_error = nullif($6, '')",
            held(delivery).addString(state).addOffsetDateTime(at(now)).addString(reason))
        .call(
            mine ->
                mine ? events.add(tx, delivery.tenant(), delivery.id(), now, kind, reason) : done())
        .call(mine -> mine && state.equals("dead") ? FailedPages.note(tx, delivery, now) : done());
  }

  /** Comes back later. With {@code open} the attempt's outcome stays unknown. */
  Uni<Boolean> again(
      SqlConnection tx,
      QueuedDelivery delivery,
      boolean open,
      String kind,
      String reason,
      Duration wait,
      Instant now) {
    String keep = open ? "" : ", open_try = NULL";
    return change(
            tx,
            "SET due_at = $4, last_error = $5" + keep,
            held(delivery).addOffsetDateTime(at(now.plus(wait))).addString(reason))
        .call(
            mine ->
                mine
                    ? events.add(tx, delivery.tenant(), delivery.id(), now, kind, reason)
                    : done());
  }

  /** Comes back later without a word: nothing was tried. */
  Uni<Boolean> defer(SqlConnection tx, QueuedDelivery delivery, Instant due) {
    return change(tx, "SET due_at = $4", held(delivery).addOffsetDateTime(at(due)));
  }

  /** Comes back later, with the reason; one that was told already is not told again. */
  Uni<Boolean> hold(
      SqlConnection tx, QueuedDelivery delivery, Instant due, Hold hold, Instant now) {
    return change(
            tx,
            "SET due_at = $4, held = $5",
            held(delivery).addOffsetDateTime(at(due)).addString(hold.why()))
        .call(
            mine ->
                mine && !hold.why().equals(delivery.held())
                    ? events.add(
                        tx, delivery.tenant(), delivery.id(), now, DeliveryEvents.HELD, hold.why())
                    : done());
  }

  private static Uni<Boolean> change(SqlConnection tx, String set, Tuple values) {
    return tx.preparedQuery("UPDATE delivery " + set + HELD)
        .execute(values)
        .map(rows -> rows.rowCount() == 1);
  }

  private static Tuple held(QueuedDelivery delivery) {
    return Tuple.of(delivery.tenant(), delivery.id(), delivery.fence());
  }

  static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static Uni<Void> done() {
    return Uni.createFrom().voidItem();
  }
}
