package dev.tocsin.notification.receipt;

import dev.tocsin.notification.channel.AddressFault;
import dev.tocsin.notification.channel.Received;
import dev.tocsin.notification.live.LiveUpdates;
import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Records what a provider says became of a message. Reports may come in any order and twice: a
 * receipt never falls behind a later one. A report on an attempt whose outcome is not known yet
 * tells that it was taken; a failed one makes the delivery dead, with the provider's reason.
 */
@Singleton
public class Receipts {

  private static final String RANKS =
      "ARRAY['queued', 'sent', 'delivered', 'undelivered', 'failed']";

  private final BlockedAddresses blocked;
  private final LiveUpdates live;

  Receipts(BlockedAddresses blocked, LiveUpdates live) {
    this.blocked = blocked;
    this.live = live;
  }

  /** Answers whether it said something new of a delivery of this channel. */
  public Uni<Boolean> record(
      SqlConnection tx, UUID tenant, UUID channel, Received.Report report, Instant now) {
    OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
    return tx.preparedQuery(
            """
            UPDATE delivery SET receipt = $4::text, receipt_at = $6::timestamptz,
              provider_message_id = $5::text, open_try = NULL,
              sent_at = coalesce(sent_at, $6::timestamptz),
              finished_at = coalesce(finished_at, $6::timestamptz),
              shown_event = CASE WHEN shown_event = '' THEN event_kind ELSE shown_event END,
              last_error = CASE WHEN $7::boolean THEN $8::text ELSE NULL END,
              state = CASE WHEN $7::boolean THEN 'dead' ELSE 'sent' END
            WHERE tenant_id = $1 AND id = $2 AND channel_id = $3
              AND (state = 'sent' OR state = 'pending' AND open_try IS NOT NULL)
              AND (provider_message_id = '' OR provider_message_id = $5::text)
              AND coalesce(array_position(%1$s, receipt), 0) < array_position(%1$s, $4::text)
            RETURNING address_hash\
            """
                .formatted(RANKS))
        .execute(
            Tuple.of(tenant, report.delivery(), channel, report.receipt().code())
                .addString(report.messageId())
                .addOffsetDateTime(at)
                .addBoolean(report.receipt().isFailure())
                .addString(report.reason()))
        .chain(
            rows ->
                rows.rowCount() == 0
                    ? Uni.createFrom().item(false)
                    : tell(tx, tenant, channel, report, rows.iterator().next(), now)
                        .replaceWith(true));
  }

  private Uni<Void> tell(
      SqlConnection tx, UUID tenant, UUID channel, Received.Report report, Row row, Instant now) {
    live.touch(tenant);
    String kind = report.receipt().isFailure() ? "undelivered" : "receipt";
    Uni<Void> event =
        tx.preparedQuery(
                "INSERT INTO delivery_event (tenant_id, delivery_id, id, at, kind, detail) VALUES"
                    + " ($1, $2, $3, $4, $5, $6)")
            .execute(
                Tuple.of(tenant, report.delivery(), Ids.next(now))
                    .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
                    .addString(kind)
                    .addString(
                        report.reason().isEmpty() ? report.receipt().code() : report.reason()))
            .replaceWithVoid();
    return report.fault() == AddressFault.NONE
        ? event
        : event.chain(
            () ->
                blocked.block(
                    tx,
                    tenant,
                    channel,
                    row.getBuffer("address_hash").getBytes(),
                    report.fault(),
                    report.reason(),
                    now));
  }
}
