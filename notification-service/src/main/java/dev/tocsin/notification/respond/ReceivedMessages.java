package dev.tocsin.notification.respond;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** Which messages of providers were taken, so that one that is sent twice is taken once. */
final class ReceivedMessages {

  private static final Duration KEPT = Duration.ofDays(30);

  private ReceivedMessages() {}

  /** Keeps it in mind; whether it is the first time. */
  static Uni<Boolean> isNew(
      SqlConnection tx, UUID tenant, UUID channel, String message, Instant now) {
    return tx.preparedQuery(
            "DELETE FROM received_message WHERE tenant_id = $1 AND received_at < $2")
        .execute(Tuple.of(tenant, now.minus(KEPT).atOffset(ZoneOffset.UTC)))
        .chain(
            () ->
                tx.preparedQuery(
                        "INSERT INTO received_message (tenant_id, channel_id, message_id,"
                            + " received_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING")
                    .execute(Tuple.of(tenant, channel, message, now.atOffset(ZoneOffset.UTC))))
        .map(rows -> rows.rowCount() == 1);
  }

  /** Whether it was kept in mind. */
  static Uni<Boolean> isKnown(SqlConnection tx, UUID tenant, UUID channel, String message) {
    return tx.preparedQuery(
            "SELECT 1 FROM received_message WHERE tenant_id = $1 AND channel_id = $2 AND"
                + " message_id = $3")
        .execute(Tuple.of(tenant, channel, message))
        .map(rows -> rows.rowCount() > 0);
  }
}
