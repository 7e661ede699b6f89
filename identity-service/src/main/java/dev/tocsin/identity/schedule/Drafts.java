package dev.tocsin.identity.schedule;

import dev.tocsin.identity.oncall.Range;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** What schedules would be by drafts that are not stored. */
@Singleton
class Drafts {

  /**
   * A stored schedule and what a draft makes of it.
   *
   * @param old the definition that is edited
   * @param draft what the edit makes of it
   */
  record Edited(Planned before, Planned after, Definition old, Definition draft) {}

  private final Database database;
  private final ScheduleStore store;
  private final PlanReader reader;
  private final DraftCheck check;

  Drafts(
      @ServiceDatabase("identity") Database database,
      ScheduleStore store,
      PlanReader reader,
      DraftCheck check) {
    this.database = database;
    this.store = store;
    this.reader = reader;
    this.check = check;
  }

  /** A schedule that would be new. */
  Uni<Planned> fresh(Mutiny.Session tx, ScheduleDraft draft, Range range) {
    draft.checkZone();
    Instant now = database.clock().now();
    Definition definition =
        NextDefinition.first(draft.timeZone(), draft.layers(), () -> Ids.next(now));
    return check
        .people(tx, draft)
        .replaceWith(
            new Planned(
                new UUID(0, 0),
                draft.name(),
                draft.teamId(),
                List.of(new Planned.Numbered(0, Instant.MIN, definition)),
                List.of(),
                Map.of(),
                Map.of(),
                new Planned.Window(range.from(), range.until(), false, false)));
  }

  /** A stored schedule, edited; fails as the edit would. */
  Uni<Edited> edited(
      Mutiny.Session tx, UUID id, ScheduleDraft draft, Optional<Instant> effective, Range range) {
    Instant now = database.clock().now();
    draft.checkZone();
    return check
        .people(tx, draft)
        .chain(() -> reader.one(Statements.of(tx), id, range.from(), range.until()))
        .flatMap(
            before ->
                store
                    .newest(tx, id)
                    .map(
                        newest -> {
                          Instant from = Versions.from(newest, draft, effective, now);
                          Definition old = newest.definition();
                          Definition next =
                              NextDefinition.after(
                                  old, draft.timeZone(), draft.layers(), from, () -> Ids.next(now));
                          Planned after = next.equals(old) ? before : before.with(next, from);
                          return new Edited(before, after, old, next);
                        }));
  }

  /** Fails when the overrides name somebody who is not there. */
  Uni<Void> check(Mutiny.Session tx, List<Planned.Override> overrides) {
    return check.overrides(tx, overrides).replaceWithVoid();
  }
}
