package dev.tocsin.identity.schedule;

import dev.tocsin.identity.oncall.OverrideRule;
import dev.tocsin.identity.oncall.SchedulePlan;
import dev.tocsin.identity.user.People;
import dev.tocsin.platform.error.NotFound;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads in one statement what decides who is on call in a stretch of time: the versions in force in
 * it and planned for later, the overrides that touch it, and who of all these people is
 * deactivated. Versions never change, so each is parsed once and kept; imported calendars cost
 * statements of their own.
 */
@Singleton
class PlanReader {

  private static final Logger LOG = Logger.getLogger(PlanReader.class);

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private static final String READ =
      """
      with asked as (
        select s.tenant_id, s.id, s.name, s.team_id, b.since, b.until,
          (select max(w.version) from identity.schedule_version w
           where w.tenant_id = s.tenant_id and w.schedule_id = s.id
             and coalesce(w.effective_time, '-infinity') <= b.since) as first
        from identity.schedule s
        cross join (select cast(cast(?2 as text) as timestamptz) as since,
                           cast(cast(?3 as text) as timestamptz) as until) b
        where s.id = any (cast(string_to_array(cast(?1 as text), ',') as uuid[]))
      )
      select cast(json_build_object(
        'id', a.id, 'name', a.name, 'team', a.team_id,
        'versions', (
          select json_agg(json_build_array(
              v.version, cast(extract(epoch from v.effective_time) * 1000000 as bigint), v.definition, v.anchors, v.id) order by v.version)
          from identity.schedule_version v
          where v.tenant_id = a.tenant_id and v.schedule_id = a.id
            and v.version >= coalesce(a.first, 1)),
        'overrides', (
          select coalesce(json_agg(json_build_array(o.id, o.kind, o.user_id, o.replaces_user_id, o.layer_id,
              o.duty, cast(extract(epoch from o.start_time) * 1000000 as bigint),
              cast(extract(epoch from o.end_time) * 1000000 as bigint),
              cast(extract(epoch from o.create_time) * 1000000 as bigint), o.note, o.author)), '[]')
          from identity.schedule_override o
          where o.tenant_id = a.tenant_id and o.schedule_id = a.id
            and o.end_time > a.since and o.start_time < a.until),
        'deactivated', (
          select json_object_agg(p.id,
            cast(extract(epoch from coalesce(p.deactivate_time, p.create_time)) * 1000000 as bigint))
          from identity.person p
          where p.tenant_id = a.tenant_id and not p.active and p.id in (
            select unnest(v.people) from identity.schedule_version v
            where v.tenant_id = a.tenant_id and v.schedule_id = a.id
              and v.version >= coalesce(a.first, 1)
            union all
            select o.user_id from identity.schedule_override o
            where o.tenant_id = a.tenant_id and o.schedule_id = a.id
              and o.end_time > a.since and o.start_time < a.until)),
        'earlier', coalesce(a.first, 1) > 1 or exists (
          select from identity.schedule_override o
          where o.tenant_id = a.tenant_id and o.schedule_id = a.id and o.end_time <= a.since),
        'later', exists (
          select from identity.schedule_override o
          where o.tenant_id = a.tenant_id and o.schedule_id = a.id and o.start_time >= a.until)
      ) as text)
      from asked a
      order by a.name, a.id
      """;

  private final KeptDefinitions kept = new KeptDefinitions(KeptDefinitions.MOST_CHARACTERS);
  private final ImportedCalendars calendars;
  private final People people;

  PlanReader(ImportedCalendars calendars, People people) {
    this.calendars = calendars;
    this.people = people;
  }

  private static final String GONE =
      """
      select cast(json_build_array(p.id,
        cast(extract(epoch from coalesce(p.deactivate_time, p.create_time)) * 1000000 as bigint)) as text)
      from identity.person p
      where not p.active and p.id = any (cast(string_to_array(cast(?1 as text), ',') as uuid[]))
      """;

  /** One schedule; NotFound when there is none. */
  Uni<Planned> one(Statements tx, UUID id, Instant from, Instant until) {
    return read(tx, List.of(id), from, until)
        .map(
            found -> {
              if (found.isEmpty()) {
                throw new NotFound("schedule", id);
              }
              return found.getFirst();
            });
  }

