package dev.tocsin.alerting.routing;

import dev.tocsin.alerting.timeline.Reason;
import java.util.List;

/** Where an alert goes. Each kind tells why. */
public sealed interface RouteDecision {

  /** Why, in order: conditions that failed first. */
  List<Reason> reasons();

  /** Did any condition fail? */
  int failures();

  /**
   * Routes matched.
   *
   * @param routes in order, at least one; the first makes the group, each starts an escalation of
   *     its policy
   */
  record Routed(List<Route> routes, List<Reason> reasons, int failures) implements RouteDecision {}

  /** No route matched, or there is none: the tenant's default policy pages, if it has one. */
  record NoneMatched(List<Reason> reasons, int failures) implements RouteDecision {}
}
