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
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Finds the shifts of people who are away, and proposes stand-ins. */
@Singleton
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
    return database
        .entities(tenant, tx -> rosters.readOne(tx, schedule, from, until))
        .flatMap(rosters::of)
        .map(List::getFirst)
        .flatMap(
            roster ->
                database
                    .entities(tenant, tx -> around(tx, roster, from, until))
                    .flatMap(around -> found(roster, around)));
  }

  /** What is known of the people of a schedule; the plans are there when somebody is away. */
  private record Around(
      List<Away> away, Map<UUID, String> names, Set<UUID> verified, Optional<Plans> plans) {}

  /** Every schedule that names one of them, then and in the time in which hours are counted. */
  private record Plans(Rosters.Read then, Rosters.Read counted) {}

  private Uni<Around> around(Mutiny.Session tx, Roster roster, Instant from, Instant until) {
    Set<UUID> people = roster.people();
    return absences
        .of(tx, people, Optional.of(roster.id()), roster.zone(), from, until)
        .flatMap(
            away ->
                parties
                    .names(tx, people)
                    .flatMap(
                        names ->
                            anyInTheWay(roster, away)
                                ? plans(tx, people, from, until)
                                    .flatMap(
                                        plans ->
                                            addressees
                                                .verified(tx, people)
                                                .map(
                                                    verified ->
                                                        new Around(
                                                            away,
                                                            names,
                                                            verified,
                                                            Optional.of(plans))))
                                : Uni.createFrom()
                                    .item(new Around(away, names, Set.of(), Optional.empty()))));
  }

  private Uni<Plans> plans(Mutiny.Session tx, Set<UUID> people, Instant from, Instant until) {
    Instant now = database.clock().now();
    return rosters
        .readNaming(tx, people, from, until)
        .flatMap(
            then ->
                rosters
                    .readNaming(tx, people, now.minus(FAIR), now.plus(FAIR))
                    .map(counted -> new Plans(then, counted)));
  }

  private static boolean anyInTheWay(Roster roster, List<Away> away) {
    return roster.parts().stream()
        .anyMatch(
            part ->
                away.stream()
                    .anyMatch(
                        each ->
                            each.user().equals(part.person())
                                && each.touches(part.start(), part.end())));
  }

  private Uni<Found> found(Roster roster, Around around) {
    if (around.plans().isEmpty()) {
      return Uni.createFrom().item(new Found(roster, List.of(), around.names()));
    }
    Plans plans = around.plans().get();
    return rosters
        .of(plans.then())
        .flatMap(
            then ->
                rosters
                    .of(plans.counted())
                    .flatMap(
                        counted ->
                            rosters.off(
                                () ->
                                    new StandIns(
                                            roster, around.verified(), around.away(), then, counted)
                                        .over(roster.parts()))))
        .map(proposals -> new Found(roster, proposals, around.names()));
  }
}
