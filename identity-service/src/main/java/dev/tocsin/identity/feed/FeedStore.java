package dev.tocsin.identity.feed;

import dev.tocsin.identity.Duplicates;
import dev.tocsin.identity.feed.Feed.Origin;
import dev.tocsin.identity.feed.Feed.Report;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.page.NamedEntities;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Imported calendars in the database. Each method works in a transaction bound to the tenant. */
@Singleton
class FeedStore {

  static final String TABLE = "calendar_feed";
  static final String QUEUE = "fetch";

  Uni<Void> add(SqlConnection tx, Feed feed, Instant due) {
    return tx.preparedQuery(
            """
            insert into identity.calendar_feed (tenant_id, id, name, sealed_url, shown_url, time_zone,
              refresh_seconds, content, create_time, update_time, queue, due_at, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11, $9)
            """)
        .execute(
            Tuple.from(
                new Object[] {
                  feed.tenant(),
                  feed.id(),
                  feed.name(),
                  bytes(feed.sealedUrl()),
                  feed.shownUrl(),
                  feed.timeZone(),
                  (int) feed.refresh().toSeconds(),
                  feed.content().orElse(null),
                  utc(feed.createTime()),
                  QUEUE,
                  utc(due)
                }))
        .plug(taken(feed))
        .replaceWithVoid();
  }

  /** Writes settings; an address or a text that is another one is fetched anew. */
  Uni<Void> change(SqlConnection tx, Feed feed, Instant now) {
    return tx.preparedQuery(
            """
            update identity.calendar_feed set name = $2, sealed_url = $3, shown_url = $4,
              time_zone = $5, refresh_seconds = $6, content = $7, etag = $8, last_modified = $9,
              update_time = $10
            where id = $1
            """)
        .execute(
            Tuple.from(
                new Object[] {
                  feed.id(),
                  feed.name(),
                  bytes(feed.sealedUrl()),
                  feed.shownUrl(),
                  feed.timeZone(),
                  (int) feed.refresh().toSeconds(),
                  feed.content().orElse(null),
                  feed.origin().etag(),
                  feed.origin().lastModified(),
                  utc(now)
                }))
        .plug(taken(feed))
        .replaceWithVoid();
  }

  private static <T> java.util.function.Function<Uni<T>, Uni<T>> taken(Feed feed) {
    return Duplicates.of(
        "calendar_feed_name", "there is another imported calendar '" + feed.name() + "'");
  }

  /** Writes how a try went, and when the next one is due. */
  Uni<Void> report(
      SqlConnection tx,
      UUID id,
      Optional<String> content,
      Origin origin,
      Report report,
      Instant due) {
    return tx.preparedQuery(
            """
            update identity.calendar_feed set content = coalesce($2, content), etag = $3,
              last_modified = $4, calendar_name = $5, problems = $6, attempt_time = $7,
              success_time = $8, error = $9, due_at = $10, attempts = 0, state = 'pending',
              last_error = nullif($9, '')
            where id = $1
            """)
        .execute(
            Tuple.from(
                new Object[] {
                  id,
                  content.orElse(null),
                  origin.etag(),
                  origin.lastModified(),
                  report.calendarName(),
                  new JsonArray(report.problems()).encode(),
                  report.attemptTime().map(FeedStore::utc).orElse(null),
                  report.successTime().map(FeedStore::utc).orElse(null),
                  report.error(),
                  utc(due)
                }))
        .replaceWithVoid();
  }

  /** NotFound when there is none. */
  Uni<Feed> get(SqlConnection tx, UUID id) {
    return find(tx, id, "").map(found -> found.orElseThrow(() -> missing(id)));
  }

  /** The same, locked until the transaction ends; empty when there is none. */
  Uni<Optional<Feed>> lock(SqlConnection tx, UUID id) {
    return find(tx, id, " for update");
  }

  static NotFound missing(UUID id) {
    return new NotFound("imported calendar", id);
  }

