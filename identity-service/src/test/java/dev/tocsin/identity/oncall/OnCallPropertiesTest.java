package dev.tocsin.identity.oncall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What holds for every schedule, in every zone, around every change of the clocks from 2000 to
 * 2040. Cases come from a seed; {@code -Dtocsin.seed=…} tries others, and a failure names its own.
 */
class OnCallPropertiesTest {

  private static final long SEED = Long.getLong("tocsin.seed", 20_260_101L);

  /** A plan and an instant near a change of its zone's clocks. */
  private interface Property {
    void check(RandomPlans random, SchedulePlan plan, Instant moment);
  }

  /** For so many plans of every zone. */
  private static void everywhere(int plans, Property property) {
    for (ZoneId zone : RandomPlans.ZONES) {
      for (int i = 0; i < plans; i++) {
        long seed = SEED + 31L * zone.getId().hashCode() + i;
        var random = new RandomPlans(new Random(seed), zone);
        Instant moment = random.moment();
        SchedulePlan plan = random.plan(moment);
        try {
          property.check(random, plan, moment);
        } catch (AssertionError | RuntimeException failure) {
          throw new AssertionError(
              "%s, case %d of seed %d, around %s: %s\n%s"
                  .formatted(zone, i, SEED, moment, failure.getMessage(), plan),
              failure);
        }
      }
    }
  }

  @Test
  void saysWhatTheRulesSayTheSlowWay() {
    everywhere(
        6,
        (random, plan, moment) -> {
          OnCall onCall = OnCall.of(plan);
          var slow = new SlowOnCall(plan);
          for (int i = 0; i < 6; i++) {
            Instant instant = random.around(moment, 4);
            for (Duty duty : Duty.values()) {
              assertEquals(
                  slow.people(duty, instant),
                  new HashSet<>(onCall.people(duty, instant)),
                  () -> duty + " at " + instant);
            }
          }
        });
  }

  @Test
  void whoIsOnCallAndNextOverARangeIsWhatEachInstantSays() {
    everywhere(
        2,
        (random, plan, moment) -> {
          OnCall onCall = OnCall.of(plan);
          Range range =
              new Range(moment.minus(Duration.ofDays(3)), moment.plus(Duration.ofDays(6)));
          for (Duty duty : Duty.values()) {
            List<Watch> watches = onCall.watches(duty, range);
            List<Watch> next = onCall.nextWatches(duty, range);
            assertEquals(range.from(), watches.getFirst().start());
            assertEquals(range.from(), next.getFirst().start());
            List<Instant> instants = new ArrayList<>(List.of(moment, random.around(moment, 2)));
            watches.forEach(watch -> instants.add(watch.start()));
            for (Instant instant : instants) {
              if (range.contains(instant)) {
                assertEquals(
                    onCall.people(duty, instant),
                    at(watches, instant),
                    () -> duty + " at " + instant);
                assertEquals(
                    onCall.next(duty, instant).stream().map(Shift::person).distinct().toList(),
                    at(next, instant),
                    () -> "next " + duty + " at " + instant);
              }
            }
          }
        });
  }

  private static List<UUID> at(List<Watch> watches, Instant instant) {
    return watches.reversed().stream()
        .filter(watch -> !watch.start().isAfter(instant))
        .findFirst()
        .orElseThrow()
        .people();
  }

  @Test
  void everyInstantOfAShiftHasTheSameShift() {
    everywhere(
        3,
        (random, plan, moment) -> {
          OnCall onCall = OnCall.of(plan);
          for (Duty duty : Duty.values()) {
            List<Shift> shifts = onCall.at(duty, moment);
            Set<Object> people = new HashSet<>();
            for (Shift shift : shifts) {
              assertTrue(shift.contains(moment), () -> shift + " is not at " + moment);
              assertTrue(people.add(shift.person()), () -> shift.person() + " is there twice");
              for (Instant inside : List.of(shift.start(), shift.end().minusNanos(1))) {
                if (inside.isAfter(Instant.MIN) && inside.isBefore(Instant.MAX.minusSeconds(1))) {
                  assertTrue(
                      onCall.at(duty, inside).contains(shift), () -> shift + " not at " + inside);
                }
              }
            }
            assertEquals(onCall.people(duty, moment), shifts.stream().map(Shift::person).toList());
          }
        });
  }

