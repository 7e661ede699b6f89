package dev.tocsin.notification.receipt;

import dev.tocsin.notification.channel.AddressFault;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that a configured channel's provider refused for good. Who opted out stays out until
 * they ask to come back; everything else lapses after a month, should the provider have erred.
 */
@ApplicationScoped
public class BlockedAddresses {

  private static final Duration LAPSE = Duration.ofDays(30);

  /** Remembers a refusal; {@code reason} is shown where the next message is refused. */
  public Uni<Void> block(
      SqlConnection tx,
      UUID tenant,
      UUID channel,
      byte[] addressHash,
      AddressFault fault,
      String reason,
      Instant now) {
    @Nullable OffsetDateTime until = fault == AddressFault.OPTED_OUT ? null : at(now.plus(LAPSE));
    return tx.preparedQuery(
            """
            INSERT INTO blocked_address (tenant_id, channel_id, address_hash, fault, reason, since, until)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (tenant_id, channel_id, address_hash) DO UPDATE
              SET fault = excluded.fault, reason = excluded.reason, until = excluded.until\
            """)
        .execute(
            Tuple.of(tenant, channel, Buffer.buffer(addressHash), fault.code(), reason)
                .addOffsetDateTime(at(now))
                .addOffsetDateTime(until))
        .replaceWithVoid();
  }

  /** Forgets it: the owner of the address wants messages again. */
  public Uni<Void> unblock(SqlConnection tx, UUID tenant, UUID channel, byte[] addressHash) {
    return tx.preparedQuery(
            "DELETE FROM blocked_address WHERE tenant_id = $1 AND channel_id = $2 AND address_hash"
                + " = $3")
        .execute(Tuple.of(tenant, channel, Buffer.buffer(addressHash)))
        .replaceWithVoid();
  }

  /** Why addresses of the tenant are blocked now, by {@link #key}. */
  public Uni<Map<String, String>> all(SqlConnection tx, UUID tenant, byte[][] hashes, Instant now) {
    String[] wanted = new String[hashes.length];
    for (int i = 0; i < hashes.length; i++) {
      wanted[i] = HexFormat.of().formatHex(hashes[i]);
    }
    return tx.preparedQuery(
            """
            SELECT channel_id, address_hash, reason, since FROM blocked_address
            WHERE tenant_id = $1 AND address_hash IN (SELECT decode(h, 'hex') FROM unnest($2::text[]) h)
              AND (until IS NULL OR until > $3)\
            """)
        .execute(Tuple.of(tenant).addArrayOfString(wanted).addOffsetDateTime(at(now)))
        .map(
            rows -> {
              Map<String, String> blocked = new HashMap<>();
              rows.forEach(
                  row ->
                      blocked.put(
                          key(row.getUUID("channel_id"), row.getBuffer("address_hash").getBytes()),
                          row.getString("reason")
                              + " (since "
                              + row.getOffsetDateTime("since").toLocalDate()
                              + ")"));
              return blocked;
            });
  }

  /** Names an address of a channel. */
  public static String key(UUID channel, byte[] addressHash) {
    return channel + " " + HexFormat.of().formatHex(addressHash);
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
