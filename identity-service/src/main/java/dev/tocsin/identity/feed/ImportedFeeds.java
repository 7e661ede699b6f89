package dev.tocsin.identity.feed;

import dev.tocsin.identity.oncall.Turns;
import dev.tocsin.identity.schedule.ImportedCalendars;
import dev.tocsin.identity.schedule.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Gives layers the turns of imported calendars: plain rows, for a page waits on them. */
@ApplicationScoped
class ImportedFeeds implements ImportedCalendars {

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  @Override
  public Uni<Map<UUID, List<Turns.Event>>> events(
      Statements tx, Collection<UUID> feeds, Instant from, Instant until) {
    if (feeds.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return tx.texts(
            """
            select cast(json_build_array(feed_id,
              cast(extract(epoch from start_time) * 1000000 as bigint),
              cast(extract(epoch from end_time) * 1000000 as bigint), user_ids) as text)
            from identity.calendar_feed_event
            where feed_id = any(cast(cast(?1 as text) as uuid[])) and user_ids <> cast('{}' as uuid[])
              and end_time > cast(cast(?2 as text) as timestamptz) and start_time < cast(cast(?3 as text) as timestamptz)
            order by start_time, id
            """,
            ids(feeds),
            time(from),
            time(until))
        .map(
            rows -> {
              Map<UUID, List<Turns.Event>> events = new HashMap<>();
              for (String row : rows) {
                JsonArray each = new JsonArray(row);
                events
                    .computeIfAbsent(UUID.fromString(each.getString(0)), feed -> new ArrayList<>())
                    .add(
                        new Turns.Event(
                            instant(each.getLong(1)),
                            instant(each.getLong(2)),
                            each.getJsonArray(3).stream()
                                .map(id -> UUID.fromString(String.valueOf(id)))
                                .toList()));
              }
              return events;
            });
  }

  @Override
  public Uni<Collection<UUID>> known(Statements tx, Collection<UUID> feeds) {
    if (feeds.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return tx.texts(
            """
            select cast(id as text) from identity.calendar_feed
            where id = any(cast(cast(?1 as text) as uuid[]))
            """,
            ids(feeds))
        .map(rows -> rows.stream().map(UUID::fromString).toList());
  }

  private static String ids(Collection<UUID> feeds) {
    return feeds.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
  }

  private static String time(Instant time) {
    if (time.isBefore(EARLIEST)) {
      return "-infinity";
    }
    return time.isAfter(LATEST) ? "infinity" : time.toString();
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
