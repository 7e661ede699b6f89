package dev.tocsin.identity.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.identity.absence.Away;
import dev.tocsin.identity.schedule.Roster;
import dev.tocsin.identity.schedule.Roster.Part;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StandInsTest {

  private static final UUID ANN = new UUID(0, 1);
  private static final UUID BEN = new UUID(0, 2);
  private static final UUID CAT = new UUID(0, 3);

  @Test
  void whoHasTheFewestHoursStandsInAndWhatIsProposedCounts() {
    Roster plan =
        roster(part(ANN, 10, 11), part(BEN, 11, 12), part(ANN, 12, 13), part(ANN, 14, 15));
    Roster counted = roster(part(BEN, 1, 3), part(CAT, 3, 4));
    List<StandIns.Proposal> proposals =
        new StandIns(
                plan,
                Set.of(ANN, BEN, CAT),
                List.of(away(ANN, 1, 30)),
                List.of(plan),
                List.of(counted))
            .over(plan.parts());

    assertEquals(
        List.of(Optional.of(CAT), Optional.of(BEN), Optional.of(CAT)),
        proposals.stream().map(StandIns.Proposal::standIn).toList());
    assertEquals(
        List.of(24.0, 48.0, 48.0), proposals.stream().map(StandIns.Proposal::hours).toList());
  }

  @Test
  void onlyThePartOfTheShiftThatIsInTheWayIsHandedOver() {
    Roster plan = roster(part(ANN, 10, 13));
    List<StandIns.Proposal> proposals =
        new StandIns(plan, Set.of(BEN), List.of(away(ANN, 11, 12)), List.of(plan), List.of(plan))
            .over(plan.parts());

    assertEquals(
        List.of(part(ANN, 11, 12)), proposals.stream().map(StandIns.Proposal::shift).toList());
  }

  @Test
  void whoIsAwayOnCallOrNotVerifiedDoesNotStandIn() {
    Roster plan = roster(part(ANN, 10, 11));
    Roster other = roster(part(BEN, 10, 11));
    assertEquals(
        Optional.empty(),
        new StandIns(
                plan,
                Set.of(BEN, CAT),
                List.of(away(ANN, 10, 11), away(CAT, 10, 11)),
                List.of(plan, other),
                List.of())
            .over(plan.parts())
            .getFirst()
            .standIn());
  }

  @Test
  void whoIsSecondaryThenDoesNotStandIn() {
    Roster plan = roster(List.of(part(ANN, 10, 11)), List.of(part(BEN, 10, 11)));
    assertEquals(
        Optional.of(CAT),
        new StandIns(plan, Set.of(BEN, CAT), List.of(away(ANN, 10, 11)), List.of(plan), List.of())
            .over(plan.parts())
            .getFirst()
            .standIn());
  }

  private static Roster roster(Part... parts) {
    return roster(List.of(parts), List.of());
  }

  private static Roster roster(List<Part> parts, List<Part> secondary) {
    return new Roster(
        new UUID(0, 9), "Primary", ZoneId.of("UTC"), Set.of(ANN, BEN, CAT), parts, secondary);
  }

  private static Away away(UUID user, int from, int until) {
    return new Away(user, Away.Kind.TIME_OFF, day(from), day(until), "");
  }

  private static Part part(UUID user, int from, int until) {
    return new Part(user, day(from), day(until));
  }

  private static Instant day(int day) {
    return Instant.parse("2040-01-01T00:00:00Z").plusSeconds(86_400L * day);
  }
}
