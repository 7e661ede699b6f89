package dev.tocsin.identity.feed;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Whole days of imported calendars in the database. Each method works in a transaction that is
 * bound to the tenant.
 */
@Singleton
class DayStore {

  /** Past days are kept for reports; none reaches back so far. */
  private static final int YEARS_KEPT = 5;

  /** Writes what is to come anew; what is past stays, and what is still told of it is added. */
  Uni<Void> write(SqlConnection tx, UUID tenant, UUID feed, WholeDays days, Instant now) {
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    LocalDate[] dates = days.names().keySet().toArray(LocalDate[]::new);
    String[] names = days.names().values().toArray(String[]::new);
    return tx.preparedQuery(
            """
            delete from identity.calendar_feed_day
            where feed_id = $1 and (day < $3 or day >= $2 and day <> all($4))
            """)
        .execute(Tuple.of(feed, today, today.minusYears(YEARS_KEPT), dates))
        .chain(
            deleted ->
                tx.preparedQuery(
                        """
                        insert into identity.calendar_feed_day as d (tenant_id, feed_id, day, name)
                        select $1, $2, t.day, t.name from unnest($3::date[], $4::text[]) t (day, name)
                        on conflict (tenant_id, feed_id, day) do update set name = excluded.name
                        where d.name <> excluded.name
                        """)
                    .execute(Tuple.of(tenant, feed, dates, names)))
        .chain(
            written ->
                tx.preparedQuery(
                        """
                        update identity.calendar_feed set timed_events = $2
                        where id = $1 and timed_events <> $2
                        """)
                    .execute(Tuple.of(feed, days.timedEvents())))
        .replaceWithVoid();
  }
}
