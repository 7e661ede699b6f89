package dev.tocsin.notification.reply;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
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
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * The codes of pages, small numbers that count for one receiver of one channel alone. A page keeps
 * its code through every repetition; a code is given out again a day later at the earliest, and not
 * within a week while its alerts are open.
 */
@Singleton
public class ReplyCodes {

  private static final Duration REST = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final int HIGHEST = 9999;
  private static final int MOST_OPEN = 50;

  /**
   * A page that somebody can answer.
   *
   * @param user who was paged; empty when that is not a person
   * @param acknowledged has somebody answered since the group was paged last?
   */
  public record OpenPage(int code, String group, String user, String title, boolean acknowledged) {}

  private final Database db;

  ReplyCodes(@ServiceDatabase("notification") Database db) {
    this.db = db;
  }

  /** The code of a group's pages to this address, the same each time. */
  public Uni<Integer> issue(
      UUID tenant,
      UUID channel,
      byte[] addressHash,
      String group,
      String user,
      UUID delivery,
      Instant now) {
    Buffer address = Buffer.buffer(addressHash);
    return db.inTenantByKeys(
        tenant,
        tx ->
            tx.preparedQuery("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
                .execute(
                    Tuple.of(
                        "reply codes " + channel + " " + HexFormat.of().formatHex(addressHash)))
                .chain(() -> known(tx, tenant, channel, address, group, delivery, now))
                .chain(
                    code ->
                        code > 0
                            ? Uni.createFrom().item(code)
                            : fresh(tx, tenant, channel, address, group, user, delivery, now)));
  }

  private static Uni<Integer> known(
      SqlConnection tx,
      UUID tenant,
      UUID channel,
      Buffer address,
      String group,
      UUID delivery,
      Instant now) {
    return tx.preparedQuery(
            """
            UPDATE reply_code SET issued_at = $5, delivery_id = $6
            WHERE tenant_id = $1 AND channel_id = $2 AND address_hash = $3 AND alert_group_id = $4
            RETURNING code\
            """)
        .execute(
            Tuple.of(tenant, channel, address, group).addOffsetDateTime(at(now)).addUUID(delivery))
        .map(rows -> rows.iterator().hasNext() ? rows.iterator().next().getInteger(0) : 0);
  }

  private static Uni<Integer> fresh(
      SqlConnection tx,
      UUID tenant,
      UUID channel,
      Buffer address,
      String group,
      String user,
      UUID delivery,
      Instant now) {
    return tx.preparedQuery(
            """
            INSERT INTO reply_code (tenant_id, channel_id, address_hash, code, alert_group_id, user_id, delivery_id, issued_at)
            SELECT $1::uuid, $2::uuid, $3::bytea, CASE WHEN free > %d THEN 1 ELSE free END, $4::text, $5::text, $6::uuid,
              $7::timestamptz
            FROM (
              SELECT coalesce(min(n) FILTER (WHERE code > n), count(*) + 1)::int AS free
              FROM (
                SELECT r.code, row_number() OVER (ORDER BY r.code) AS n FROM reply_code r
                WHERE r.tenant_id = $1 AND r.channel_id = $2 AND r.address_hash = $3
                  AND (r.issued_at > $8::timestamptz OR r.issued_at > $9::timestamptz AND NOT EXISTS (
                    SELECT 1 FROM group_state g
                    WHERE g.tenant_id = $1 AND g.alert_group_id = r.alert_group_id AND g.event_kind = 'resolved'))
              ) taken
            ) codes
            ON CONFLICT (tenant_id, channel_id, address_hash, code) DO UPDATE
              SET alert_group_id = excluded.alert_group_id, user_id = excluded.user_id,
                delivery_id = excluded.delivery_id, issued_at = excluded.issued_at
            RETURNING code\
            """
                .formatted(HIGHEST))
        .execute(
            Tuple.of(tenant, channel, address, group, user, delivery)
                .addOffsetDateTime(at(now))
                .addOffsetDateTime(at(now.minus(REST)))
                .addOffsetDateTime(at(now.minus(LONGEST))))
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  /** The pages of this address that are not resolved, newest first. */
  public Uni<List<OpenPage>> open(
      SqlConnection tx, UUID tenant, UUID channel, byte[] addressHash, Instant now) {
    return pages(
        tx, tenant, channel, addressHash, now, "AND coalesce(g.event_kind, '') <> 'resolved'");
  }

  /** The page of this code, open or not; empty when this address has none. */
  public Uni<List<OpenPage>> named(
      SqlConnection tx, UUID tenant, UUID channel, byte[] addressHash, int code, Instant now) {
    return pages(tx, tenant, channel, addressHash, now, "AND r.code = " + code);
  }

  private static Uni<List<OpenPage>> pages(
      SqlConnection tx, UUID tenant, UUID channel, byte[] addressHash, Instant now, String which) {
    return tx.preparedQuery(
            """
            SELECT r.code, r.alert_group_id, r.user_id,
              coalesce(g.event_kind = 'acknowledged'
                AND coalesce(d.created_at, r.issued_at) < g.acknowledged_before, false) AS acknowledged,
              coalesce(d.render_context #>> '{alert,title}', '') AS title
            FROM reply_code r
            LEFT JOIN group_state g ON g.tenant_id = r.tenant_id AND g.alert_group_id = r.alert_group_id
            LEFT JOIN delivery d ON d.tenant_id = r.tenant_id AND d.id = r.delivery_id
            WHERE r.tenant_id = $1 AND r.channel_id = $2 AND r.address_hash = $3 AND r.issued_at > $4 %s
            ORDER BY r.issued_at DESC LIMIT %d\
            """
                .formatted(which, MOST_OPEN))
        .execute(
            Tuple.of(tenant, channel, Buffer.buffer(addressHash))
                .addOffsetDateTime(at(now.minus(LONGEST))))
        .map(
            rows -> {
              List<OpenPage> pages = new ArrayList<>();
              rows.forEach(row -> pages.add(page(row)));
              return pages;
            });
  }

  private static OpenPage page(Row row) {
    return new OpenPage(
        row.getInteger("code"),
        row.getString("alert_group_id"),
        row.getString("user_id"),
        row.getString("title"),
        row.getBoolean("acknowledged"));
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
