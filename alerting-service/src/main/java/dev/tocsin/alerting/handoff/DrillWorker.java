package dev.tocsin.alerting.handoff;

import dev.tocsin.alerting.action.AlertActions;
import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.ingest.Opener;
import dev.tocsin.alerting.paging.Directory;
import dev.tocsin.alerting.paging.Person;
import dev.tocsin.alerting.policy.Assignment;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.platform.queue.Outcome;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Sees a drill to its end: opens its alert, looks at what becomes of the page until it is answered
 * or its time is over, resolves the alert, and tells of a failure. Its result is stored before
 * anything follows from it, so that a worker that dies and the next one tell the same.
 */
@Singleton
class DrillWorker {

  private final Database database;
  private final Opener opener;
  private final AlertActions actions;
  private final Directory directory;
  private final Shifts shifts;
  private final HandoffConfig config;

  DrillWorker(
      @ServiceDatabase("alerting") Database database,
      Opener opener,
      AlertActions actions,
      Directory directory,
      Shifts shifts,
      HandoffConfig config) {
    this.database = database;
    this.opener = opener;
    this.actions = actions;
    this.directory = directory;
    this.shifts = shifts;
    this.config = config;
  }

  Uni<Outcome> handle(Job job) {
    return database
        .inTenant(job.tenant(), tx -> DrillRows.find(tx, job.tenant(), job.id()))
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item((Outcome) new Outcome.Handled())
                    : handle(job, found.get()));
  }

  private Uni<Outcome> handle(Job job, Drill drill) {
    if (drill.result() != Drill.Result.RUNNING) {
      return finish(job, drill);
    }
    return drill.page().isEmpty() ? open(job, drill) : look(job, drill, drill.page().get());
  }

  private Uni<Outcome> open(Job job, Drill drill) {
    Instant now = database.clock().now();
    String key = "drill:" + drill.id();
    Opener.Wanted wanted =
        new Opener.Wanted(
            DrillWords.TITLE,
            Severity.INFO,
            Map.of(Drill.LABEL, "true"),
            Map.of("description", DrillWords.DESCRIPTION),
            key,
            "",
            Optional.of(Assignment.alone(drill.person(), now)),
            key,
            key.getBytes(StandardCharsets.UTF_8));
    return opener
        .open(caller(job), wanted)
        .chain(
            alert -> {
              Instant opened = database.clock().now();
              return database.inTenant(
                  job.tenant(),
                  tx ->
                      DrillRows.opened(
                          tx,
                          job,
                          alert,
                          opened.plus(drill.within()),
                          opened.plus(config.drillPoll())));
            })
        .replaceWith(new Outcome.Handled());
  }

  private Uni<Outcome> look(Job job, Drill drill, Drill.Page page) {
    Instant now = database.clock().now();
    return database
        .inTenant(
            job.tenant(),
            tx ->
                DrillRows.evidence(tx, job.tenant(), page.group())
                    .map(seen -> DrillVerdict.of(drill.person(), page.answerBy(), seen, now))
                    .call(
                        verdict ->
                            verdict.isPresent()
                                ? DrillRows.ended(tx, job, drill.ended(verdict.get()))
                                : DrillRows.later(tx, job, next(page, now))))
        .chain(
            verdict ->
                verdict.isPresent()
                    ? finish(job, drill.ended(verdict.get()))
                    : Uni.createFrom().item(new Outcome.Handled()));
  }

  private Instant next(Drill.Page page, Instant now) {
    Instant next = now.plus(config.drillPoll());
    return next.isBefore(page.answerBy()) ? next : page.answerBy();
  }

  private Uni<Outcome> finish(Job job, Drill drill) {
    Uni<Void> resolved =
        drill
            .page()
            .map(
                page ->
                    actions
                        .resolveGroup(caller(job), page.group(), "The drill is over")
                        .replaceWithVoid()
                        .onFailure(NotFound.class)
                        .recoverWithNull())
            .orElseGet(() -> Uni.createFrom().voidItem());
    return resolved
        .chain(() -> drill.result().isBad() ? tell(job, drill) : Uni.createFrom().voidItem())
        .replaceWith(new Outcome.Done(drill.result().word()));
  }

  private Uni<Void> tell(Job job, Drill drill) {
    UUID tenant = job.tenant();
    Instant now = database.clock().now();
    Uni<Optional<String>> schedule =
        drill
            .schedule()
            .map(id -> shifts.at(tenant, id, now).map(found -> found.map(Shifts.Rota::name)))
            .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    return directory
        .people(tenant, List.of(drill.person()), now)
        .map(
            people ->
                Optional.ofNullable(people.get(drill.person()))
                    .map(Person::name)
                    .orElse(drill.person().toString()))
        .chain(name -> schedule.map(on -> DrillWords.failed(drill, name, on)))
        .chain(
            words ->
                shifts.tell(tenant, drill.id(), List.of(drill.person()), drill.schedule(), words));
  }

  private static Caller caller(Job job) {
    return Caller.service("alerting", job.tenant(), "drill " + job.id());
  }
}