  @Test
  void aRangeSaysAtEachInstantWhatTheInstantSaysWithoutAnUnexplainedHole() {
    everywhere(
        3,
        (random, plan, moment) -> {
          OnCall onCall = OnCall.of(plan);
          Range range =
              new Range(moment.minus(Duration.ofDays(3)), moment.plus(Duration.ofDays(6)));
          for (Duty duty : Duty.values()) {
            List<Shift> shifts = onCall.over(duty, range);
            List<Range> gaps = onCall.gaps(duty, range);
            assertTrue(shifts.stream().allMatch(shift -> shift.start().isBefore(shift.end())));
            for (Instant instant : edges(shifts, gaps, random.around(moment, 2))) {
              if (range.contains(instant)) {
                assertEquals(
                    new HashSet<>(onCall.at(duty, instant)),
                    new HashSet<>(
                        shifts.stream().filter(shift -> shift.contains(instant)).toList()),
                    () -> duty + " at " + instant);
                assertEquals(
                    onCall.people(duty, instant).isEmpty(),
                    gaps.stream().anyMatch(gap -> gap.contains(instant)),
                    () -> "gap of " + duty + " at " + instant);
              }
            }
          }
        });
  }

  private static Set<Instant> edges(List<Shift> shifts, List<Range> gaps, Instant more) {
    Set<Instant> edges = new HashSet<>(Set.of(more));
    for (Shift shift : shifts) {
      edges.add(shift.start());
      edges.add(shift.end());
    }
    for (Range gap : gaps) {
      edges.add(gap.from());
      edges.add(gap.until());
    }
    List<Instant> all = new ArrayList<>(edges);
    all.stream().filter(edge -> edge.isAfter(Instant.MIN)).forEach(e -> edges.add(e.minusNanos(1)));
    return edges;
  }

  @Test
  void turnsOfALayerDoNotOverlapButForThePeopleOfASlot() {
    everywhere(
        3,
        (random, plan, moment) -> {
          Layer layer = random.layer(0, moment);
          var alone =
              SchedulePlan.of(
                  plan.versions().getFirst().zone(), List.of(layer), List.of(), plan.deactivated());
          Range range =
              new Range(moment.minus(Duration.ofDays(3)), moment.plus(Duration.ofDays(9)));
          List<Shift> shifts = OnCall.of(alone).layer(layer.id(), range);
          for (int i = 0; i < shifts.size(); i++) {
            for (Shift later : shifts.subList(i + 1, shifts.size())) {
              Shift one = shifts.get(i);
              boolean overlap =
                  one.start().isBefore(later.end()) && later.start().isBefore(one.end());
              assertFalse(
                  overlap
                      && layer.turns() instanceof Turns.Rotating
                      && !one.cause().equals(later.cause()),
                  () -> one + " and " + later);
              assertFalse(
                  overlap && one.person().equals(later.person()), () -> one + " and " + later);
            }
          }
        });
  }

  @Test
  void editingTheFutureLeavesThePast() {
    everywhere(
        3,
        (random, plan, moment) -> {
          Instant now = random.around(moment, 2);
          SchedulePlan edited = edited(random, plan, moment, now);
          Range past = new Range(now.minus(Duration.ofDays(5)), now);
          for (Duty duty : Duty.values()) {
            assertEquals(
                cut(OnCall.of(plan).over(duty, past), past),
                cut(OnCall.of(edited).over(duty, past), past));
            assertEquals(
                OnCall.of(plan).people(duty, now.minusNanos(1)),
                OnCall.of(edited).people(duty, now.minusNanos(1)));
          }
        });
  }

