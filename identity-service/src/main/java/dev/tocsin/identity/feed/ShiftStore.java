package dev.tocsin.identity.feed;

import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Shifts of imported calendars in the database. Each method works in a transaction that is bound to
 * the tenant.
 */
@Singleton
class ShiftStore {

  /** Names told of a calendar; more would help nobody. */
  private static final int MOST_NAMES = 100;

  /** Those that are not over, by id. */
  Uni<Map<UUID, Shift>> open(SqlConnection tx, UUID feed, Instant now) {
    return tx.preparedQuery(
            """
            select * from identity.calendar_feed_event where feed_id = $1 and end_time > $2
            order by start_time, id
            """)
        .execute(Tuple.of(feed, utc(now)))
        .map(
            rows -> {
              Map<UUID, Shift> shifts = new LinkedHashMap<>();
              rows.forEach(row -> shifts.put(row.getUUID("id"), shift(row)));
              return shifts;
            });
  }

  /** Those that touch the range, by start. */
  Uni<List<Shift>> over(SqlConnection tx, UUID feed, Instant from, Instant until, int most) {
    return tx.preparedQuery(
            """
            select * from identity.calendar_feed_event
            where feed_id = $1 and end_time > $2 and start_time < $3
            order by start_time, id limit $4
            """)
        .execute(Tuple.of(feed, utc(from), utc(until), most))
        .map(
            rows -> {
              List<Shift> shifts = new ArrayList<>();
              rows.forEach(row -> shifts.add(shift(row)));
              return shifts;
            });
  }

  /**
   * How many of each calendar are not over, and which names in them are no user's: none of one
   * whose days are public holidays.
   */
  Uni<Map<UUID, Feed.Outlook>> outlook(SqlConnection tx, List<UUID> feeds, Instant now) {
    return tx.preparedQuery(
            """
            select feed_id, count(*) as events,
              coalesce((select array_agg(n) from (
                select distinct n from identity.calendar_feed_event u, unnest(u.unmapped) n
                where u.feed_id = e.feed_id and u.end_time > $2
                  and not exists (select from identity.holiday_calendar h where h.feed_id = e.feed_id)
                order by n limit $3) names),
                array[]::text[]) as unmapped
            from identity.calendar_feed_event e
            where feed_id = any($1) and end_time > $2
            group by feed_id
            """)
        .execute(Tuple.of(feeds.toArray(UUID[]::new), utc(now), MOST_NAMES))
        .map(
            rows -> {
              Map<UUID, Feed.Outlook> outlooks = new LinkedHashMap<>();
              rows.forEach(
                  row ->
                      outlooks.put(
                          row.getUUID("feed_id"),
                          new Feed.Outlook(
                              row.getInteger("events"),
                              Arrays.asList(row.getArrayOfStrings("unmapped")))));
              return outlooks;
            });
  }

  Uni<Void> apply(SqlConnection tx, UUID tenant, UUID feed, ShiftChanges changes, Instant now) {
    return remove(tx, changes.removed())
        .chain(removed -> end(tx, changes.ended()))
        .chain(ended -> add(tx, tenant, feed, changes.added(), now));
  }

  private static Uni<Void> remove(SqlConnection tx, List<UUID> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.preparedQuery("delete from identity.calendar_feed_event where id = any($1)")
            .execute(Tuple.of(ids.toArray(UUID[]::new)))
            .replaceWithVoid();
  }

  private static Uni<Void> end(SqlConnection tx, Map<UUID, Instant> ends) {
    return ends.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.preparedQuery("update identity.calendar_feed_event set end_time = $2 where id = $1")
            .executeBatch(
                ends.entrySet().stream()
                    .map(end -> Tuple.of(end.getKey(), utc(end.getValue())))
                    .toList())
            .replaceWithVoid();
  }

  private static Uni<Void> add(
      SqlConnection tx, UUID tenant, UUID feed, List<Shift> shifts, Instant now) {
    return shifts.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.preparedQuery(
                """
                insert into identity.calendar_feed_event
                  (tenant_id, id, feed_id, start_time, end_time, summary, user_ids, unmapped)
                values ($1, $2, $3, $4, $5, $6, $7, $8)
                """)
            .executeBatch(
                shifts.stream()
                    .map(
                        shift ->
                            Tuple.from(
                                new Object[] {
                                  tenant,
                                  Ids.next(now),
                                  feed,
                                  utc(shift.start()),
                                  utc(shift.end()),
                                  shift.summary(),
                                  shift.users().toArray(UUID[]::new),
                                  shift.unmapped().toArray(String[]::new)
                                }))
                    .toList())
            .replaceWithVoid();
  }

  /** Everybody who may be meant: those who are active. */
  Uni<List<Directory.Entry>> people(SqlConnection tx) {
    return tx.query("select id, email, name from identity.person where active")
        .execute()
        .map(
            rows -> {
              List<Directory.Entry> people = new ArrayList<>();
              rows.forEach(
                  row ->
                      people.add(
                          new Directory.Entry(
                              row.getUUID("id"), row.getString("email"), row.getString("name"))));
              return people;
            });
  }

  private static Shift shift(Row row) {
    return new Shift(
        row.getOffsetDateTime("start_time").toInstant(),
        row.getOffsetDateTime("end_time").toInstant(),
        row.getString("summary"),
        Arrays.asList(row.getArrayOfUUIDs("user_ids")),
        Arrays.asList(row.getArrayOfStrings("unmapped")));
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
