package dev.tocsin.identity.swap;

import dev.tocsin.identity.absence.Away;
import dev.tocsin.identity.schedule.Roster;
import dev.tocsin.identity.schedule.Roster.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Proposes who could stand in for people who are away. Pure: of the people of the schedule who are
 * free, not away and have a verified address, the one with the fewest hours on call, then the one
 * with the smallest id. What is proposed counts at once, so that one person does not get it all.
 */
final class StandIns {

  /**
   * A shift that is in the way, and who could take it.
   *
   * @param hours hours on call of the stand-in without this shift; 0 when there is none
   */
  record Proposal(Part shift, Away away, Optional<UUID> standIn, double hours) {}

  private final Set<UUID> people;
  private final Set<UUID> verified;
  private final List<Away> away;
  private final Map<UUID, List<Part>> busy = new HashMap<>();
  private final Map<UUID, Duration> hours = new HashMap<>();

  /**
   * Knows who may stand in.
   *
   * @param verified those who have a verified address
   * @param then every schedule that names one of the people, over the time of interest
   * @param counted the same over the time in which hours are counted
   */
  StandIns(
      Roster roster,
      Set<UUID> verified,
      List<Away> away,
      Collection<Roster> then,
      Collection<Roster> counted) {
    this.people = roster.people();
    this.verified = verified;
    this.away = away;
    for (Roster each : then) {
      Stream.concat(each.parts().stream(), each.secondary().stream())
          .forEach(part -> busy.computeIfAbsent(part.person(), _ -> new ArrayList<>()).add(part));
    }
    for (Roster each : counted) {
      each.parts()
          .forEach(
              part ->
                  hours.merge(
                      part.person(), Duration.between(part.start(), part.end()), Duration::plus));
    }
  }

  /** For each of these shifts what of it is in the way, by start. */
  List<Proposal> over(List<Part> shifts) {
    List<Proposal> proposals = new ArrayList<>();
    for (Part shift : shifts) {
      for (Away reason : away) {
        if (reason.user().equals(shift.person()) && reason.touches(shift.start(), shift.end())) {
          Part clash =
              new Part(
                  shift.person(),
                  reason.start().isBefore(shift.start()) ? shift.start() : reason.start(),
                  reason.end().isAfter(shift.end()) ? shift.end() : reason.end());
          proposals.add(propose(clash, reason));
        }
      }
    }
    proposals.sort(Comparator.comparing(proposal -> proposal.shift().start()));
    return proposals;
  }

  private Proposal propose(Part clash, Away reason) {
    Optional<UUID> chosen =
        people.stream()
            .filter(person -> !person.equals(clash.person()))
            .filter(verified::contains)
            .filter(
                person -> busy.getOrDefault(person, List.of()).stream().noneMatch(clash::touches))
            .filter(
                person ->
                    away.stream()
                        .noneMatch(
                            each ->
                                each.user().equals(person)
                                    && each.touches(clash.start(), clash.end())))
            .min(
                Comparator.comparing((UUID person) -> hours.getOrDefault(person, Duration.ZERO))
                    .thenComparing(Comparator.naturalOrder()));
    double before =
        chosen
            .map(person -> hours.getOrDefault(person, Duration.ZERO).toMinutes() / 60.0)
            .orElse(0.0);
    chosen.ifPresent(
        person -> {
          busy.computeIfAbsent(person, _ -> new ArrayList<>())
              .add(new Part(person, clash.start(), clash.end()));
          hours.merge(person, Duration.between(clash.start(), clash.end()), Duration::plus);
        });
    return new Proposal(clash, reason, chosen, before);
  }
}