  /**
   * Schedules by name; those that are not there are left out.
   *
   * @param from first instant; {@link Instant#MIN} for all time
   * @param until first instant after it; {@link Instant#MAX} for all time
   */
  Uni<List<Planned>> read(Statements tx, Collection<UUID> ids, Instant from, Instant until) {
    if (ids.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return tx.texts(READ, text(ids), time(from), time(until))
        .flatMap(
            rows ->
                imported(
                    tx,
                    rows.stream().map(row -> planned(new JsonObject(row), from, until)).toList(),
                    from,
                    until));
  }

  /**
   * What could be read.
   *
   * @param unreadable names of those that could not
   */
  record Readable(List<Planned> schedules, Map<UUID, String> unreadable) {}

  /** As {@link #read}, but one schedule that cannot be read does not keep the others away. */
  Uni<Readable> readable(Statements tx, Collection<UUID> ids, Instant from, Instant until) {
    if (ids.isEmpty()) {
      return Uni.createFrom().item(new Readable(List.of(), Map.of()));
    }
    return tx.texts(READ, text(ids), time(from), time(until))
        .flatMap(
            rows -> {
              List<Planned> schedules = new ArrayList<>();
              Map<UUID, String> unreadable = new HashMap<>();
              for (String text : rows) {
                JsonObject row = new JsonObject(text);
                try {
                  schedules.add(planned(row, from, until));
                } catch (RuntimeException e) {
                  UUID id = UUID.fromString(row.getString("id"));
                  unread(id, e);
                  unreadable.put(id, row.getString("name"));
                }
              }
              return imported(tx, schedules, from, until)
                  .map(whole -> new Readable(whole, unreadable));
            });
  }

  /** Tells of a schedule that cannot be read, and nothing of what it says. */
  static void unread(UUID schedule, RuntimeException why) {
    LOG.warnf("event=schedule_unreadable schedule=%s error=%s", schedule, why.getClass().getName());
  }

  /** What four digits do not say of a year is as far as anything. */
  private static String time(Instant time) {
    return time.isBefore(EARLIEST)
        ? "-infinity"
        : time.isAfter(LATEST) ? "infinity" : time.toString();
  }

  private static String text(Collection<UUID> ids) {
    return ids.stream().map(UUID::toString).collect(Collectors.joining(","));
  }

  private Planned planned(JsonObject row, Instant from, Instant until) {
    List<Planned.Numbered> versions = new ArrayList<>();
    for (Object each : row.getJsonArray("versions")) {
      JsonArray version = (JsonArray) each;
      versions.add(
          new Planned.Numbered(
              version.getInteger(0),
              LayerForm.since(version.getValue(1) == null ? null : instant(version.getLong(1))),
              kept.of(
                  UUID.fromString(version.getString(4)),
                  version.getString(2),
                  version.getString(3))));
    }
    List<Planned.Override> overrides = new ArrayList<>();
    for (Object each : row.getJsonArray("overrides")) {
      overrides.add(override((JsonArray) each));
    }
    overrides.sort(Comparator.comparing(Planned.Override::rule, SchedulePlan.BY_AGE));
    Map<UUID, Instant> deactivated = new HashMap<>();
    JsonObject gone = row.getJsonObject("deactivated");
    if (gone != null) {
      gone.forEach(
          each ->
              deactivated.put(
                  UUID.fromString(each.getKey()), instant(((Number) each.getValue()).longValue())));
    }
    return new Planned(
        UUID.fromString(row.getString("id")),
        row.getString("name"),
        uuid(row.getString("team")),
        versions,
        overrides,
        deactivated,
        Map.of(),
        new Planned.Window(from, until, row.getBoolean("earlier"), row.getBoolean("later")));
  }

  private static Planned.Override override(JsonArray row) {
    return new Planned.Override(
        new OverrideRule(
            UUID.fromString(row.getString(0)),
            OverrideForm.kind(row.getInteger(1)),
            uuid(row.getString(2)),
            uuid(row.getString(3)),
            uuid(row.getString(4)),
            OverrideForm.duty(row.getInteger(5)),
            instant(row.getLong(6)),
            instant(row.getLong(7)),
            instant(row.getLong(8))),
        row.getString(9),
        row.getString(10));
  }

  /** With the events of the calendars that the schedules name, and who of their people is gone. */
  private Uni<List<Planned>> imported(
      Statements tx, List<Planned> schedules, Instant from, Instant until) {
    Set<UUID> feeds = new HashSet<>();
    schedules.forEach(schedule -> feeds.addAll(schedule.feeds()));
    if (feeds.isEmpty()) {
      return Uni.createFrom().item(schedules);
    }
    return calendars
        .events(tx, feeds, from, until)
        .flatMap(
            events -> {
              Set<UUID> named = new HashSet<>();
              events.values().forEach(all -> all.forEach(each -> named.addAll(each.people())));
              return gone(tx, named)
                  .map(
                      gone ->
                          schedules.stream()
                              .map(schedule -> schedule.knowing(gone, events))
                              .toList());
            });
  }

  private static Uni<Map<UUID, Instant>> gone(Statements tx, Set<UUID> people) {
    if (people.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return tx.texts(GONE, text(people))
        .map(
            rows -> {
              Map<UUID, Instant> gone = new HashMap<>();
              for (String row : rows) {
                JsonArray person = new JsonArray(row);
                gone.put(UUID.fromString(person.getString(0)), instant(person.getLong(1)));
              }
              return gone;
            });
  }

  /** The same with all that a draft of it names, and everybody by name. */
  Uni<Known> known(Mutiny.Session tx, Planned schedule) {
    return imported(
            Statements.of(tx),
            List.of(schedule),
            schedule.window().from(),
            schedule.window().until())
        .map(List::getFirst)
        .flatMap(
            whole ->
                people
                    .known(tx, whole.people())
                    .map(known -> new Known(whole.knowing(deactivated(known), Map.of()), known)));
  }

  /** A schedule and everybody whom it names. */
  record Known(Planned schedule, Map<UUID, People.Known> people) {}

  /** Since when those who are deactivated are. */
  static Map<UUID, Instant> deactivated(Map<UUID, People.Known> people) {
    Map<UUID, Instant> gone = new HashMap<>();
    people.forEach(
        (id, person) -> {
          if (!person.active()) {
            gone.put(id, person.deactivated().orElse(Instant.MIN));
          }
        });
    return gone;
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static Optional<UUID> uuid(@Nullable String text) {
    return text == null ? Optional.empty() : Optional.of(UUID.fromString(text));
  }
}
