package dev.tocsin.identity.feed;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.identity.ical.BadCalendar;
import dev.tocsin.identity.ical.IcalBounds;
import dev.tocsin.identity.ical.IcalCalendar;
import dev.tocsin.identity.ical.IcalWork;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.page.NamedEntities;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Makes, changes and removes imported calendars. */
@Singleton
class Feeds {

  /** A calendar with what was made of it. */
  record Seen(Feed feed, Feed.Outlook outlook) {}

  /** Before this a worker leaves a calendar to the caller who reads it at once. */
  private static final Duration FIRST_TRY = Duration.ofMinutes(2);

  private final Database database;
  private final FeedStore store;
  private final ShiftStore shifts;
  private final FeedAddress addresses;
  private final Refresh refresh;
  private final IcalWork work;
  private final AuditLog audit;
  private final FeedConfig config;

  Feeds(
      @ServiceDatabase("identity") Database database,
      FeedStore store,
      ShiftStore shifts,
      FeedAddress addresses,
      Refresh refresh,
      IcalWork work,
      AuditLog audit,
      FeedConfig config) {
    this.database = database;
    this.store = store;
    this.shifts = shifts;
    this.addresses = addresses;
    this.refresh = refresh;
    this.work = work;
    this.audit = audit;
    this.config = config;
  }

  Uni<Seen> create(Caller caller, FeedDraft draft) {
    draft.mustHaveOneSource();
    UUID tenant = caller.tenantId();
    Instant now = database.clock().now();
    UUID id = Ids.next(now);
    Feed feed = draft.first(tenant, id, addresses, now);
    return mustBeReadable(draft)
        .chain(
            readable ->
                database.inTenant(
                    tenant,
                    tx ->
                        mayHaveOneMore(tx)
                            .chain(may -> store.add(tx, feed, now.plus(FIRST_TRY)))
                            .chain(
                                added ->
                                    audit(tx, caller, "create", id, Map.of("name", feed.name())))))
        .chain(added -> refreshed(tenant, id));
  }

  private Uni<Void> mayHaveOneMore(SqlConnection tx) {
    return store
        .count(tx)
        .invoke(
            count -> {
              if (count >= config.perTenant()) {
                throw new Precondition(
                    "there are %d imported calendars, the most that a tenant may have: delete one"
                        .formatted(count));
              }
            })
        .replaceWithVoid();
  }

  Uni<Seen> update(Caller caller, UUID id, FeedDraft draft, ChangedFields fields) {
    UUID tenant = caller.tenantId();
    return mustBeReadable(fields.contains("content") ? draft : draft.withoutContent())
        .chain(
            readable ->
                database.inTenant(
                    tenant,
                    tx -> {
                      Instant now = database.clock().now();
                      return store
                          .lock(tx, id)
                          .map(found -> found.orElseThrow(() -> FeedStore.missing(id)))
                          .map(feed -> draft.applied(feed, fields, addresses))
                          .chain(feed -> store.change(tx, feed, now))
                          .chain(
                              changed ->
                                  audit(
                                      tx,
                                      caller,
                                      "update",
                                      id,
                                      Map.of("fields", new ArrayList<>(fields.names()))));
                    }))
        .chain(changed -> refreshed(tenant, id));
  }

  /** A pasted text that is no calendar is refused at once. */
  private Uni<Void> mustBeReadable(FeedDraft draft) {
    if (draft.content().isBlank()) {
      return Uni.createFrom().voidItem();
    }
    return work.of(() -> IcalCalendar.read(draft.content(), draft.zone(), IcalBounds.USUAL))
        .replaceWithVoid()
        .onFailure(BadCalendar.class)
        .transform(
            bad -> Invalid.field("feed.content", Objects.requireNonNullElse(bad.getMessage(), "")));
  }

  Uni<Seen> refreshed(UUID tenant, UUID id) {
    return refresh.of(tenant, id).chain(done -> get(tenant, id));
  }

  Uni<Seen> get(UUID tenant, UUID id) {
    Instant now = database.clock().now();
    return database.inTenant(
        tenant,
        tx -> store.get(tx, id).chain(feed -> seen(tx, List.of(feed), now)).map(List::getFirst));
  }

  Uni<List<Seen>> list(UUID tenant, Optional<NamedEntities.Place> after, int most) {
    Instant now = database.clock().now();
    return database.inTenant(
        tenant, tx -> store.list(tx, after, most).chain(found -> seen(tx, found, now)));
  }

  private Uni<List<Seen>> seen(SqlConnection tx, List<Feed> feeds, Instant now) {
    Feed.Outlook none = new Feed.Outlook(0, List.of());
    return shifts
        .outlook(tx, feeds.stream().map(Feed::id).toList(), now)
        .map(
            outlooks ->
                feeds.stream()
                    .map(feed -> new Seen(feed, outlooks.getOrDefault(feed.id(), none)))
                    .toList());
  }

  Uni<List<Shift>> shifts(UUID tenant, UUID id, Instant from, Instant until, int most) {
    return database.inTenant(
        tenant, tx -> store.get(tx, id).chain(feed -> shifts.over(tx, id, from, until, most)));
  }

  Uni<Void> delete(Caller caller, UUID id) {
    return database.inTenant(
        caller.tenantId(),
        tx ->
            mustBeUnused(tx, id)
                .chain(unused -> store.delete(tx, id))
                .invoke(
                    deleted -> {
                      if (!deleted) {
                        throw FeedStore.missing(id);
                      }
                    })
                .chain(deleted -> audit(tx, caller, "delete", id, Map.of())));
  }

  /** Its layers would name nobody from now on, and nobody would be told. */
  private Uni<Void> mustBeUnused(SqlConnection tx, UUID id) {
    return store
        .users(tx, id, database.clock().now())
        .invoke(
            schedules -> {
              if (!schedules.isEmpty()) {
                throw new Precondition(
                    "layers take their turns from this calendar, in the schedule %s: change them first"
                        .formatted(
                            schedules.stream()
                                .map(name -> "'" + name + "'")
                                .collect(Collectors.joining(", "))));
              }
            })
        .chain(() -> store.isHolidays(tx, id))
        .invoke(
            attached -> {
              if (attached) {
                throw new Precondition(
                    "people or schedules have their public holidays from this calendar:"
                        + " detach them first");
              }
            })
        .replaceWithVoid();
  }

  private Uni<Void> audit(
      SqlConnection tx, Caller caller, String verb, UUID id, Map<String, ?> detail) {
    return audit.record(
        tx, caller, caller.tenantId(), "calendar_feed." + verb, "calendar-feeds/" + id, detail);
  }
}
