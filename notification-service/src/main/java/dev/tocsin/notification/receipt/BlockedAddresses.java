package dev.tocsin.notification.receipt;

import dev.tocsin.notification.channel.AddressFault;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that a configured channel's provider refused for good. Who opted out stays out until
 * they ask to come back; everything else lapses after a month, should the provider have erred.
 * Whose owner has shown that an address works is kept too, until a provider refuses it again.
 */
@Singleton
public class BlockedAddresses {

  private static final Duration LAPSE = Duration.ofDays(30);
  private static final Duration PROVEN_FOR = Duration.ofDays(365);

  /** In place of a fault: no block, but the owner's word that it works. */
  private static final String PROVEN = "proven";

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
              SET fault = excluded.fault, reason = excluded.reason, until = excluded.until,
                since = CASE WHEN blocked_address.fault = 'proven' THEN excluded.since ELSE blocked_address.since END\
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

  /**
   * Forgets what providers said of an address, on all channels of a kind, and keeps that it works.
   * Who opted out stays out.
   */
  public Uni<Void> lift(
      SqlConnection tx, UUID tenant, String kind, byte[] addressHash, Instant now) {
    return tx.preparedQuery(
            """
            INSERT INTO blocked_address (tenant_id, channel_id, address_hash, fault, reason, since, until)
            SELECT $1, c.id, $3, $5, '', $6, $7 FROM channel c WHERE c.tenant_id = $1 AND c.kind = $2
            ON CONFLICT (tenant_id, channel_id, address_hash) DO UPDATE
              SET fault = excluded.fault, reason = '', since = excluded.since, until = excluded.until
              WHERE blocked_address.fault <> $4\
            """)
        .execute(
            Tuple.of(
                    tenant, kind, Buffer.buffer(addressHash), AddressFault.OPTED_OUT.code(), PROVEN)
                .addOffsetDateTime(at(now))
                .addOffsetDateTime(at(now.plus(PROVEN_FOR))))
        .replaceWithVoid();
  }

  /** Whether the owner of an address has shown that it works, and no provider refused it since. */
  public Uni<Boolean> isProven(
      SqlConnection tx, UUID tenant, UUID channel, byte[] addressHash, Instant now) {
    return tx.preparedQuery(
            """
            SELECT 1 FROM blocked_address
            WHERE tenant_id = $1 AND channel_id = $2 AND address_hash = $3 AND fault = $4 AND until > $5\
            """)
        .execute(
            Tuple.of(tenant, channel, Buffer.buffer(addressHash), PROVEN)
                .addOffsetDateTime(at(now)))
        .map(rows -> rows.rowCount() > 0);
  }

  /**
   * Why an address is blocked.
   *
   * @param reason the provider's, and since when
   * @param optedOut whether its owner wants it so
   */
  public record Why(String reason, boolean optedOut) {}

  /** Why addresses of the tenant are blocked now, by {@link #key}. */
  public Uni<Map<String, Why>> all(SqlConnection tx, UUID tenant, byte[][] hashes, Instant now) {
    return tx.preparedQuery(
            """
            SELECT channel_id, address_hash, fault, reason, since FROM blocked_address
            WHERE tenant_id = $1 AND address_hash IN (SELECT decode(h, 'hex') FROM unnest($2::text[]) h)
              AND (until IS NULL OR until > $3) AND fault <> 'proven'\
            """)
        .execute(Tuple.of(tenant).addArrayOfString(hex(hashes)).addOffsetDateTime(at(now)))
        .map(
            rows -> {
              Map<String, Why> blocked = new HashMap<>();
              rows.forEach(
                  row ->
                      blocked.put(
                          key(row.getUUID("channel_id"), row.getBuffer("address_hash").getBytes()),
                          new Why(
                              row.getString("reason")
                                  + " (since "
                                  + row.getOffsetDateTime("since").toLocalDate()
                                  + ")",
                              row.getString("fault").equals(AddressFault.OPTED_OUT.code()))));
              return blocked;
            });
  }

  /**
   * A block in force.
   *
   * @param fault {@link AddressFault#code}
   * @param until when it lapses; null: when the owner of the address asks for messages
   */
  public record Block(
      UUID channel,
      byte[] addressHash,
      String fault,
      String reason,
      Instant since,
      @Nullable Instant until) {}

  /** The blocks of these addresses now, by any channel of the kinds that still exists. */
  public Uni<List<Block>> of(SqlConnection tx, UUID tenant, byte[][] hashes, Instant now) {
    return tx.preparedQuery(
            """
            SELECT b.channel_id, b.address_hash, b.fault, b.reason, b.since, b.until
            FROM blocked_address b JOIN channel c ON c.tenant_id = b.tenant_id AND c.id = b.channel_id
            WHERE b.tenant_id = $1 AND b.address_hash IN (SELECT decode(h, 'hex') FROM unnest($2::text[]) h)
              AND (b.until IS NULL OR b.until > $3) AND b.fault <> 'proven'
            ORDER BY b.since, b.channel_id\
            """)
        .execute(Tuple.of(tenant).addArrayOfString(hex(hashes)).addOffsetDateTime(at(now)))
        .map(
            rows -> {
              List<Block> blocks = new ArrayList<>();
              for (Row row : rows) {
                OffsetDateTime until = row.getOffsetDateTime("until");
                blocks.add(
                    new Block(
                        row.getUUID("channel_id"),
                        row.getBuffer("address_hash").getBytes(),
                        row.getString("fault"),
                        row.getString("reason"),
                        row.getOffsetDateTime("since").toInstant(),
                        until == null ? null : until.toInstant()));
              }
              return blocks;
            });
  }

  private static String[] hex(byte[][] hashes) {
    String[] hex = new String[hashes.length];
    for (int i = 0; i < hashes.length; i++) {
      hex[i] = HexFormat.of().formatHex(hashes[i]);
    }
    return hex;
  }

  /** Names an address of a channel. */
  public static String key(UUID channel, byte[] addressHash) {
    return channel + " " + HexFormat.of().formatHex(addressHash);
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
