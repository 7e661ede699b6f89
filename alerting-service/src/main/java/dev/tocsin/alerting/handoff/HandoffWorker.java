package dev.tocsin.alerting.handoff;

import dev.tocsin.alerting.paging.Directory;
import dev.tocsin.alerting.paging.Person;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Unavailable;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.platform.queue.Outcome;
import dev.tocsin.platform.queue.QueueSpec;
import dev.tocsin.platform.queue.WorkQueue;
import dev.tocsin.platform.queue.WorkQueues;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Makes what is due at hand-offs. Identity-service is asked again when the time has come: an edit,
 * an override or a swap made since counts.
 */
@Singleton
class HandoffWorker {

  private final Database database;
  private final Shifts shifts;
  private final Directory directory;
  private final Drills drills;
  private final HandoffConfig config;
  private final String publicUrl;
  private volatile @Nullable WorkQueue queue;

  HandoffWorker(
      @ServiceDatabase("alerting") Database database,
      Shifts shifts,
      Directory directory,
      Drills drills,
      HandoffConfig config,
      @ConfigProperty(name = "tocsin.public-url", defaultValue = "http://localhost:8080")
          String publicUrl) {
    this.database = database;
    this.shifts = shifts;
    this.directory = directory;
    this.drills = drills;
    this.config = config;
    this.publicUrl = publicUrl.replaceAll("/+$", "");
  }

  void start(@Observes StartupEvent started, WorkQueues queues) {
    QueueSpec spec =
        new QueueSpec(
            "alerting",
            "handoff",
            "handoff",
            100,
            16,
            Duration.ofMinutes(1),
            // What lies too far back ends by itself.
            Integer.MAX_VALUE,
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1));
    queue = queues.start(database, spec, this::handle);
  }

  /** Rows were committed. */
  void wake() {
    WorkQueue running = queue;
    if (running != null) {
      running.wake();
    }
  }

  private Uni<Outcome> handle(Job job) {
    UUID tenant = job.tenant();
    return database
        .inTenant(
            tenant,
            tx ->
                HandoffRows.find(tx, tenant, job.id())
                    .chain(
                        found ->
                            found.isEmpty()
                                ? Uni.createFrom().item(Optional.<Wanted>empty())
                                : HandoffRows.rules(tx, tenant, List.of(found.get().schedule()))
                                    .map(rules -> Optional.of(wanted(found.get(), rules)))))
        .chain(
            wanted ->
                wanted.isEmpty()
                    ? Uni.createFrom().item((Outcome) new Outcome.Handled())
                    : handle(job, wanted.get()));
  }

  /** What is to be made, by the rules as they are now. */
  private record Wanted(Handoff handoff, HandoffRules rules) {}

  private static Wanted wanted(Handoff handoff, Map<UUID, HandoffRules> rules) {
    UUID schedule = handoff.schedule();
    return new Wanted(handoff, rules.getOrDefault(schedule, HandoffRules.none(schedule)));
  }

  private Uni<Outcome> handle(Job job, Wanted wanted) {
    Handoff handoff = wanted.handoff();
    if (!wanted.rules().wants(handoff.kind())) {
      return done("off");
    }
    if (DueHandoffs.isLate(handoff, database.clock().now(), config.latest())) {
      return done("late");
    }
    return shifts
        .at(job.tenant(), handoff.schedule(), handoff.at())
        .invoke(rota -> rota.ifPresent(known -> mustBeReadable(handoff, known)))
        .chain(
            rota ->
                rota.isEmpty() || !DueHandoffs.stillHolds(handoff, rota.get().changes())
                    ? done("void")
                    : make(job, wanted, rota.get()));
  }

  /** What cannot be read says nothing about what holds: it is asked again until it is too late. */
  private static void mustBeReadable(Handoff handoff, Shifts.Rota rota) {
    if (rota.isUnreadable()) {
      throw new Unavailable(
          "schedule %s cannot be read now: save it anew if that stays so"
              .formatted(handoff.schedule()),
          null);
    }
  }

  private Uni<Outcome> make(Job job, Wanted wanted, Shifts.Rota rota) {
    Handoff handoff = wanted.handoff();
    Uni<Void> made =
        handoff.kind() == Handoff.Kind.DRILL
            ? drills.begin(job.tenant(), job.id(), wanted.rules(), handoff.person())
            : tell(job, handoff, rota);
    return made.chain(() -> done("told"));
  }

  private Uni<Void> tell(Job job, Handoff handoff, Shifts.Rota rota) {
    UUID tenant = job.tenant();
    List<UUID> coming = new ArrayList<>();
    List<UUID> going = new ArrayList<>();
    rota.changes()
        .forEach(
            change -> {
              coming.addAll(change.coming());
              going.addAll(change.going());
            });
    return database
        .inTenant(
            tenant,
            tx ->
                OpenAlertRows.of(tx, tenant, handoff.schedule())
                    .chain(
                        open ->
                            NoteRows.last(tx, tenant, handoff.schedule())
                                .map(note -> new Found(open, note))))
        .chain(
            found -> {
              List<UUID> named = new ArrayList<>(coming);
              named.addAll(going);
              found.note().flatMap(Note::person).ifPresent(named::add);
              return directory
                  .people(tenant, named, database.clock().now())
                  .map(
                      people ->
                          new HandoffWords(
                              rota.name(),
                              names(going, people),
                              names(coming, people),
                              found.open(),
                              found.note().map(note -> left(note, people)),
                              publicUrl));
            })
        .chain(
            words ->
                shifts.tell(
                    tenant,
                    job.id(),
                    List.of(handoff.person()),
                    Optional.empty(),
                    words.of(handoff)));
  }

  private record Found(HandoffWords.Open open, Optional<Note> note) {}

  private static HandoffWords.Left left(Note note, Map<UUID, Person> people) {
    String by = note.person().map(people::get).map(Person::name).orElse(note.author().kind());
    return new HandoffWords.Left(by, note.at(), note.text());
  }

  private static List<String> names(List<UUID> ids, Map<UUID, Person> people) {
    return ids.stream()
        .distinct()
        .map(people::get)
        .filter(person -> person != null)
        .map(Person::name)
        .toList();
  }

  private static Uni<Outcome> done(String state) {
    return Uni.createFrom().item(new Outcome.Done(state));
  }
}
