package dev.tocsin.identity.feed;

import dev.tocsin.identity.oncall.Turns;
import dev.tocsin.identity.schedule.CalendarFault;
import dev.tocsin.identity.schedule.ImportedCalendars;
import dev.tocsin.identity.schedule.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Gives layers the turns of imported calendars: plain rows, for a page waits on them. */
@Singleton
class ImportedFeeds implements ImportedCalendars {

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private static final String FAULTS =
      """
      select cast(json_build_array(f.id, f.name, f.error,
        cast(extract(epoch from f.success_time) * 1000000 as bigint),
        (select coalesce(json_agg(json_build_array(
            cast(extract(epoch from u.start_time) * 1000000 as bigint),
            cast(extract(epoch from u.end_time) * 1000000 as bigint), u.unmapped) order by u.start_time, u.id), '[]')
         from (
           select e.id, e.start_time, e.end_time, e.unmapped from identity.calendar_feed_event e
           where e.tenant_id = f.tenant_id and e.feed_id = f.id and e.user_ids = cast('{}' as uuid[])
             and e.end_time > cast(cast(?2 as text) as timestamptz)
             and e.start_time < cast(cast(?3 as text) as timestamptz)
           order by e.start_time, e.id limit 200) u)) as text)
      from identity.calendar_feed f
      where f.id = any(cast(cast(?1 as text) as uuid[]))
      """;

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

  @Override
  public Uni<Map<UUID, CalendarFault>> faults(
      Statements tx, Collection<UUID> feeds, Instant from, Instant until) {
    if (feeds.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return tx.texts(FAULTS, ids(feeds), time(from), time(until))
        .map(
            rows -> {
              Map<UUID, CalendarFault> faults = new HashMap<>();
              for (String row : rows) {
                CalendarFault fault = fault(new JsonArray(row));
                if (!fault.error().isEmpty() || !fault.unmapped().isEmpty()) {
                  faults.put(fault.feed(), fault);
                }
              }
              return faults;
            });
  }

  private static CalendarFault fault(JsonArray row) {
    return new CalendarFault(
        UUID.fromString(row.getString(0)),
        row.getString(1),
        row.getString(2),
        row.getValue(3) == null ? Optional.empty() : Optional.of(instant(row.getLong(3))),
        row.getJsonArray(4).stream()
            .map(JsonArray.class::cast)
            .map(
                event ->
                    new CalendarFault.Unmapped(
                        instant(event.getLong(0)),
                        instant(event.getLong(1)),
                        event.getJsonArray(2).stream().map(String::valueOf).toList()))
            .toList());
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
