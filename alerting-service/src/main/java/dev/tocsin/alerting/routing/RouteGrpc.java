package dev.tocsin.alerting.routing;

import com.google.protobuf.Empty;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.alerting.v1.CreateRouteRequest;
import dev.tocsin.proto.alerting.v1.DeleteRouteRequest;
import dev.tocsin.proto.alerting.v1.GetRouteRequest;
import dev.tocsin.proto.alerting.v1.ListRoutesRequest;
import dev.tocsin.proto.alerting.v1.ListRoutesResponse;
import dev.tocsin.proto.alerting.v1.MutinyRouteServiceGrpc;
import dev.tocsin.proto.alerting.v1.UpdateRouteRequest;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Routes as RPCs. A condition is compiled before it is stored, on a worker thread. */
@GrpcService
@Singleton
public class RouteGrpc extends MutinyRouteServiceGrpc.RouteServiceImplBase {

  private static final String LIST = "routes";
  private static final RouteStore.Place START =
      new RouteStore.Place(-1, Instant.EPOCH, new UUID(0, 0));

  private final RouteStore store;
  private final Conditions conditions;
  private final TocsinClock clock;

  RouteGrpc(RouteStore store, Conditions conditions, TocsinClock clock) {
    this.store = store;
    this.conditions = conditions;
    this.clock = clock;
  }

  @Override
  public Uni<dev.tocsin.proto.alerting.v1.Route> createRoute(CreateRouteRequest request) {
    Caller caller = Caller.current();
    Instant now = clock.now();
    UUID policy = RouteMessages.id("route.policy_id", request.getRoute().getPolicyId());
    Route route = RouteMessages.route(Ids.next(now), request.getRoute(), policy, now);
    return compiled(route.condition())
        .chain(() -> store.create(caller, route))
        .map(RouteMessages::message);
  }

  @Override
  public Uni<dev.tocsin.proto.alerting.v1.Route> getRoute(GetRouteRequest request) {
    return store
        .get(Caller.current().tenantId(), UUID.fromString(request.getId()))
        .map(RouteMessages::message);
  }

  @Override
  public Uni<ListRoutesResponse> listRoutes(ListRoutesRequest request) {
    int size = PageToken.size(request.getPageSize(), 50);
    RouteStore.Place after =
        PageToken.read(LIST, request.getPageToken(), 3).map(RouteGrpc::place).orElse(START);
    return store
        .list(Caller.current().tenantId(), after, size + 1)
        .map(
            routes -> {
              var page = Page.cut(routes, size, LIST, RouteGrpc::key);
              return ListRoutesResponse.newBuilder()
                  .addAllRoutes(page.rows(RouteMessages::message))
                  .setNextPageToken(page.nextToken())
                  .build();
            });
  }

  @Override
  public Uni<dev.tocsin.proto.alerting.v1.Route> updateRoute(UpdateRouteRequest request) {
    Caller caller = Caller.current();
    Instant now = clock.now();
    ChangedFields fields = ChangedFields.of(request.getUpdateMask(), RouteMessages.CHANGEABLE);
    UUID id = RouteMessages.id("route.id", request.getRoute().getId());
    UUID policy =
        fields.contains("policy_id")
            ? RouteMessages.id("route.policy_id", request.getRoute().getPolicyId())
            : new UUID(0, 0);
    Route asked = RouteMessages.route(id, request.getRoute(), policy, now);
    return compiled(fields.contains("condition") ? asked.condition() : "")
        .chain(
            () ->
                store.update(
                    caller, id, asked, before -> RouteMessages.changed(before, asked, fields, now)))
        .map(RouteMessages::message);
  }

  @Override
  public Uni<Empty> deleteRoute(DeleteRouteRequest request) {
    return store
        .delete(Caller.current(), UUID.fromString(request.getId()))
        .replaceWith(Empty.getDefaultInstance());
  }

  private Uni<Condition> compiled(String condition) {
    return Uni.createFrom()
        .item(() -> conditions.compile("route.condition", condition))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private static List<?> key(Route route) {
    return List.of(route.position(), route.createdAt(), route.id());
  }

  private static RouteStore.Place place(List<String> key) {
    return new RouteStore.Place(
        Integer.parseInt(key.get(0)), Instant.parse(key.get(1)), UUID.fromString(key.get(2)));
  }
}
