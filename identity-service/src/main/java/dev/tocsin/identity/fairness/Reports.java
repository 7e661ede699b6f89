package dev.tocsin.identity.fairness;

import dev.tocsin.identity.absence.Absences;
import dev.tocsin.identity.absence.Away;
import dev.tocsin.identity.rest.Rest;
import dev.tocsin.identity.rest.RestRules;
import dev.tocsin.identity.rest.RestSettings;
import dev.tocsin.identity.rest.Stretch;
import dev.tocsin.identity.schedule.Roster;
import dev.tocsin.identity.schedule.Rosters;
import dev.tocsin.identity.user.People;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Works out who has borne how much, and where plans leave too little rest. */
@Singleton
class Reports {

  /** Schedules in one report. */
  static final int MOST = 200;

  private static final Duration LONGEST_REST = Duration.ofDays(184);
  private static final ZoneId UTC = ZoneId.of("UTC");

  /** What each person of the schedules has borne. */
  record Fair(Map<UUID, Share> shares, Map<UUID, String> names) {}

  /** Rules that are broken, by start. */
  record Tired(List<Rest.Broken> broken, Map<UUID, String> names) {}

  private final Database database;
  private final Rosters rosters;
  private final Absences absences;
  private final People people;
  private final RestSettings settings;

  Reports(
      @ServiceDatabase("identity") Database database,
      Rosters rosters,
      Absences absences,
      People people,
      RestSettings settings) {
    this.database = database;
    this.rosters = rosters;
    this.absences = absences;
    this.people = people;
    this.settings = settings;
  }

  /**
   * Over a range, on these schedules or all. NotFound for a schedule; Invalid, naming the field,
   * for a range that is empty or too long, and for too many schedules.
   */
  Uni<Fair> fair(UUID tenant, List<UUID> schedules, Instant from, Instant until) {
    return settings
        .of(tenant)
        .flatMap(
            rules ->
                database
                    .entities(
                        tenant,
                        tx ->
                            chosen(tx, schedules)
                                .flatMap(ids -> rosters.read(tx, ids, from, until)))
                    .flatMap(rosters::of)
                    .invoke(found -> mustBeAll(schedules, found))
                    .flatMap(found -> fair(tenant, rules, found, from, until)));
  }

  private Uni<List<UUID>> chosen(Mutiny.Session tx, List<UUID> schedules) {
    return !schedules.isEmpty()
        ? Uni.createFrom().item(schedules)
        : rosters
            .ids(tx, MOST + 1)
            .invoke(
                all -> {
                  if (all.size() > MOST) {
                    throw Invalid.field(
                        "schedule_ids",
                        "there are more than %d schedules: name those of interest".formatted(MOST));
                  }
                });
  }

  private static void mustBeAll(List<UUID> schedules, List<Roster> found) {
    Set<UUID> missing = new HashSet<>(schedules);
    found.forEach(roster -> missing.remove(roster.id()));
    if (!missing.isEmpty()) {
      throw new NotFound("schedule", missing.iterator().next());
    }
  }

  /** What the people are known by, next to their shifts. */
  private record About(
      Map<UUID, ZoneId> zones, Map<UUID, String> names, Map<UUID, List<Stretch>> holidays) {}

  private Uni<Fair> fair(
      UUID tenant, RestRules rules, List<Roster> found, Instant from, Instant until) {
    Map<UUID, List<Stretch>> shifts = shifts(found);
    found.forEach(
        roster ->
            roster.people().forEach(user -> shifts.computeIfAbsent(user, _ -> new ArrayList<>())));
    return database
        .entities(
            tenant,
            tx ->
                holidays(tx, found, from, until)
                    .flatMap(holidays -> about(tx, shifts.keySet(), holidays)))
        .flatMap(about -> rosters.off(() -> fair(rules, shifts, about)));
  }

  private Uni<About> about(Mutiny.Session tx, Set<UUID> who, Map<UUID, List<Stretch>> holidays) {
    return people
        .zones(tx, who)
        .flatMap(zones -> names(tx, who).map(names -> new About(zones, names, holidays)));
  }

