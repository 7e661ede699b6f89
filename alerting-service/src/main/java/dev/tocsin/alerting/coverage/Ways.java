package dev.tocsin.alerting.coverage;

import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.routing.Conditions;
import dev.tocsin.alerting.routing.QuietHours;
import dev.tocsin.alerting.routing.Route;
import dev.tocsin.alerting.routing.Routes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * By which routes alerts of each severity may come to each policy. A route that no alert of a
 * severity can come to, because of its own condition or of a route before it that takes them all,
 * is no way.
 */
final class Ways {

  /**
   * A way to a policy.
   *
   * @param route empty for the tenant's default policy
   */
  record Way(Optional<Route> route, Set<Severity> severities) {

    List<QuietHours> quietHours() {
      return route.map(Route::quietHours).orElse(List.of());
    }
  }

  /** A stretch of time. */
  record Span(Instant start, Instant end) {}

  private final Map<UUID, List<Way>> ways = new HashMap<>();
  private final Set<Severity> unrouted = EnumSet.noneOf(Severity.class);

  /**
   * @param standard the tenant's default policy
   */
  Ways(List<Route> routes, Optional<UUID> standard, Conditions language) {
    EnumSet<Severity> open = EnumSet.allOf(Severity.class);
    for (Route route : routes.stream().sorted(Routes.ORDER).toList()) {
      if (route.disabled()) {
        continue;
      }
      Set<Severity> takes = open.clone();
      language
          .severities(route.condition())
          .ifPresent(words -> takes.removeIf(severity -> !words.contains(severity.word())));
      if (takes.isEmpty()) {
        continue;
      }
      ways.computeIfAbsent(route.policy(), _ -> new ArrayList<>())
          .add(new Way(Optional.of(route), takes));
      if (route.condition().isBlank() && !route.goesOn()) {
        open.removeAll(takes);
      }
    }
    if (!open.isEmpty()) {
      standard.ifPresentOrElse(
          policy ->
              ways.computeIfAbsent(policy, _ -> new ArrayList<>())
                  .add(new Way(Optional.empty(), open)),
          () -> unrouted.addAll(open));
    }
  }

  /** Severities of which some alerts may come to no policy. */
  Set<Severity> unrouted() {
    return unrouted;
  }

  /** The ways to a policy. */
  List<Way> to(UUID policy) {
    return ways.getOrDefault(policy, List.of());
  }

  /** The severities that may come by any of these. */
  static Set<Severity> severities(List<Way> ways) {
    return ways.stream()
        .flatMap(way -> way.severities().stream())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Severity.class)));
  }

  /**
   * The parts of a stretch in which a first page can go out by one of these ways: not those that
   * are quiet on every one of them. An escalation that quiet hours hold begins when they end.
   */
  static List<Span> awake(List<Way> ways, Severity severity, Instant start, Instant end) {
    List<List<QuietHours>> quiet =
        ways.stream()
            .filter(way -> way.severities().contains(severity))
            .map(Way::quietHours)
            .toList();
    if (quiet.isEmpty() || quiet.stream().anyMatch(List::isEmpty)) {
      return List.of(new Span(start, end));
    }
    List<Span> awake = new ArrayList<>();
    Instant now = start;
    while (now.isBefore(end)) {
      Instant at = now;
      boolean free =
          quiet.stream().anyMatch(hours -> QuietHours.over(hours, at).map(at::equals).orElse(true));
      Instant next = end;
      for (List<QuietHours> hours : quiet) {
        Instant edge = QuietHours.nextEdge(hours, now);
        next = edge.isBefore(next) ? edge : next;
      }
      if (free && !awake.isEmpty() && awake.getLast().end().equals(now)) {
        awake.set(awake.size() - 1, new Span(awake.getLast().start(), next));
      } else if (free) {
        awake.add(new Span(now, next));
      }
      now = next;
    }
    return awake;
  }
}