  /** New layers, new overrides and a deactivation from now on; old overrides end. */
  private static SchedulePlan edited(
      RandomPlans random, SchedulePlan plan, Instant moment, Instant now) {
    List<SchedulePlan.Version> versions = new ArrayList<>();
    plan.versions().stream().filter(version -> version.from().isBefore(now)).forEach(versions::add);
    versions.add(random.version(now, moment));
    List<OverrideRule> overrides = new ArrayList<>();
    plan.overrides().forEach(each -> overrides.addAll(each.without(now, Instant.MAX)));
    random.overrides(moment, versions).stream()
        .flatMap(each -> each.without(Instant.MIN, now).stream())
        .forEach(overrides::add);
    var deactivated = new HashMap<>(plan.deactivated());
    deactivated.values().removeIf(since -> !since.isBefore(now));
    deactivated.putIfAbsent(RandomPlans.PEOPLE.getFirst(), now);
    return new SchedulePlan(versions, overrides, deactivated);
  }

  private static List<Shift> cut(List<Shift> shifts, Range range) {
    return shifts.stream().map(shift -> shift.within(range)).toList();
  }

  @Test
  void whoeverHasTheTurnKeepsItWhenTheSlotsChange() {
    everywhere(
        3,
        (random, plan, moment) -> {
          var before = Turns.Rotating.of(random.rotation(moment), RandomPlans.PEOPLE.subList(0, 4));
          Layer old = Layer.of(new UUID(7, 0), "layer", before);
          ZoneId zone = plan.versions().getFirst().zone();
          OnCall past = OnCall.of(SchedulePlan.of(zone, List.of(old), List.of(), Map.of()));
          Optional<Shift> had = past.at(Duty.PRIMARY, moment).stream().findFirst();
          List<UUID> others = new ArrayList<>(RandomPlans.PEOPLE);
          Collections.rotate(others, moment.hashCode() % 6);
          Layer changed =
              KeptTurn.of(
                  old,
                  zone,
                  old.taking(Turns.Rotating.of(before.rotation(), others)),
                  zone,
                  moment);
          OnCall future = OnCall.of(SchedulePlan.of(zone, List.of(changed), List.of(), Map.of()));
          had.ifPresent(shift -> assertEquals(List.of(shift), future.at(Duty.PRIMARY, moment)));
        });
  }

  @Test
  void whatBeginsNextBeginsLaterAndNothingBeginsBefore() {
    everywhere(
        2,
        (random, plan, moment) -> {
          var bare = new SchedulePlan(plan.versions(), List.of(), plan.deactivated());
          OnCall onCall = OnCall.of(plan);
          for (Shift next : onCall.next(Duty.PRIMARY, moment)) {
            assertTrue(next.start().isAfter(moment));
            Range between = new Range(moment, next.start());
            assertTrue(
                OnCall.of(bare).over(Duty.PRIMARY, between).stream()
                    .allMatch(
                        shift ->
                            !shift.start().isAfter(moment)
                                || OnCall.of(bare).at(Duty.PRIMARY, moment).stream()
                                    .anyMatch(now -> now.cause().equals(shift.cause()))));
          }
        });
  }

  @Test
  void aRotationFindsTheTurnOfAnInstantHoweverFar() {
    everywhere(
        3,
        (random, plan, moment) -> {
          ZoneId zone = plan.versions().getFirst().zone();
          Rotation rotation = random.rotation(moment.minus(Duration.ofDays(9_000)));
          long number = rotation.number(moment, zone);
          assertFalse(rotation.start(number, zone).isAfter(moment));
          assertTrue(rotation.start(number + 1, zone).isAfter(moment));
          Instant mirrored = moment.minus(Duration.ofDays(20_000));
          long before = rotation.number(mirrored, zone);
          assertFalse(rotation.start(before, zone).isAfter(mirrored));
          assertTrue(rotation.start(before + 1, zone).isAfter(mirrored));
        });
  }
}
