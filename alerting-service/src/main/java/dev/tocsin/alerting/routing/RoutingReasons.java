package dev.tocsin.alerting.routing;

import dev.tocsin.alerting.policy.Assignment;
import dev.tocsin.alerting.timeline.Reason;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The reasons of routing. */
public final class RoutingReasons {

  private static final DateTimeFormatter UNTIL =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH);

  private RoutingReasons() {}

  /** Somebody said who is to be paged. */
  public static Reason assigned(Assignment to) {
    return new Reason(
        "routed.direct", "No route was asked: it was opened for " + to.words(), to.facts());
  }

  /** Short, because it is stored with every alert: the policy and the condition are the route's. */
  static Reason routed(Route route, int place) {
    return new Reason(
        "routed",
        "Route " + place + " '" + route.name() + "' matched",
        Map.of("route_id", route.id().toString(), "route", route.name(), "place", place));
  }

  static Reason failed(Route route, String why) {
    return new Reason(
        "route_failed",
        "Route '"
            + route.name()
            + "' could not be tried and counts as not matching: its condition "
            + why,
        Map.of("route_id", route.id().toString(), "route", route.name(), "error", why));
  }

  static Reason outOfTime(Route from, int untried, long millis) {
    return new Reason(
        "route_failed",
        untried
            + " routes from '"
            + from.name()
            + "' on were not tried: the conditions before took "
            + millis
            + " ms, the limit for one alert",
        Map.of("route_id", from.id().toString(), "route", from.name(), "untried", untried));
  }

  /** The route's quiet hours put the first page off. */
  public static Reason quietHours(Route route, Instant until) {
    ZoneId zone = route.quietHours().getFirst().zone();
    return new Reason(
        "muted.quiet_hours",
        "Quiet hours of route '"
            + route.name()
            + "': the first page waits until "
            + UNTIL.format(until.atZone(zone))
            + " "
            + zone.getId(),
        Map.of(
            "route_id", route.id().toString(), "route", route.name(), "until", until.toString()));
  }

  /** No route matched; the tenant's default policy pages. */
  public static Reason defaulted(UUID policy, String name, int tried) {
    return new Reason(
        "routed.default",
        "None of " + tried + " routes matched: the default policy '" + name + "' pages",
        Map.of("policy_id", policy.toString(), "policy", name, "routes", tried));
  }

  /** No route matched and no default policy exists. */
  public static Reason notRouted(int tried) {
    return new Reason(
        "not_routed",
        "None of "
            + tried
            + " routes matched and the tenant has no default policy: nobody is paged. Make a policy"
            + " the default",
        Map.of("routes", tried));
  }
}
