package dev.tocsin.alerting.simulation;

import dev.tocsin.alerting.escalation.Position;
import dev.tocsin.alerting.paging.Destination;
import dev.tocsin.alerting.paging.Medium;
import dev.tocsin.alerting.paging.PageDecision.Hold;
import dev.tocsin.alerting.paging.PageDecision.Page;
import dev.tocsin.alerting.policy.Policy;
import dev.tocsin.alerting.policy.PolicyRows;
import dev.tocsin.alerting.policy.PolicySteps;
import dev.tocsin.alerting.routing.Conditions;
import dev.tocsin.alerting.routing.Route;
import dev.tocsin.alerting.routing.RouteMessages;
import dev.tocsin.alerting.routing.RouteRows;
import dev.tocsin.alerting.routing.RoutingLimits;
import dev.tocsin.alerting.timeline.Structs;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.alerting.v1.DryRunEscalationPolicyRequest;
import dev.tocsin.proto.alerting.v1.DryRunEscalationPolicyResponse;
import dev.tocsin.proto.alerting.v1.DryRunPage;
import dev.tocsin.proto.alerting.v1.DryRunStep;
import dev.tocsin.proto.alerting.v1.EvaluateRouteRequest;
import dev.tocsin.proto.alerting.v1.EvaluateRouteResponse;
import dev.tocsin.proto.alerting.v1.MutinySimulationServiceGrpc;
import dev.tocsin.proto.alerting.v1.Reason;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The contract's {@code SimulationService}. */
@GrpcService
@Singleton
public class SimulationGrpc extends MutinySimulationServiceGrpc.SimulationServiceImplBase {

  private final Database database;
  private final Samples samples;
  private final Conditions language;
  private final RoutingLimits limits;
  private final EscalationPlan plan;

  SimulationGrpc(
      @ServiceDatabase("alerting") Database database,
      Samples samples,
      Conditions language,
      RoutingLimits limits,
      EscalationPlan plan) {
    this.database = database;
    this.samples = samples;
    this.language = language;
    this.limits = limits;
    this.plan = plan;
  }

  @Override
  public Uni<EvaluateRouteResponse> evaluateRoute(EvaluateRouteRequest request) {
    UUID tenant = Caller.current().tenantId();
    Instant now = database.clock().now();
    Optional<Route> draft =
        request.hasRoute() ? Optional.of(draft(request, now)) : Optional.empty();
    boolean isNew = request.getRoute().getId().isEmpty();
    return samples
        .of(tenant, request, now)
        .chain(
            found ->
                database
                    .inTenant(
                        tenant,
                        tx ->
                            RouteRows.all(tx)
                                .chain(
                                    routes ->
                                        PolicyRows.all(tx).map(all -> new Rules(routes, all))))
                    .emitOn(Infrastructure.getDefaultWorkerPool())
                    .map(
                        rules -> {
                          draft.ifPresent(
                              route -> language.compile("route.condition", route.condition()));
                          return new RouteEvaluations(
                              with(rules.routes(), draft),
                              draft.filter(route -> isNew).map(Route::id),
                              rules.policies(),
                              language,
                              limits);
                        })
                    .map(
                        evaluations ->
                            EvaluateRouteResponse.newBuilder()
                                .addAllEvaluations(found.stream().map(evaluations::of).toList())
                                .build()));
  }

  @Override
  public Uni<DryRunEscalationPolicyResponse> dryRunEscalationPolicy(
      DryRunEscalationPolicyRequest request) {
    UUID tenant = Caller.current().tenantId();
    UUID id = UUID.fromString(request.getId());
    Instant start =
        request.hasStartTime()
            ? ProtoTime.instant("start_time", request.getStartTime())
            : database.clock().now();
    return database
        .inTenant(tenant, PolicyRows::all)
        .map(
            policies -> {
              if (request.hasPolicy()) {
                return PolicySteps.draft(id, request.getPolicy());
              }
              Policy stored = policies.byId().get(id);
              if (stored == null) {
                throw new NotFound("escalation policy", id);
              }
              return stored;
            })
        .chain(policy -> plan.of(tenant, policy, start))
        .map(
            planned ->
                DryRunEscalationPolicyResponse.newBuilder()
                    .addAllSteps(planned.steps().stream().map(SimulationGrpc::step).toList())
                    .setEnd(planned.end())
                    .build());
  }

  private record Rules(List<Route> routes, PolicyRows.Policies policies) {}

  private static Route draft(EvaluateRouteRequest request, Instant now) {
    var asked = request.getRoute();
    UUID id = asked.getId().isEmpty() ? Ids.next(now) : RouteMessages.id("route.id", asked.getId());
    UUID policy = RouteMessages.id("route.policy_id", asked.getPolicyId());
    Route route = RouteMessages.route(id, asked, policy, now);
    if (route.disabled()) {
      throw Invalid.field("route.disabled", "a disabled route cannot be tried: enable it");
    }
    return route.position() > 0 ? route : route.at(Integer.MAX_VALUE);
  }

  private static List<Route> with(List<Route> saved, Optional<Route> draft) {
    List<Route> routes = new ArrayList<>(saved);
    draft.ifPresent(
        route -> {
          routes.removeIf(one -> one.id().equals(route.id()));
          routes.add(route);
        });
    return routes;
  }

  private static DryRunStep step(EscalationPlan.Planned planned) {
    Position position = planned.position();
    DryRunStep.Builder step =
        DryRunStep.newBuilder()
            .setStepOrder(position.order())
            .setRound(position.round())
            .setFireTime(ProtoTime.of(planned.at()));
    planned
        .pages()
        .forEach(
            decision -> {
              switch (decision) {
                case Page page -> step.addPages(page(page));
                case Hold hold ->
                    step.addNotPaged(
                        Reason.newBuilder()
                            .setCode(hold.reason().code())
                            .setSummary(hold.reason().summary())
                            .setFacts(Structs.of(hold.reason().facts())));
              }
            });
    return step.build();
  }

  private static DryRunPage page(Page page) {
    return DryRunPage.newBuilder()
        .setUserId(page.user().map(UUID::toString).orElse(""))
        .setName(page.name())
        .setBecause(page.because())
        .addAllChannels(page.destinations().stream().map(SimulationGrpc::channel).toList())
        .build();
  }

  private static String channel(Destination destination) {
    return destination
        .medium()
        .map(Medium::word)
        .orElseGet(() -> destination.channel().map(UUID::toString).orElse(""));
  }
}
