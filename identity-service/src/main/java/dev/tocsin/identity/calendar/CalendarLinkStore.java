package dev.tocsin.identity.calendar;

import dev.tocsin.identity.calendar.CalendarLink.Found;
import dev.tocsin.identity.calendar.CalendarLink.Shows;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Secret addresses in the database. */
@Singleton
class CalendarLinkStore {

  /** Where a page goes on: after the link with this time and id. */
  record Place(Instant createTime, UUID id) {}

  private final Database database;

  CalendarLinkStore(@ServiceDatabase("identity") Database database) {
    this.database = database;
  }

  /** The link with a secret of this hash, if it works. */
  Uni<Optional<Found>> find(byte[] hash) {
    return database.inInstallation(
        tx ->
            tx.preparedQuery("select * from identity.calendar_link_of($1)")
                .execute(Tuple.of(Buffer.buffer(hash)))
                .map(
                    rows -> {
                      if (rows.size() == 0) {
                        return Optional.empty();
                      }
                      Row row = rows.iterator().next();
                      return Optional.of(
                          new Found(row.getUUID("tenant_id"), row.getUUID("id"), shows(row)));
                    }));
  }

  /** Notes that it was read; within a minute once. */
  Uni<Void> used(Found link, Instant now) {
    return database.inTenant(
        link.tenant(),
        tx ->
            tx.preparedQuery(
                    """
                    update identity.calendar_link set last_used_time = $2::timestamptz
                    where id = $1
                      and (last_used_time is null or last_used_time
                          < $2::timestamptz - interval '1 minute')
                    """)
                .execute(Tuple.of(link.id(), utc(now)))
                .replaceWithVoid());
  }

  Uni<Void> add(SqlConnection tx, UUID tenant, CalendarLink link, byte[] hash) {
    return tx.preparedQuery(
            """
            insert into identity.calendar_link (tenant_id, id, schedule_id, user_id, owner_id,
              label, masked_secret, hash, create_time)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """)
        .execute(
            Tuple.from(
                new Object[] {
                  tenant,
                  link.id(),
                  link.shows() instanceof Shows.ScheduleShifts s ? s.schedule() : null,
                  link.shows() instanceof Shows.PersonShifts p ? p.person() : null,
                  link.owner().orElse(null),
                  link.label(),
                  link.maskedSecret(),
                  Buffer.buffer(hash),
                  utc(link.createTime())
                }))
        .replaceWithVoid();
  }

  /** How many of this person work. */
  Uni<Integer> count(SqlConnection tx, UUID owner) {
    return tx.preparedQuery(
            """
            select count(*) from identity.calendar_link
            where owner_id = $1 and revoke_time is null
            """)
        .execute(Tuple.of(owner))
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  /** Whether there is a row of this table with this id in the tenant. */
  Uni<Boolean> exists(SqlConnection tx, Shows shows) {
    return switch (shows) {
      case Shows.ScheduleShifts s ->
          exists(tx, "select 1 from identity.schedule where id = $1", s.schedule());
      case Shows.PersonShifts p ->
          exists(tx, "select 1 from identity.person where id = $1", p.person());
    };
  }

  private static Uni<Boolean> exists(SqlConnection tx, String query, UUID id) {
    return tx.preparedQuery(query).execute(Tuple.of(id)).map(rows -> rows.size() > 0);
  }

  /**
   * Those that work, newest first.
   *
   * @param owner only this person's; empty for everybody's
   */
  Uni<List<CalendarLink>> list(UUID tenant, Optional<UUID> owner, Optional<Place> after, int most) {
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    """
                    select * from identity.calendar_link
                    where revoke_time is null
                      and ($1::uuid is null or owner_id = $1::uuid)
                      and ($2::timestamptz is null or (create_time, id) < ($2::timestamptz, $3::uuid))
                    order by create_time desc, id desc
                    limit $4
                    """)
                .execute(
                    Tuple.from(
                        new Object[] {
                          owner.orElse(null),
                          after.map(place -> utc(place.createTime())).orElse(null),
                          after.map(Place::id).orElse(null),
                          most
                        }))
                .map(
                    rows -> {
                      List<CalendarLink> links = new ArrayList<>();
                      rows.forEach(row -> links.add(link(row)));
                      return links;
                    }));
  }

  /**
   * Revokes one.
   *
   * @param owner only if it is this person's; empty for anybody's
   * @return false when there is none
   */
  Uni<Boolean> revoke(SqlConnection tx, UUID id, Optional<UUID> owner, Instant now) {
    return tx.preparedQuery(
            """
            update identity.calendar_link set revoke_time = $3
            where id = $1 and revoke_time is null and ($2::uuid is null or owner_id = $2::uuid)
            """)
        .execute(Tuple.from(new Object[] {id, owner.orElse(null), utc(now)}))
        .map(rows -> rows.rowCount() > 0);
  }

  private static CalendarLink link(Row row) {
    @Nullable OffsetDateTime used = row.getOffsetDateTime("last_used_time");
    return new CalendarLink(
        row.getUUID("id"),
        shows(row),
        Optional.ofNullable(row.getUUID("owner_id")),
        row.getString("label"),
        row.getString("masked_secret"),
        row.getOffsetDateTime("create_time").toInstant(),
        Optional.ofNullable(used).map(OffsetDateTime::toInstant));
  }

  private static Shows shows(Row row) {
    @Nullable UUID schedule = row.getUUID("schedule_id");
    return schedule == null
        ? new Shows.PersonShifts(row.getUUID("user_id"))
        : new Shows.ScheduleShifts(schedule);
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
