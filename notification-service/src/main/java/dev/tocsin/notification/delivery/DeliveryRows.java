package dev.tocsin.notification.delivery;

import static dev.tocsin.notification.delivery.DeliveryStore.at;

import dev.tocsin.notification.channel.AddressHash;
import dev.tocsin.notification.channel.ChannelSeal;
import dev.tocsin.notification.delivery.Destinations.Resolved.Taken;
import dev.tocsin.notification.delivery.FirstAttempts.Start;
import dev.tocsin.notification.delivery.Sending.Request;
import dev.tocsin.notification.delivery.WishPlan.Decided;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.queue.Reservation;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Wishes, their deliveries and what is told of these, as rows of one statement. */
@Singleton
class DeliveryRows {

  /**
   * A wish that is there already gets no delivery. A delivery that is claimed from the start has
   * its first attempt recorded.
   */
  private static final String INSERT =
      """
      WITH made AS (
        INSERT INTO wish (tenant_id, idempotency_key, refused, created_at)
        SELECT $1, w.key, w.refused, $2::timestamptz FROM unnest($3::text[], $4::text[]) AS w (key, refused)
        ON CONFLICT DO NOTHING RETURNING idempotency_key),
      queued AS (
        INSERT INTO delivery (tenant_id, id, queue, state, due_at, attempts, fence, tries, open_try, created_at, finished_at,
          idempotency_key, position, event_kind, channel_id, address, address_hash, masked_address, user_id,
          alert_group_id, template_id, render_context, locale, held, lease_until)
        SELECT $1, d.id, d.queue, d.state, d.due_at, d.claims, d.claims, d.claims, nullif(d.claims, 0), $2::timestamptz,
          CASE WHEN d.state = 'pending' THEN NULL ELSE $2::timestamptz END, d.key, d.position, d.event_kind, d.channel_id,
          decode(d.address, 'base64'), decode(d.address_hash, 'base64'), d.masked_address, d.user_id,
          d.alert_group_id, d.template_id, d.render_context::jsonb, d.locale, d.held, CASE WHEN d.claims > 0 THEN d.due_at END
        FROM unnest($5::uuid[], $6::text[], $7::text[], $8::timestamptz[], $9::int[], $10::text[], $11::int[], $12::text[],
          $13::uuid[], $14::text[], $15::text[], $16::text[], $17::text[], $18::text[], $19::text[], $20::text[],
          $21::text[], $22::text[])
          AS d (id, queue, state, due_at, claims, key, position, event_kind, channel_id, address, address_hash,
            masked_address, user_id, alert_group_id, template_id, render_context, locale, held)
        JOIN made ON made.idempotency_key = d.key
        RETURNING id),
      told AS (
        INSERT INTO delivery_event (tenant_id, delivery_id, id, at, kind, detail)
        SELECT $1, e.delivery_id, e.id, $2::timestamptz, e.kind, e.detail
        FROM unnest($23::uuid[], $24::uuid[], $25::text[], $26::text[]) AS e (delivery_id, id, kind, detail)
        JOIN queued ON queued.id = e.delivery_id)
      SELECT idempotency_key FROM made\
      """;

  private static final String IN_VAIN = "The group is resolved";

  private final ChannelSeal seal;
  private final DeliveryEvents told;

  DeliveryRows(ChannelSeal seal, DeliveryEvents told) {
    this.seal = seal;
    this.told = told;
  }

  /**
   * A delivery to be.
   *
   * @param position its place in the wish, from 1
   * @param context JSON
   * @param values the same, as it is read back
   * @param inVain it is cancelled from the start
   */
  record NewRow(
      UUID id,
      int position,
      Request request,
      Taken taken,
      String context,
      Map<String, Object> values,
      boolean inVain,
      Start start) {

    /** Does its first attempt begin with the commit? */
    boolean begins() {
      return start instanceof Start.Now;
    }

    private String state() {
      return inVain ? "cancelled" : "pending";
    }

    private int claims() {
      return begins() ? Reservation.FIRST : 0;
    }

    private String held() {
      return start instanceof Start.Later later ? later.why() : "";
    }

    private Instant due() {
      return switch (start) {
        case Start.Now now -> now.until();
        case Start.Later later -> later.due();
      };
    }

    /** As somebody sees it who looks now. */
    DeliveryView view(Instant now) {
      return new DeliveryView(
          id,
          taken.channel().kind(),
          request.event().code(),
          taken.channel().id(),
          taken.delivery().maskedAddress(),
          taken.delivery().userId(),
          request.group(),
          state(),
          claims(),
          due(),
          now,
          null,
          "",
          false,
          "",
          "",
          null,
          taken.delivery().locale(),
          held());
    }

    /** As the worker gets it that makes its first attempt. */
    QueuedDelivery delivery(UUID tenant, Instant now) {
      return new QueuedDelivery(
          tenant,
          id,
          claims(),
          taken.channel().kind(),
          request.event(),
          taken.channel().id(),
          taken.delivery().address(),
          AddressHash.of(tenant, taken.delivery().address()),
          request.group(),
          taken.delivery().userId(),
          request.templateId(),
          taken.delivery().locale(),
          values,
          now,
          0,
          null,
          false,
          false,
          "",
          null);
    }
  }