  private static Fair fair(RestRules rules, Map<UUID, List<Stretch>> shifts, About about) {
    Map<UUID, Share> shares = new HashMap<>();
    shifts.forEach(
        (user, own) ->
            shares.put(
                user,
                Share.of(
                    own,
                    about.zones().getOrDefault(user, UTC),
                    rules,
                    about.holidays().getOrDefault(user, List.of()))));
    return new Fair(shares, about.names());
  }

  private static Map<UUID, List<Stretch>> shifts(List<Roster> found) {
    Map<UUID, List<Stretch>> shifts = new HashMap<>();
    for (Roster roster : found) {
      for (Roster.Part part : roster.parts()) {
        shifts
            .computeIfAbsent(part.person(), _ -> new ArrayList<>())
            .add(new Stretch(part.start(), part.end()));
      }
    }
    return shifts;
  }

  private Uni<Map<UUID, List<Stretch>>> holidays(
      Mutiny.Session tx, List<Roster> found, Instant from, Instant until) {
    return Multi.createFrom()
        .iterable(found)
        .onItem()
        .transformToUniAndConcatenate(
            roster ->
                absences.of(
                    tx, roster.people(), Optional.of(roster.id()), roster.zone(), from, until))
        .collect()
        .asList()
        .map(
            all -> {
              Map<UUID, List<Stretch>> holidays = new HashMap<>();
              all.stream()
                  .flatMap(List::stream)
                  .filter(away -> away.kind() == Away.Kind.HOLIDAY)
                  .forEach(
                      away ->
                          holidays
                              .computeIfAbsent(away.user(), _ -> new ArrayList<>())
                              .add(new Stretch(away.start(), away.end())));
              return holidays;
            });
  }

  private Uni<Map<UUID, String>> names(Mutiny.Session tx, Set<UUID> users) {
    return people
        .known(tx, users)
        .map(
            known -> {
              Map<UUID, String> names = new HashMap<>();
              known.forEach((user, person) -> names.put(user, person.name()));
              return names;
            });
  }

  /** Where the plan of the people of a schedule leaves too little rest. */
  Uni<Tired> tired(UUID tenant, UUID schedule, Instant from, Instant until) {
    if (Duration.between(from, until).compareTo(LONGEST_REST) > 0) {
      throw Invalid.field(
          "end_time",
          "rest is looked at over at most %d days: end it by %s"
              .formatted(LONGEST_REST.toDays(), from.plus(LONGEST_REST)));
    }
    return settings
        .of(tenant)
        .flatMap(
            rules ->
                database
                    .entities(
                        tenant,
                        tx ->
                            rosters
                                .readOne(tx, schedule, from, until)
                                .flatMap(read -> plans(tx, read.people(), from, until)))
                    .flatMap(plans -> tired(rules, plans, from)));
  }

  /** Every schedule that may give these people shifts. */
  private record Plans(Set<UUID> who, Rosters.Read read, About about) {}

  private Uni<Plans> plans(Mutiny.Session tx, Set<UUID> who, Instant from, Instant until) {
    return rosters
        .readNaming(tx, who, from.minus(RestRules.WINDOW), until)
        .flatMap(read -> about(tx, who, Map.of()).map(about -> new Plans(who, read, about)));
  }

  private Uni<Tired> tired(RestRules rules, Plans plans, Instant from) {
    return rosters
        .of(plans.read())
        .flatMap(
            all ->
                rosters.off(
                    () ->
                        new Tired(
                            broken(rules, shifts(all), plans.who(), plans.about().zones(), from),
                            plans.about().names())));
  }

  private static List<Rest.Broken> broken(
      RestRules rules,
      Map<UUID, List<Stretch>> shifts,
      Set<UUID> who,
      Map<UUID, ZoneId> zones,
      Instant from) {
    return who.stream()
        .flatMap(
            user ->
                Rest.of(
                    rules,
                    user,
                    shifts.getOrDefault(user, List.of()),
                    zones.getOrDefault(user, UTC))
                    .stream())
        .filter(broken -> broken.time().end().isAfter(from))
        .sorted(
            Comparator.comparing((Rest.Broken broken) -> broken.time().start())
                .thenComparing(Rest.Broken::user))
        .toList();
  }
}