  private static Uni<Optional<Feed>> find(SqlConnection tx, UUID id, String lock) {
    return tx.preparedQuery("select * from identity.calendar_feed where id = $1" + lock)
        .execute(Tuple.of(id))
        .map(
            rows ->
                rows.size() == 0 ? Optional.empty() : Optional.of(feed(rows.iterator().next())));
  }

  Uni<Integer> count(SqlConnection tx) {
    return tx.query("select count(*) from identity.calendar_feed")
        .execute()
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  /** By name, without their content, which may be a megabyte each. */
  Uni<List<Feed>> list(SqlConnection tx, Optional<NamedEntities.Place> after, int most) {
    return tx.preparedQuery(
            """
            select tenant_id, id, name, sealed_url, shown_url, time_zone, refresh_seconds,
              cast(null as text) as content, etag, last_modified, calendar_name, problems,
              attempt_time, success_time, error, create_time, update_time
            from identity.calendar_feed
            where $1::text is null or (name, id) > ($1::text, $2::uuid)
            order by name, id limit $3
            """)
        .execute(
            Tuple.from(
                new Object[] {
                  after.map(NamedEntities.Place::name).orElse(null),
                  after.map(NamedEntities.Place::id).orElse(null),
                  most
                }))
        .map(
            rows -> {
              List<Feed> feeds = new ArrayList<>();
              rows.forEach(row -> feeds.add(feed(row)));
              return feeds;
            });
  }

  /** The first few names of the schedules whose version in force or planned takes turns from it. */
  Uni<List<String>> users(SqlConnection tx, UUID id, Instant now) {
    return tx.preparedQuery(
            """
            select s.name from identity.schedule s
            where exists (
              select from identity.schedule_version v
              where v.schedule_id = s.id and $1 = any(v.feeds) and v.version >= coalesce((
                select max(w.version) from identity.schedule_version w
                where w.schedule_id = s.id and coalesce(w.effective_time, '-infinity') <= $2), 1))
            order by s.name limit 5
            """)
        .execute(Tuple.of(id, utc(now)))
        .map(
            rows -> {
              List<String> names = new ArrayList<>();
              rows.forEach(row -> names.add(row.getString(0)));
              return names;
            });
  }

  /** Whether it is attached as public holidays. */
  Uni<Boolean> isHolidays(SqlConnection tx, UUID id) {
    return tx.preparedQuery(
            "select exists (select from identity.holiday_calendar where feed_id = $1)")
        .execute(Tuple.of(id))
        .map(rows -> rows.iterator().next().getBoolean(0));
  }

  Uni<Boolean> delete(SqlConnection tx, UUID id) {
    return tx.preparedQuery("delete from identity.calendar_feed where id = $1")
        .execute(Tuple.of(id))
        .map(rows -> rows.rowCount() > 0);
  }

  private static Feed feed(Row row) {
    var sealed = row.getBuffer("sealed_url");
    return new Feed(
        row.getUUID("tenant_id"),
        row.getUUID("id"),
        row.getString("name"),
        sealed == null ? null : sealed.getBytes(),
        row.getString("shown_url"),
        row.getString("time_zone"),
        Duration.ofSeconds(row.getInteger("refresh_seconds")),
        Optional.ofNullable(row.getString("content")),
        new Origin(row.getString("etag"), row.getString("last_modified")),
        new Report(
            row.getString("calendar_name"),
            new JsonArray(row.getString("problems")).stream().map(String::valueOf).toList(),
            time(row, "attempt_time"),
            time(row, "success_time"),
            row.getString("error")),
        row.getOffsetDateTime("create_time").toInstant(),
        row.getOffsetDateTime("update_time").toInstant());
  }

  private static Optional<Instant> time(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  private static @Nullable Buffer bytes(byte @Nullable [] bytes) {
    return bytes == null ? null : Buffer.buffer(bytes);
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
