package dev.tocsin.identity.swap;

import dev.tocsin.identity.absence.Absences;
import dev.tocsin.identity.absence.Away;
import dev.tocsin.identity.schedule.Roster;
import dev.tocsin.identity.schedule.Roster.Part;
import dev.tocsin.identity.schedule.Rosters;
import dev.tocsin.identity.user.Addressees;
import dev.tocsin.proto.identity.v1.ShiftConflictKind;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Finds what speaks against a person taking shifts: what people are told before they do it. */
@Singleton
class Conflicts {

  private final Rosters rosters;
  private final Absences absences;
  private final Addressees addressees;

  Conflicts(Rosters rosters, Absences absences, Addressees addressees) {
    this.rosters = rosters;
    this.absences = absences;
    this.addressees = addressees;
  }

  /**
   * Against this person taking these.
   *
   * @param on the schedule on which it is
   * @param taken what would be taken, of others
   * @param given what the person would give in return
   */
  Uni<List<Conflict>> of(
      Mutiny.Session tx, Roster on, UUID person, List<Part> taken, List<Part> given) {
    Optional<UUID> schedule = Optional.of(on.id());
    ZoneId zone = on.zone();
    if (taken.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    Instant from = taken.stream().map(Part::start).min(Comparator.naturalOrder()).orElseThrow();
    Instant until = taken.stream().map(Part::end).max(Comparator.naturalOrder()).orElseThrow();
    List<Conflict> found = new ArrayList<>();
    return rosters
        .naming(tx, person, from, until)
        .invoke(all -> all.forEach(roster -> onCall(roster, person, taken, given, found)))
        .chain(() -> absences.of(tx, Set.of(person), schedule, zone, from, until))
        .invoke(all -> all.forEach(away -> away(away, taken, found)))
        .chain(() -> addressees.verified(tx, Set.of(person)))
        .map(
            verified -> {
              if (!verified.contains(person)) {
                found.add(
                    new Conflict(
                        ShiftConflictKind.SHIFT_CONFLICT_KIND_NOT_VERIFIED,
                        person,
                        "user %s has no enabled address that is verified: a page might reach nobody"
                            .formatted(person),
                        Optional.empty(),
                        Optional.empty()));
              }
              return found;
            });
  }

  private static void away(Away away, List<Part> taken, List<Conflict> found) {
    if (taken.stream().anyMatch(part -> away.touches(part.start(), part.end()))) {
      found.add(
          new Conflict(
              kind(away),
              away.user(),
              away.text(),
              Optional.empty(),
              Optional.of(new Conflict.Times(away.start(), away.end()))));
    }
  }

  static ShiftConflictKind kind(Away away) {
    return switch (away.kind()) {
      case TIME_OFF -> ShiftConflictKind.SHIFT_CONFLICT_KIND_TIME_OFF;
      case HOLIDAY -> ShiftConflictKind.SHIFT_CONFLICT_KIND_HOLIDAY;
    };
  }

  private static void onCall(
      Roster roster, UUID person, List<Part> taken, List<Part> given, List<Conflict> found) {
    for (Part own : roster.of(person)) {
      if (!given.contains(own) && taken.stream().anyMatch(own::touches)) {
        found.add(onCall(roster, own, "on call"));
      }
    }
    for (Part own : roster.secondary()) {
      if (own.person().equals(person) && taken.stream().anyMatch(own::touches)) {
        found.add(onCall(roster, own, "on call as secondary"));
      }
    }
  }

  private static Conflict onCall(Roster roster, Part own, String what) {
    return new Conflict(
        ShiftConflictKind.SHIFT_CONFLICT_KIND_ON_CALL,
        own.person(),
        "user %s is %s on schedule '%s' already from %s until %s"
            .formatted(own.person(), what, roster.name(), own.start(), own.end()),
        Optional.of(roster.id()),
        Optional.of(new Conflict.Times(own.start(), own.end())));
  }
}
