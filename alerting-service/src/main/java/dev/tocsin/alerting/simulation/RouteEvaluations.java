package dev.tocsin.alerting.simulation;

import dev.tocsin.alerting.grouping.Chain;
import dev.tocsin.alerting.grouping.Course;
import dev.tocsin.alerting.policy.Policy;
import dev.tocsin.alerting.policy.PolicyRows;
import dev.tocsin.alerting.routing.AlertFacts;
import dev.tocsin.alerting.routing.Conditions;
import dev.tocsin.alerting.routing.Route;
import dev.tocsin.alerting.routing.RouteTrial;
import dev.tocsin.alerting.routing.RouteTrial.Tried;
import dev.tocsin.alerting.routing.Routes;
import dev.tocsin.alerting.routing.RoutingLimits;
import dev.tocsin.alerting.timeline.Structs;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.alerting.v1.PlannedEscalation;
import dev.tocsin.proto.alerting.v1.Reason;
import dev.tocsin.proto.alerting.v1.RouteEvaluation;
import dev.tocsin.proto.alerting.v1.RouteOutcome;
import dev.tocsin.proto.alerting.v1.RouteVerdict;
import dev.tocsin.proto.alerting.v1.Severity;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Puts samples to a tenant's routes. Compiles and evaluates: not on an event loop. */
final class RouteEvaluations {

  private final List<Route> routes;
  private final Optional<UUID> unsaved;
  private final PolicyRows.Policies policies;
  private final Conditions language;
  private final Routes compiled;

  /**
   * By this configuration.
   *
   * @param unsaved id of a route among them that is not stored
   */
  RouteEvaluations(
      List<Route> routes,
      Optional<UUID> unsaved,
      PolicyRows.Policies policies,
      Conditions language,
      RoutingLimits limits) {
    this.routes = routes;
    this.unsaved = unsaved;
    this.policies = policies;
    this.language = language;
    this.compiled = Routes.compile(routes, language, limits.perAlert());
  }

  RouteEvaluation of(Sample sample) {
    RouteEvaluation.Builder answer =
        RouteEvaluation.newBuilder()
            .setTitle(sample.title())
            .setSeverity(Severity.forNumber(sample.facts().severity().number()))
            .putAllLabels(sample.facts().labels())
            .setResolved(sample.resolved());
    if (sample.resolved()) {
      return answer.build();
    }
    AlertFacts facts = sample.facts();
    RouteTrial.of(routes, language, facts).forEach(tried -> answer.addVerdicts(verdict(tried)));
    Course course =
        Course.of(
            compiled.match(facts),
            facts.labels(),
            policies.byId(),
            policies.standard().map(policies.byId()::get).orElse(null),
            compiled.size(),
            facts.now());
    course.group().chains().forEach(chain -> answer.addEscalations(escalation(chain)));
    course
        .reasons()
        .forEach(
            reason ->
                answer.addReasons(
                    Reason.newBuilder()
                        .setCode(reason.code())
                        .setSummary(reason.summary())
                        .setFacts(Structs.of(reason.facts()))));
    return answer.build();
  }

  private RouteVerdict verdict(Tried tried) {
    return RouteVerdict.newBuilder()
        .setRouteId(stored(tried.route().id()))
        .setName(tried.route().name())
        .setPlace(tried.place())
        .setOutcome(outcome(tried.outcome()))
        .setExplanation(tried.explanation())
        .build();
  }

  private PlannedEscalation escalation(Chain chain) {
    Policy policy = policies.byId().get(chain.policy());
    return PlannedEscalation.newBuilder()
        .setPolicyId(chain.policy().toString())
        .setPolicy(policy == null ? "" : policy.name())
        .setRouteId(chain.route().map(route -> stored(route.id())).orElse(""))
        .setFirstPageTime(ProtoTime.of(chain.due()))
        .build();
  }

  private String stored(UUID route) {
    return unsaved.filter(route::equals).isPresent() ? "" : route.toString();
  }

  private static RouteOutcome outcome(RouteTrial.Outcome outcome) {
    return switch (outcome) {
      case MATCHED -> RouteOutcome.ROUTE_OUTCOME_MATCHED;
      case CONDITION_FALSE -> RouteOutcome.ROUTE_OUTCOME_CONDITION_FALSE;
      case FAILED -> RouteOutcome.ROUTE_OUTCOME_FAILED;
      case NOT_REACHED -> RouteOutcome.ROUTE_OUTCOME_NOT_REACHED;
      case DISABLED -> RouteOutcome.ROUTE_OUTCOME_DISABLED;
    };
  }
}
