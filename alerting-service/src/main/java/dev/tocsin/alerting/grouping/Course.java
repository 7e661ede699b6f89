package dev.tocsin.alerting.grouping;

import dev.tocsin.alerting.policy.Assignment;
import dev.tocsin.alerting.policy.Policy;
import dev.tocsin.alerting.routing.RouteDecision;
import dev.tocsin.alerting.routing.RoutingReasons;
import dev.tocsin.alerting.timeline.Reason;
import dev.tocsin.platform.error.Invalid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What begins with a routed alert: the group, its escalations, and why.
 *
 * @param reasons of routing, in order
 * @param asked somebody said who is to be paged: nothing holds that
 */
public record Course(GroupPlan group, List<Reason> reasons, boolean asked) {

  /**
   * The course of an alert for which somebody said who is to be paged.
   *
   * @throws Invalid when it is to be a policy that there is not
   */
  public static Course assigned(Assignment to, Map<UUID, Policy> policies, Instant now) {
    if (to instanceof Assignment.ToPolicy(UUID policy) && !policies.containsKey(policy)) {
      throw Invalid.field("policy_id", "there is no policy " + policy);
    }
    return new Course(Grouping.assigned(to, now), List.of(RoutingReasons.assigned(to)), true);
  }

  /**
   * The course of an alert.
   *
   * @param policies the tenant's policies by id
   * @param standard the tenant's default policy
   * @param routes how many routes were there to be tried
   */
  public static Course of(
      RouteDecision decision,
      Map<String, String> labels,
      Map<UUID, Policy> policies,
      @Nullable Policy standard,
      int routes,
      Instant now) {
    List<Reason> reasons = new ArrayList<>(decision.reasons());
    GroupPlan group =
        switch (decision) {
          case RouteDecision.Routed routed ->
              Grouping.routed(routed.routes(), labels, policies, now);
          case RouteDecision.NoneMatched _ -> {
            reasons.add(
                standard == null
                    ? RoutingReasons.notRouted(routes)
                    : RoutingReasons.defaulted(standard.id(), standard.name(), routes));
            yield Grouping.unrouted(standard, now);
          }
        };
    for (Chain chain : group.chains()) {
      if (chain.held()) {
        reasons.add(RoutingReasons.quietHours(chain.route().orElseThrow(), chain.due()));
      }
    }
    return new Course(group, reasons, false);
  }
}
