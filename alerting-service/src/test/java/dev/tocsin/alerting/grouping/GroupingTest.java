package dev.tocsin.alerting.grouping;

import static java.time.ZoneOffset.UTC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.policy.Policy;
import dev.tocsin.alerting.policy.Step;
import dev.tocsin.alerting.policy.Target;
import dev.tocsin.alerting.routing.QuietHours;
import dev.tocsin.alerting.routing.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GroupingTest {

  private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
  private final Policy ops = policy(Duration.ofMinutes(5));
  private final Policy boss = policy(Duration.ZERO);
  private final Map<UUID, Policy> policies = Map.of(ops.id(), ops, boss.id(), boss);

  @Test
  void groupsByValuesOfLabels() {
    Route route = route(ops, "team", "zone");

    Optional<String> key = Grouping.key(route, Map.of("team", "db", "zone", "a", "host", "1"));

    assertEquals(key, Grouping.key(route, Map.of("team", "db", "zone", "a", "host", "2")));
    assertNotEquals(key, Grouping.key(route, Map.of("team", "db", "zone", "b")));
    assertNotEquals(
        Grouping.key(route, Map.of("team", "x", "zone", "")),
        Grouping.key(route, Map.of("team", "", "zone", "x")));
    assertNotEquals(
        key, Grouping.key(route(ops, "team", "zone"), Map.of("team", "db", "zone", "a")));
  }

  @Test
  void makesGroupForEachAlertWithoutGroupBy() {
    GroupPlan plan = Grouping.routed(List.of(route(ops)), Map.of(), policies, NOW);

    assertTrue(plan.key().isEmpty());
  }

  @Test
  void firstStepWaitsForGroupAndForItself() {
    GroupPlan plan =
        Grouping.routed(
            List.of(waiting(route(ops), Duration.ofSeconds(30))), Map.of(), policies, NOW);

    assertEquals(NOW.plusSeconds(330), plan.chains().getFirst().due());
  }

  @Test
  void beginsOneEscalationForEachPolicy() {
    GroupPlan plan =
        Grouping.routed(List.of(route(ops), route(boss), route(ops)), Map.of(), policies, NOW);

    assertEquals(List.of(ops.id(), boss.id()), plan.chains().stream().map(Chain::policy).toList());
  }

  @Test
  void quietHoursPutTheFirstStepOffUntilTheyAreOver() {
    Route quiet = quiet(route(boss), new QuietHours(time("09:00"), time("12:30"), Set.of(), UTC));

    Chain held = Grouping.routed(List.of(quiet), Map.of(), policies, NOW).chains().getFirst();
    Chain free =
        Grouping.routed(List.of(quiet), Map.of(), policies, NOW.plus(Duration.ofHours(3)))
            .chains()
            .getFirst();

    assertEquals(Instant.parse("2026-01-15T12:30:00Z"), held.due());
    assertTrue(held.held());
    assertEquals(NOW.plus(Duration.ofHours(3)), free.due());
    assertFalse(free.held());
  }

  @Test
  void pagesByDefaultPolicyOrNobody() {
    assertEquals(boss.id(), Grouping.unrouted(boss, NOW).chains().getFirst().policy());
    assertTrue(Grouping.unrouted(null, NOW).chains().isEmpty());
  }

  private static Policy policy(Duration firstWait) {
    Step step =
        new Step(
            firstWait, List.of(new Target.Person(UUID.randomUUID())), List.of(), Optional.empty());
    return new Policy(UUID.randomUUID(), "p", List.of(step), 0, Optional.empty());
  }

  private static LocalTime time(String text) {
    return LocalTime.parse(text);
  }

  private static Route quiet(Route route, QuietHours hours) {
    return new Route(
        route.id(),
        "r",
        1,
        "",
        false,
        route.groupBy(),
        Duration.ZERO,
        List.of(hours),
        route.policy(),
        Optional.empty(),
        Optional.empty(),
        false,
        NOW,
        NOW);
  }

  private static Route waiting(Route route, Duration wait) {
    return new Route(
        route.id(),
        "r",
        1,
        "",
        false,
        route.groupBy(),
        wait,
        List.of(),
        route.policy(),
        Optional.empty(),
        Optional.empty(),
        false,
        NOW,
        NOW);
  }

  private static Route route(Policy policy, String... groupBy) {
    return new Route(
        UUID.randomUUID(),
        "r",
        1,
        "",
        false,
        List.of(groupBy),
        Duration.ZERO,
        List.of(),
        policy.id(),
        Optional.empty(),
        Optional.empty(),
        false,
        NOW,
        NOW);
  }
}
