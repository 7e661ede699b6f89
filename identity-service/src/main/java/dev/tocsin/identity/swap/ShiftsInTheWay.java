package dev.tocsin.identity.swap;

import dev.tocsin.identity.absence.Absences;
import dev.tocsin.identity.absence.Away;
import dev.tocsin.identity.schedule.Roster;
import dev.tocsin.identity.schedule.Rosters;
import dev.tocsin.identity.user.Addressees;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Finds the shifts of people who are away, and proposes stand-ins. */
@ApplicationScoped
class ShiftsInTheWay {

  /** How far ahead it looks unless told otherwise. */
  static final Duration USUAL = Duration.ofDays(90);

  private static final Duration LONGEST = Duration.ofDays(184);

  /** Hours on call count this long before and after now. */
  private static final Duration FAIR = Duration.ofDays(28);

  /** What was found, with the names of the people of the schedule. */
  record Found(Roster roster, List<StandIns.Proposal> proposals, Map<UUID, String> names) {}

  private final Database database;
  private final Rosters rosters;
  private final Absences absences;
  private final Addressees addressees;
  private final Parties parties;

  ShiftsInTheWay(
      @ServiceDatabase("identity") Database database,
      Rosters rosters,
      Absences absences,
      Addressees addressees,
      Parties parties) {
    this.database = database;
    this.rosters = rosters;
    this.absences = absences;
    this.addressees = addressees;
    this.parties = parties;
  }

  /** On one schedule; Invalid, naming {@code end_time}, for a range that is empty or too long. */
  Uni<Found> of(UUID tenant, UUID schedule, Instant from, Instant until) {
    if (Duration.between(from, until).compareTo(LONGEST) > 0) {
      throw Invalid.field(
          "end_time",
          "conflicts are looked for over at most %d days: end it by %s"
              .formatted(LONGEST.toDays(), from.plus(LONGEST)));
    }
    return database.entities(
        tenant,
        tx ->
            rosters
                .over(tx, schedule, from, until)
                .flatMap(
                    roster ->
                        absences
                            .of(
                                tx,
                                roster.people(),
                                Optional.of(schedule),
                                roster.zone(),
                                from,
                                until)
                            .flatMap(away -> proposals(tx, roster, away, from, until))
                            .flatMap(
                                proposals ->
                                    parties
                                        .names(tx, roster.people())
                                        .map(names -> new Found(roster, proposals, names)))));
  }

  private Uni<List<StandIns.Proposal>> proposals(
      Mutiny.Session tx, Roster roster, List<Away> away, Instant from, Instant until) {
    boolean any =
        roster.parts().stream()
            .anyMatch(
                part ->
                    away.stream()
                        .anyMatch(
                            each ->
                                each.user().equals(part.person())
                                    && each.touches(part.start(), part.end())));
    if (!any) {
      return Uni.createFrom().item(List.of());
    }
    Instant now = database.clock().now();
    Set<UUID> people = roster.people();
    return rosters
        .naming(tx, people, from, until)
        .flatMap(
            then ->
                rosters
                    .naming(tx, people, now.minus(FAIR), now.plus(FAIR))
                    .flatMap(
                        counted ->
                            addressees
                                .verified(tx, people)
                                .map(
                                    verified ->
                                        new StandIns(roster, verified, away, then, counted)
                                            .over(roster.parts()))));
  }
}
