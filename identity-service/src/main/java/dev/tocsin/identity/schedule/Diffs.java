package dev.tocsin.identity.schedule;

import dev.tocsin.identity.oncall.Range;
import dev.tocsin.identity.user.People;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.proto.identity.v1.FieldDifference;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** What is different between versions of a schedule, or between what is stored and a draft. */
@Singleton
class Diffs {

  /** What is different, and everybody whom either names. */
  record Diff(
      List<Differences.Stretch> stretches,
      List<FieldDifference> fields,
      Map<UUID, People.Known> people) {}

  private final Database database;
  private final PlanReader reader;
  private final Drafts drafts;
  private final ScheduleStore store;
  private final Computing computing;

  Diffs(
      @ServiceDatabase("identity") Database database,
      PlanReader reader,
      Drafts drafts,
      ScheduleStore store,
      Computing computing) {
    this.database = database;
    this.reader = reader;
    this.drafts = drafts;
    this.store = store;
    this.computing = computing;
  }

  /** Between what is stored, version after version, and a draft in force from an instant on. */
  Uni<Diff> ofDraft(
      UUID tenant, UUID id, ScheduleDraft draft, Optional<Instant> effective, Range range) {
    return database
        .entities(
            tenant,
            tx ->
                drafts
                    .edited(tx, id, draft, effective, range)
                    .flatMap(
                        edited ->
                            sides(
                                tx, edited.before(), edited.after(), edited.old(), edited.draft())))
        .flatMap(sides -> diff(sides, range));
  }

  /** Between two versions, each as if it were in force all the time; NotFound without them. */
  Uni<Diff> ofVersions(UUID tenant, UUID id, int from, int to, Range range) {
    return database
        .entities(
            tenant,
            tx ->
                reader
                    .one(Statements.of(tx), id, range.from(), range.until())
                    .flatMap(
                        schedule ->
                            store
                                .version(tx, id, from)
                                .flatMap(
                                    old ->
                                        store
                                            .version(tx, id, to)
                                            .flatMap(
                                                changed -> versions(tx, schedule, old, changed)))))
        .flatMap(sides -> diff(sides, range));
  }

  private Uni<Sides> versions(
      Mutiny.Session tx, Planned schedule, VersionRecord old, VersionRecord changed) {
    Definition before = old.definition();
    Definition after = changed.definition();
    return sides(tx, schedule.only(before), schedule.only(after), before, after);
  }

  private record Sides(
      PlanReader.Known before, PlanReader.Known after, List<FieldDifference> fields) {}

  private Uni<Sides> sides(
      Mutiny.Session tx, Planned before, Planned after, Definition old, Definition changed) {
    return reader
        .known(tx, before)
        .flatMap(
            known ->
                reader
                    .known(tx, after)
                    .map(other -> new Sides(known, other, Differences.between(old, changed))));
  }

  private Uni<Diff> diff(Sides sides, Range range) {
    return computing.of(
        () -> {
          Map<UUID, People.Known> people = new HashMap<>(sides.before().people());
          people.putAll(sides.after().people());
          return new Diff(
              Differences.between(
                  sides.before().schedule().onCall(), sides.after().schedule().onCall(), range),
              sides.fields(),
              people);
        });
  }
}
