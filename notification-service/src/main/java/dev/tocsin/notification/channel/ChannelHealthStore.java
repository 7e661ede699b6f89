package dev.tocsin.notification.channel;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How channels do, for those who look: written when it changes, by whichever replica sees it. What
 * holds messages back is each replica's own count, never this.
 */
@Singleton
public class ChannelHealthStore {

  /** An attempt failed. */
  public Uni<Void> failed(
      SqlConnection tx, UUID tenant, UUID channel, ChannelHealth health, Instant now) {
    return tx.preparedQuery(
            """
            INSERT INTO channel_health (tenant_id, channel_id, failures, open_until, reason, last_error, last_error_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (tenant_id, channel_id) DO UPDATE SET failures = excluded.failures,
              open_until = excluded.open_until, reason = excluded.reason, last_error = excluded.last_error,
              last_error_at = excluded.last_error_at\
            """)
        .execute(
            Tuple.of(tenant, channel, health.failures())
                .addOffsetDateTime(at(health.openUntil()))
                .addString(health.reason())
                .addString(health.lastError())
                .addOffsetDateTime(at(now)))
        .replaceWithVoid();
  }

  /** An attempt succeeded; what went wrong before stays known. */
  public Uni<Void> works(SqlConnection tx, UUID tenant, UUID channel) {
    return tx.preparedQuery(
            "UPDATE channel_health SET failures = 0, open_until = NULL, reason = '' WHERE tenant_id"
                + " = $1 AND channel_id = $2 AND (failures > 0 OR open_until IS NOT NULL)")
        .execute(Tuple.of(tenant, channel))
        .replaceWithVoid();
  }

  /** How these do; those that never failed are not in it. */
  Uni<Map<UUID, ChannelHealth>> of(SqlConnection tx, UUID tenant, List<UUID> channels) {
    return tx.preparedQuery(
            "SELECT channel_id, failures, open_until, reason, last_error, last_error_at FROM"
                + " channel_health WHERE tenant_id = $1 AND channel_id = ANY ($2::uuid[])")
        .execute(Tuple.of(tenant).addArrayOfUUID(channels.toArray(UUID[]::new)))
        .map(
            rows -> {
              Map<UUID, ChannelHealth> found = new HashMap<>();
              rows.forEach(row -> found.put(row.getUUID("channel_id"), read(row)));
              return found;
            });
  }

  /** The channel is gone. */
  Uni<Void> forget(SqlConnection tx, UUID tenant, UUID channel) {
    return tx.preparedQuery("DELETE FROM channel_health WHERE tenant_id = $1 AND channel_id = $2")
        .execute(Tuple.of(tenant, channel))
        .replaceWithVoid();
  }

  private static ChannelHealth read(Row row) {
    return new ChannelHealth(
        row.getInteger("failures"),
        instant(row.getOffsetDateTime("open_until")),
        row.getString("reason"),
        row.getString("last_error"),
        Objects.requireNonNull(row.getOffsetDateTime("last_error_at")).toInstant());
  }

  private static @Nullable OffsetDateTime at(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
