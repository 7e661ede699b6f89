package dev.tocsin.alerting.console;

import dev.tocsin.alerting.alert.Gone;
import dev.tocsin.alerting.message.GroupView;
import dev.tocsin.alerting.message.GroupViews;
import dev.tocsin.alerting.message.MessageContext;
import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.alerting.timeline.Reason;
import dev.tocsin.alerting.timeline.Structs;
import dev.tocsin.alerting.timeline.Timeline;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.proto.alerting.v1.OpenTicketResponse;
import dev.tocsin.proto.ticketing.v1.CreateTicketRequest;
import dev.tocsin.proto.ticketing.v1.MutinyTicketServiceGrpc;
import dev.tocsin.proto.ticketing.v1.Ticket;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Opens tickets by hand, with what a route's ticket would tell. */
@Singleton
class TicketDesk {
  private static final int TITLE = 500;

  private final Database database;
  private final ServiceClients services;
  private final String publicUrl;

  TicketDesk(
      @ServiceDatabase("alerting") Database database,
      ServiceClients services,
      @ConfigProperty(name = "tocsin.public-url", defaultValue = "http://localhost:8080")
          String publicUrl) {
    this.database = database;
    this.services = services;
    this.publicUrl = publicUrl.replaceAll("/+$", "");
  }

  /** Fails with {@code NotFound}, {@code Precondition} and {@code Unavailable}. */
  Uni<OpenTicketResponse> open(Caller caller, UUID alert, UUID provider, String title) {
    UUID tenant = caller.tenantId();
    return group(tenant, alert)
        .chain(
            group ->
                ask(tenant, request(tenant, group, provider, title))
                    .call(ticket -> enter(caller, group.id(), provider, ticket)))
        .map(
            ticket ->
                OpenTicketResponse.newBuilder()
                    .setTicketId(ticket.getId())
                    .setAlertGroupId(ticket.getAlertGroupId())
                    .setExternalId(ticket.getExternalId())
                    .setUrl(ticket.getUrl())
                    .build());
  }

  private Uni<GroupView> group(UUID tenant, UUID alert) {
    return database.inTenant(
        tenant,
        tx ->
            tx.preparedQuery("SELECT group_id FROM alerting.alert WHERE id = $1")
                .execute(Tuple.of(alert))
                .map(
                    rows -> {
                      if (!rows.iterator().hasNext()) {
                        throw Gone.alert(alert, database.clock().now());
                      }
                      return rows.iterator().next().getUUID("group_id");
                    })
                .chain(
                    group ->
                        GroupViews.load(tx, List.of(group))
                            .map(
                                views -> {
                                  GroupView view = views.get(group);
                                  if (view == null) {
                                    throw Gone.group(group, database.clock().now());
                                  }
                                  return view;
                                })));
  }

  private CreateTicketRequest request(UUID tenant, GroupView group, UUID provider, String title) {
    String words = title.isBlank() ? group.title() : title;
    return CreateTicketRequest.newBuilder()
        .setProviderId(provider.toString())
        .setAlertGroupId(group.id().toString())
        .setTitle(words.length() > TITLE ? words.substring(0, TITLE) : words)
        .setContext(Structs.of(MessageContext.of("page", tenant, group, publicUrl).toMap()))
        .build();
  }

  private Uni<Ticket> ask(UUID tenant, CreateTicketRequest request) {
    return services.call(
        "ticketing",
        MutinyTicketServiceGrpc::newMutinyStub,
        tenant,
        stub -> stub.createTicket(request));
  }

  private Uni<Void> enter(Caller caller, UUID group, UUID provider, Ticket ticket) {
    Reason reason =
        new Reason(
            "ticket_requested",
            "A ticket was asked for at provider " + provider,
            Map.of("provider_id", provider.toString(), "ticket_id", ticket.getId()));
    var now = database.clock().now();
    return database.inTenant(
        caller.tenantId(),
        tx ->
            // Held, so that nobody forgets the group meanwhile.
            tx.preparedQuery("SELECT 1 FROM alerting.alert_group WHERE id = $1 FOR UPDATE")
                .execute(Tuple.of(group))
                .chain(
                    held ->
                        held.size() == 0
                            ? Uni.createFrom().voidItem()
                            : Timeline.add(
                                tx,
                                caller.tenantId(),
                                now,
                                List.of(
                                    Timeline.ofGroup(
                                        now, group, Actor.of(caller.actor()), reason)))));
  }
}
