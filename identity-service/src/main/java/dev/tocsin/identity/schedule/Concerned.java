package dev.tocsin.identity.schedule;

import dev.tocsin.identity.notice.Notice;
import dev.tocsin.identity.notice.Notices;
import dev.tocsin.identity.oncall.Duty;
import dev.tocsin.identity.oncall.OverrideRule;
import dev.tocsin.identity.oncall.Range;
import dev.tocsin.identity.oncall.Shift;
import dev.tocsin.identity.user.People;
import dev.tocsin.identity.user.Seniority;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Tells people of overrides that somebody else makes or ends: when they are on call changes. */
@Singleton
class Concerned {

  private final Database database;
  private final ScheduleStore schedules;
  private final PlanReader reader;
  private final Computing computing;
  private final People people;
  private final Notices notices;

  Concerned(
      @ServiceDatabase("identity") Database database,
      ScheduleStore schedules,
      PlanReader reader,
      Computing computing,
      People people,
      Notices notices) {
    this.database = database;
    this.schedules = schedules;
    this.reader = reader;
    this.computing = computing;
    this.people = people;
    this.notices = notices;
  }

  /**
   * Who is on call less by an override that takes everybody off: worked out before its transaction,
   * by the plan as it is.
   */
  Uni<Set<UUID>> by(Caller caller, UUID scheduleId, OverrideRule rule) {
    Instant now = database.clock().now();
    Instant from = rule.start().isBefore(now) ? now : rule.start();
    boolean all =
        rule.kind() == OverrideRule.Kind.TAKE_OVER || rule.kind() == OverrideRule.Kind.CLEAR;
    if (!all || !from.isBefore(rule.end())) {
      return Uni.createFrom().item(Set.of());
    }
    Range range = Ranges.of(from, rule.end());
    return database
        .entities(
            caller.tenantId(),
            tx ->
                reader
                    .one(Statements.of(tx), scheduleId, range.from(), range.until())
                    .flatMap(schedule -> reader.known(tx, schedule.before(range.until()))))
        .flatMap(known -> computing.of(() -> displaced(known.schedule(), rule, range)))
        // A schedule that cannot be worked out needs its override all the more.
        .onFailure()
        .recoverWithItem(Set.of());
  }

  private static Set<UUID> displaced(Planned schedule, OverrideRule rule, Range range) {
    Set<UUID> displaced = new LinkedHashSet<>();
    for (Duty duty : Duty.values()) {
      if (rule.duty().map(duty::equals).orElse(duty == Duty.PRIMARY)) {
        schedule.onCall().over(duty, range).stream()
            .filter(shift -> rule.layer().isEmpty() || rule.layer().equals(shift.cause().layer()))
            .map(Shift::person)
            .forEach(displaced::add);
      }
    }
    return displaced;
  }

  /**
   * Tells of one that was made.
   *
   * @param displaced who is on call less by it, besides whom it names
   */
  Uni<Void> tellMade(
      Mutiny.Session tx, Caller caller, OverrideRecord override, Set<UUID> displaced) {
    Set<UUID> off = new LinkedHashSet<>(displaced);
    if (override.replacesUserId != null) {
      off.add(override.replacesUserId);
    }
    return tell(
        tx,
        caller,
        override,
        off,
        "override_created",
        "You are on call on %s by an override",
        "An override takes you off call on %s");
  }

  /** Tells those whom it names that it is over. */
  Uni<Void> tellEnded(Mutiny.Session tx, Caller caller, OverrideRecord override) {
    return tell(
        tx,
        caller,
        override,
        override.replacesUserId == null ? Set.of() : Set.of(override.replacesUserId),
        "override_deleted",
        "An override that put you on call on %s was taken back",
        "An override that took you off call on %s was taken back");
  }

  /** Call after commit. */
  void wake() {
    notices.wake();
  }

  private Uni<Void> tell(
      Mutiny.Session tx,
      Caller caller,
      OverrideRecord override,
      Set<UUID> off,
      String kind,
      String on,
      String away) {
    Set<UUID> concerned = new HashSet<>(off);
    if (override.userId != null) {
      concerned.add(override.userId);
    }
    concerned.removeIf(user -> Seniority.isSelf(caller, user));
    if (concerned.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return schedules
        .get(tx, override.scheduleId)
        .flatMap(
            schedule ->
                author(tx, caller)
                    .flatMap(
                        author -> {
                          List<Notice> told = new ArrayList<>();
                          for (UUID user : concerned) {
                            String title = user.equals(override.userId) ? on : away;
                            told.add(
                                new Notice(
                                    UUID.nameUUIDFromBytes(
                                        (override.id + " " + kind + " " + user)
                                            .getBytes(StandardCharsets.UTF_8)),
                                    user,
                                    kind,
                                    title.formatted(schedule.name),
                                    text(override, author),
                                    "/schedules/" + schedule.id));
                          }
                          return notices.tell(tx, caller.tenantId(), told);
                        }));
  }

  private static String text(OverrideRecord override, String author) {
    String text =
        "From %s until %s, by %s."
            .formatted(Notice.time(override.startTime), Notice.time(override.endTime), author);
    return override.note.isEmpty() ? text : text + "\n" + override.note;
  }

  private Uni<String> author(Mutiny.Session tx, Caller caller) {
    if (caller.kind() != Caller.Kind.USER) {
      return Uni.createFrom().item("an API key");
    }
    UUID user = UUID.fromString(caller.id());
    return people
        .known(tx, Set.of(user))
        .map(known -> known.containsKey(user) ? known.get(user).name() : "somebody");
  }
}