  private record Event(UUID delivery, UUID id, String kind, String detail) {}

  /** Inserts wishes with their rows; gives the keys of those that were not there yet. */
  Uni<Set<String>> insert(
      SqlConnection tx, UUID tenant, List<Decided.Fresh> wishes, List<NewRow> rows, Instant now) {
    if (wishes.isEmpty()) {
      return Uni.createFrom().item(Set.of());
    }
    told.touch(tenant);
    // In one order everywhere, so that two transactions with keys in common cannot wait in a ring.
    List<Decided.Fresh> sorted =
        wishes.stream()
            .sorted(Comparator.comparing(wish -> wish.request().idempotencyKey()))
            .toList();
    List<Event> events = rows.stream().flatMap(row -> events(row, now).stream()).toList();
    Object[] values = {
      tenant,
      at(now),
      texts(sorted, wish -> wish.request().idempotencyKey()),
      texts(sorted, wish -> refused(wish.refused())),
      ids(rows, NewRow::id),
      texts(rows, row -> row.taken().channel().kind()),
      texts(rows, NewRow::state),
      rows.stream().map(row -> at(row.due())).toArray(OffsetDateTime[]::new),
      rows.stream().map(NewRow::claims).toArray(Integer[]::new),
      texts(rows, row -> row.request().idempotencyKey()),
      rows.stream().map(NewRow::position).toArray(Integer[]::new),
      texts(rows, row -> row.request().event().code()),
      ids(rows, row -> row.taken().channel().id()),
      texts(rows, row -> base64(seal.address(tenant, row.taken().delivery().address()))),
      texts(rows, row -> base64(AddressHash.of(tenant, row.taken().delivery().address()))),
      texts(rows, row -> row.taken().delivery().maskedAddress()),
      texts(rows, row -> row.taken().delivery().userId()),
      texts(rows, row -> row.request().group()),
      texts(rows, row -> row.request().templateId()),
      texts(rows, NewRow::context),
      texts(rows, row -> row.taken().delivery().locale()),
      texts(rows, NewRow::held),
      ids(events, Event::delivery),
      ids(events, Event::id),
      texts(events, Event::kind),
      texts(events, Event::detail)
    };
    return tx.preparedQuery(INSERT)
        .execute(Tuple.from(values))
        .map(
            made -> {
              Set<String> keys = new HashSet<>();
              for (Row row : made) {
                keys.add(row.getString(0));
              }
              return keys;
            });
  }

  private static List<Event> events(NewRow row, Instant now) {
    List<Event> events = new ArrayList<>(2);
    events.add(new Event(row.id(), Ids.next(now), DeliveryEvents.QUEUED, ""));
    if (row.inVain()) {
      events.add(new Event(row.id(), Ids.next(now), DeliveryEvents.CANCELLED, IN_VAIN));
    } else if (row.begins()) {
      events.add(new Event(row.id(), Ids.next(now), DeliveryEvents.ATTEMPTED, "attempt 1"));
    } else if (!row.held().isEmpty()) {
      events.add(new Event(row.id(), Ids.next(now), DeliveryEvents.HELD, row.held()));
    }
    return events;
  }

  private static String refused(Map<Integer, String> refused) {
    JsonObject json = new JsonObject();
    refused.forEach((position, reason) -> json.put(position.toString(), reason));
    return json.encode();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static <T> UUID[] ids(List<T> rows, Function<T, UUID> id) {
    return rows.stream().map(id).toArray(UUID[]::new);
  }

  private static <T> String[] texts(List<T> rows, Function<T, String> text) {
    return rows.stream().map(text).toArray(String[]::new);
  }
}
