package dev.tocsin.alerting.routing;

import dev.tocsin.alerting.timeline.Reason;
import dev.tocsin.platform.error.Invalid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's routes, compiled and in order. Matching is pure and safe for concurrent use.
 *
 * <p>Most conditions ask for a certain value of a label, so routes are indexed by it: of 1,000
 * routes an alert meets the few that it could match, and those are evaluated in their order.
 */
public final class Routes {

  /** The order in which routes are tried. */
  public static final Comparator<Route> ORDER =
      Comparator.comparingInt(Route::position)
          .thenComparing(Route::createdAt)
          .thenComparing(Route::id);

  private static final String LABELS = "labels.";

  private final List<Route> ordered;
  private final Condition[] conditions;
  private final Reason[] matches;
  private final long budgetNanos;
  private final boolean heavy;

  /** Places of the routes that every alert must be tried on. */
  private final int[] always;

  private final List<Field> index;

  /**
   * A field that routes ask for.
   *
   * @param places for each value that it may have, the places of the routes that ask for it
   */
  private record Field(String name, String label, Map<String, int[]> places) {
    Field(String name, Map<String, int[]> places) {
      this(name, name.startsWith(LABELS) ? name.substring(LABELS.length()) : "", places);
    }

    int @Nullable [] asking(AlertFacts alert) {
      @Nullable String value =
          switch (name) {
            case "severity" -> alert.severity().word();
            case "source" -> alert.source();
            default -> alert.labels().get(label);
          };
      return value == null ? null : places.get(value);
    }
  }

  private Routes(List<Route> ordered, Condition[] conditions, Duration perAlert) {
    this.ordered = ordered;
    this.conditions = conditions;
    this.matches = new Reason[conditions.length];
    this.budgetNanos = perAlert.toNanos();
    this.heavy = Arrays.stream(conditions).anyMatch(Condition::heavy);
    List<Integer> everywhere = new ArrayList<>();
    Map<String, Map<String, List<Integer>>> places = new HashMap<>();
    for (int i = 0; i < conditions.length; i++) {
      int place = i;
      matches[i] = RoutingReasons.routed(ordered.get(i), i + 1);
      Optional<ConstantConstraint> constraint = conditions[i].constraint();
      if (constraint.isEmpty()) {
        everywhere.add(place);
      } else {
        Map<String, List<Integer>> values =
            places.computeIfAbsent(constraint.get().field(), field -> new HashMap<>());
        constraint
            .get()
            .values()
            .forEach(value -> values.computeIfAbsent(value, v -> new ArrayList<>()).add(place));
      }
    }
    this.always = ints(everywhere);
    this.index = new ArrayList<>();
    places.forEach(
        (field, values) -> {
          Map<String, int[]> byValue = new HashMap<>();
          values.forEach((value, at) -> byValue.put(value, ints(at)));
          index.add(new Field(field, byValue));
        });
  }

  /**
   * Compiles routes. Disabled ones are left out; one whose condition no longer compiles never
   * matches and says so.
   *
   * @param perAlert how long all conditions together may take for one alert
   */
  public static Routes compile(List<Route> routes, Conditions language, Duration perAlert) {
    List<Route> ordered = routes.stream().filter(route -> !route.disabled()).sorted(ORDER).toList();
    Condition[] conditions =
        ordered.stream().map(route -> compile(route, language)).toArray(Condition[]::new);
    return new Routes(ordered, conditions, perAlert);
  }

  private static Condition compile(Route route, Conditions language) {
    try {
      return language.compile("route.condition", route.condition());
    } catch (Invalid e) {
      return new Condition(
          facts -> new Condition.Failed("does not compile: " + e.explanation()),
          Optional.empty(),
          false);
    }
  }

  /** Number of routes that are tried. */
  public int size() {
    return ordered.size();
  }

  /** May matching take long enough that it must not run on an event loop? */
  public boolean heavy() {
    return heavy;
  }

  /**
   * Finds the routes of an alert: the first that matches, and the next as long as each says to go
   * on.
   */
  public RouteDecision match(AlertFacts alert) {
    List<Route> matched = new ArrayList<>(1);
    List<Reason> reasons = new ArrayList<>(2);
    int failures = 0;
    int[] candidates = candidates(alert);
    long deadline = System.nanoTime() + budgetNanos;
    for (int i = 0; i < candidates.length; i++) {
      int place = candidates[i];
      Route route = ordered.get(place);
      if (System.nanoTime() - deadline > 0) {
        reasons.add(
            RoutingReasons.outOfTime(route, candidates.length - i, budgetNanos / 1_000_000));
        failures++;
        break;
      }
      Condition.Result result = conditions[place].program().apply(alert);
      if (result instanceof Condition.Failed failed) {
        reasons.add(RoutingReasons.failed(route, failed.why()));
        failures++;
      } else if (result instanceof Condition.Decided(boolean holds) && holds) {
        matched.add(route);
        reasons.add(matches[place]);
        if (!route.goesOn()) {
          break;
        }
      }
    }
    return matched.isEmpty()
        ? new RouteDecision.NoneMatched(reasons, failures)
        : new RouteDecision.Routed(matched, reasons, failures);
  }

  private int[] candidates(AlertFacts alert) {
    int[] found = always;
    for (Field field : index) {
      int[] places = field.asking(alert);
      if (places != null) {
        int[] both = Arrays.copyOf(found, found.length + places.length);
        System.arraycopy(places, 0, both, found.length, places.length);
        found = both;
      }
    }
    if (found != always) {
      Arrays.sort(found);
    }
    return found;
  }

  private static int[] ints(List<Integer> places) {
    return places.stream().mapToInt(Integer::intValue).toArray();
  }
}
