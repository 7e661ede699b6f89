package dev.tocsin.alerting.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.routing.RouteDecision.NoneMatched;
import dev.tocsin.alerting.routing.RouteDecision.Routed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RoutesTest {

  private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
  private final Conditions language = new Conditions(Limits.USUAL);

  @Test
  void takesFirstThatMatches() {
    Routes routes = routes(route(1, "labels.team == 'web'"), route(2, "true"), route(3, "true"));

    Routed routed = assertInstanceOf(Routed.class, routes.match(alert(Map.of("team", "db"))));

    assertEquals(List.of(2), positions(routed));
  }

  @Test
  void goesOnWhereRouteSaysSo() {
    Routes routes =
        routes(
            goingOn(route(1, "labels.team == 'db'")),
            route(2, "severity == 'critical'"),
            route(3, "true"));

    Routed routed = assertInstanceOf(Routed.class, routes.match(alert(Map.of("team", "db"))));

    assertEquals(List.of(1, 2), positions(routed));
    assertEquals("routed", routed.reasons().getFirst().code());
  }

  @Test
  void triesRoutesByPositionWhateverTheOrderTheyCameIn() {
    Routes routes = routes(route(3, "true"), route(1, "labels.a == 'x'"), route(2, "true"));

    assertEquals(List.of(1), positions(routes.match(alert(Map.of("a", "x")))));
    assertEquals(List.of(2), positions(routes.match(alert(Map.of("a", "y")))));
  }

  @Test
  void passesOverDisabledRoutes() {
    Route off = route(1, "true");
    Route disabled =
        new Route(
            off.id(),
            off.name(),
            1,
            "true",
            false,
            List.of(),
            Duration.ZERO,
            List.of(),
            off.policy(),
            Optional.empty(),
            Optional.empty(),
            true,
            NOW,
            NOW);

    assertInstanceOf(NoneMatched.class, routes(disabled).match(alert(Map.of())));
  }

  @Test
  void treatsMissingLabelAsNoMatchWithoutComplaint() {
    Routes routes =
        routes(
            route(1, "labels.team.startsWith('d')"),
            route(2, "annotations.runbook != ''"),
            route(3, "labels['zone'] == 'a' || labels.team == 'x'"));

    NoneMatched none = assertInstanceOf(NoneMatched.class, routes.match(alert(Map.of())));

    assertEquals(0, none.failures());
    assertEquals(List.of(), none.reasons());
  }

  @Test
  void tellsWhichConditionFailedAndGoesOn() {
    Routes routes = routes(route(1, "int(labels.code) > 500"), route(2, "true"));

    Routed routed =
        assertInstanceOf(Routed.class, routes.match(alert(Map.of("code", "not a number"))));

    assertEquals(List.of(2), positions(routed));
    assertEquals(1, routed.failures());
    assertEquals("route_failed", routed.reasons().getFirst().code());
    assertEquals("route-1", routed.reasons().getFirst().facts().get("route"));
  }

  @Test
  void failsVisiblyWhereStoredConditionNoLongerCompiles() {
    Routes routes = routes(route(1, "labels.team ==="), route(2, "true"));

    Routed routed = assertInstanceOf(Routed.class, routes.match(alert(Map.of())));

    assertEquals(1, routed.failures());
    assertTrue(routed.reasons().getFirst().summary().contains("does not compile"));
  }

  @Test
  void stopsTryingWhenTimeForOneAlertIsOver() {
    List<Route> slow = new ArrayList<>();
    for (int i = 1; i <= 60; i++) {
      slow.add(
          route(
              i,
              "[1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, [1,2,3,4,5,6,7,8,9].all(c,"
                  + " labels.x != string(a*b*c*"
                  + i
                  + ")))) && false"));
    }
    Limits short_ =
        new Limits(2000, 10_000, 1_000_000, 1_000, Duration.ofSeconds(5), Duration.ofMillis(1));
    Routes routes = Routes.compile(slow, new Conditions(short_), short_.perAlert());

    RouteDecision decision = routes.match(alert(Map.of("x", "y")));

    assertEquals(1, decision.failures());
    assertTrue(decision.reasons().getLast().summary().contains("were not tried"));
  }

  /** The index must never change what plain trying in order would give. */
  @Test
  void findsTheSameWithAndWithoutIndex() {
    String[] conditions = {
      "labels.team == 'T'",
      "'T' == labels.team",
      "labels['team'] == 'T' && severity == 'S'",
      "labels.team in ['T', 'other'] || labels.team == 'third'",
      "severity in ['S', 'info']",
      "source == 'alertmanager' && labels.team != 'T'",
      "labels.zone == 'T' || severity == 'S'",
      "!(labels.team == 'T')",
      "has(labels.team) && labels.team == 'T'",
      "(labels.team == 'T') == true",
      "labels.team == 'T' ? severity == 'S' : true",
      "true"
    };
    String[] values = {"a", "b", "c", "third", "other"};
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      List<Route> routes = new ArrayList<>();
      for (int i = 1; i <= 12; i++) {
        Route route =
            route(
                i,
                conditions[random.nextInt(conditions.length)]
                    .replace("T", values[random.nextInt(values.length)])
                    .replace(
                        "S", Severity.values()[random.nextInt(Severity.values().length)].word()));
        routes.add(random.nextInt(3) == 0 ? goingOn(route) : route);
      }
      AlertFacts alert =
          new AlertFacts(
              random.nextBoolean()
                  ? Map.of("team", values[random.nextInt(values.length)])
                  : Map.of("zone", values[random.nextInt(values.length)]),
              Map.of(),
              Severity.values()[random.nextInt(5)],
              "alertmanager",
              NOW);

      assertEquals(
          inOrder(routes, alert), positions(compile(routes).match(alert)), routes::toString);
    }
  }

  @Test
  void triesThousandRoutesInMicroseconds() {
    List<Route> routes = new ArrayList<>();
    for (int i = 1; i <= 1000; i++) {
      routes.add(route(i, "labels.team == 'team-" + i + "' && severity in ['critical', 'major'] "));
    }
    Routes compiled = compile(routes);
    AlertFacts alert = alert(Map.of("team", "team-900", "alertname", "Down"));
    for (int i = 0; i < 20_000; i++) {
      compiled.match(alert);
    }

    long best = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < 1_000; i++) {
        compiled.match(alert);
      }
      best = Math.min(best, (System.nanoTime() - start) / 1_000);
    }

    assertTrue(best < 500_000, "matching among 1,000 routes took " + best + " ns");
  }

  /** Plain trying of each route by itself. */
  private List<Integer> inOrder(List<Route> routes, AlertFacts alert) {
    List<Integer> found = new ArrayList<>();
    for (Route route : routes) {
      if (language.compile("condition", route.condition()).program().apply(alert)
              instanceof Condition.Decided(boolean holds)
          && holds) {
        found.add(route.position());
        if (!route.goesOn()) {
          break;
        }
      }
    }
    return found;
  }

  private Routes routes(Route... routes) {
    return compile(List.of(routes));
  }

  private Routes compile(List<Route> routes) {
    return Routes.compile(routes, language, Duration.ofSeconds(5));
  }

  private static List<Integer> positions(RouteDecision decision) {
    return decision instanceof Routed routed
        ? routed.routes().stream().map(Route::position).toList()
        : Collections.emptyList();
  }

  private static AlertFacts alert(Map<String, String> labels) {
    return new AlertFacts(labels, Map.of(), Severity.CRITICAL, "alertmanager", NOW);
  }

  private static Route goingOn(Route route) {
    return new Route(
        route.id(),
        route.name(),
        route.position(),
        route.condition(),
        true,
        List.of(),
        Duration.ZERO,
        List.of(),
        route.policy(),
        Optional.empty(),
        Optional.empty(),
        false,
        NOW,
        NOW);
  }

  private static Route route(int position, String condition) {
    return new Route(
        UUID.randomUUID(),
        "route-" + position,
        position,
        condition,
        false,
        List.of(),
        Duration.ZERO,
        List.of(),
        UUID.randomUUID(),
        Optional.empty(),
        Optional.empty(),
        false,
        NOW,
        NOW);
  }
}
