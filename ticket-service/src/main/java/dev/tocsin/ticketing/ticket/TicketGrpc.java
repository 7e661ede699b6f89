package dev.tocsin.ticketing.ticket;

import com.google.protobuf.Empty;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.ticketing.v1.CommentAlertGroupRequest;
import dev.tocsin.proto.ticketing.v1.CommentAlertGroupResponse;
import dev.tocsin.proto.ticketing.v1.CreateTicketRequest;
import dev.tocsin.proto.ticketing.v1.GetTicketRequest;
import dev.tocsin.proto.ticketing.v1.LinkTicketRequest;
import dev.tocsin.proto.ticketing.v1.ListTicketsRequest;
import dev.tocsin.proto.ticketing.v1.ListTicketsResponse;
import dev.tocsin.proto.ticketing.v1.MutinyTicketServiceGrpc.TicketServiceImplBase;
import dev.tocsin.proto.ticketing.v1.RequeueTicketRequest;
import dev.tocsin.proto.ticketing.v1.SyncAlertGroupRequest;
import dev.tocsin.proto.ticketing.v1.SyncAlertGroupResponse;
import dev.tocsin.proto.ticketing.v1.SyncTicketRequest;
import dev.tocsin.proto.ticketing.v1.Ticket;
import dev.tocsin.proto.ticketing.v1.TicketState;
import dev.tocsin.proto.ticketing.v1.UnlinkTicketRequest;
import dev.tocsin.ticketing.settings.Settings;
import dev.tocsin.ticketing.settings.TicketProviderStore;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The API of tickets. */
@GrpcService
@Singleton
public class TicketGrpc extends TicketServiceImplBase {
  private static final String LIST = "tickets";
  private static final int USUAL_PAGE = 50;

  private final TicketStore tickets;
  private final TicketProviderStore providers;
  private final TicketWorker worker;
  private final CommentStore comments;
  private final CommentWorker commentWorker;
  private final Links links;
  private final Alerts alerts;
  private final TocsinClock clock;

  TicketGrpc(
      TicketStore tickets,
      TicketProviderStore providers,
      TicketWorker worker,
      CommentStore comments,
      CommentWorker commentWorker,
      Links links,
      Alerts alerts,
      TocsinClock clock) {
    this.tickets = tickets;
    this.providers = providers;
    this.worker = worker;
    this.comments = comments;
    this.commentWorker = commentWorker;
    this.links = links;
    this.alerts = alerts;
    this.clock = clock;
  }

  @Override
  public Uni<Ticket> createTicket(CreateTicketRequest request) {
    Caller caller = Caller.current();
    UUID provider = UUID.fromString(request.getProviderId());
    UUID group = UUID.fromString(request.getAlertGroupId());
    Uni<String> context =
        request.hasContext() || caller.kind() == Caller.Kind.SERVICE
            ? Uni.createFrom().item(json(request.getContext()))
            : alerts.context(caller.tenantId(), group).map(JsonObject::encode);
    return providers
        .settings(caller.tenantId(), provider)
        .invoke(settings -> mustTakeTickets(settings, provider))
        .chain(() -> context)
        .map(told -> Wishes.open(provider, group, request.getTitle(), told, clock.now()))
        .chain(wish -> tickets.open(caller, wish))
        .invoke(worker::wake)
        .map(TicketMessages::message);
  }

  @Override
  public Uni<SyncAlertGroupResponse> syncAlertGroup(SyncAlertGroupRequest request) {
    Instant now = clock.now();
    Progress desired =
        switch (request.getState()) {
          case "resolved" -> Progress.CLOSED;
          case "open" -> Progress.OPEN;
          default -> Progress.ACKNOWLEDGED;
        };
    return tickets
        .desire(
            Caller.current().tenantId(),
            UUID.fromString(request.getAlertGroupId()),
            desired,
            json(request.getContext()),
            request.hasChangeTime()
                ? ProtoTime.instant("change_time", request.getChangeTime())
                : now,
            now)
        .invoke(worker::wake)
        .map(updated -> SyncAlertGroupResponse.newBuilder().setUpdated(updated).build());
  }

  @Override
  public Uni<Ticket> getTicket(GetTicketRequest request) {
    return tickets
        .get(Caller.current().tenantId(), UUID.fromString(request.getId()))
        .map(
            ticket ->
                TicketMessages.message(
                    ticket.orElseThrow(() -> new NotFound("ticket", request.getId()))));
  }

  @Override
  public Uni<ListTicketsResponse> listTickets(ListTicketsRequest request) {
    int size = PageToken.size(request.getPageSize(), USUAL_PAGE);
    return tickets
        .list(Caller.current().tenantId(), filter(request), size + 1)
        .map(
            found -> {
              var page = Page.cut(found, size, LIST, row -> List.of(row.createdAt(), row.id()));
              return ListTicketsResponse.newBuilder()
                  .addAllTickets(page.rows(TicketMessages::message))
                  .setNextPageToken(page.nextToken())
                  .build();
            });
  }

  @Override
  public Uni<Ticket> requeueTicket(RequeueTicketRequest request) {
    Caller caller = Caller.current();
    UUID id = UUID.fromString(request.getId());
    return tickets
        .get(caller.tenantId(), id)
        .invoke(
            ticket -> {
              if (!ticket.orElseThrow(() -> new NotFound("ticket", id)).failed()) {
                throw new Precondition(
                    "ticket %s has not failed, so there is nothing to try again".formatted(id));
              }
            })
        .chain(() -> tickets.requeue(caller, id, clock.now()))
        .invoke(worker::wake)
        .map(
            ticket ->
                TicketMessages.message(
                    ticket.orElseThrow(
                        () ->
                            new Precondition(
                                "ticket %s is being tried again already".formatted(id)))));
  }

  @Override
  public Uni<CommentAlertGroupResponse> commentAlertGroup(CommentAlertGroupRequest request) {
    String author = request.getAuthor().isEmpty() ? "" : request.getAuthor() + ": ";
    return comments
        .want(
            Caller.current().tenantId(),
            UUID.fromString(request.getAlertGroupId()),
            request.getIdempotencyKey(),
            author + request.getText(),
            clock.now())
        .invoke(commentWorker::wake)
        .map(count -> CommentAlertGroupResponse.newBuilder().setComments(count).build());
  }

  @Override
  public Uni<Ticket> linkTicket(LinkTicketRequest request) {
    Caller caller = Caller.current();
    UUID provider = UUID.fromString(request.getProviderId());
    return providers
        .settings(caller.tenantId(), provider)
        .invoke(settings -> mustTakeTickets(settings, provider))
        .chain(settings -> links.link(caller, settings.orElseThrow(), request))
        .invoke(worker::wake)
        .map(TicketMessages::message);
  }

  @Override
  public Uni<Empty> unlinkTicket(UnlinkTicketRequest request) {
    UUID id = UUID.fromString(request.getId());
    return tickets
        .forget(Caller.current(), id)
        .invoke(
            was -> {
              if (!was) {
                throw new NotFound("ticket", id);
              }
            })
        .replaceWith(Empty.getDefaultInstance());
  }

  @Override
  public Uni<Ticket> syncTicket(SyncTicketRequest request) {
    return links
        .look(Caller.current().tenantId(), UUID.fromString(request.getId()))
        .invoke(worker::wake)
        .map(TicketMessages::message);
  }

  private static void mustTakeTickets(Optional<Settings> settings, UUID provider) {
    if (settings.orElseThrow(() -> new NotFound("ticket provider", provider)).disabled()) {
      throw new Precondition(
          "ticket provider %s is disabled; enable it or choose another".formatted(provider));
    }
  }

  private static TicketFilter filter(ListTicketsRequest request) {
    Optional<List<String>> key = PageToken.read(LIST, request.getPageToken(), 2);
    return new TicketFilter(
        Optional.of(request.getAlertGroupId()).filter(id -> !id.isEmpty()).map(TicketGrpc::groupId),
        request.getStateList().stream().map(TicketGrpc::word).toList(),
        key.map(parts -> Instant.parse(parts.getFirst())),
        key.map(parts -> UUID.fromString(parts.getLast())));
  }

  private static UUID groupId(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Invalid.field("alert_group_id", "must be the id of an alert group (a UUID)");
    }
  }

  private static String word(TicketState state) {
    return state.name().substring("TICKET_STATE_".length()).toLowerCase(Locale.ROOT);
  }

  private static String json(Struct context) {
    try {
      return JsonFormat.printer().omittingInsignificantWhitespace().print(context);
    } catch (InvalidProtocolBufferException e) {
      throw Invalid.field("context", "holds a number that JSON cannot hold (NaN or Infinity)");
    }
  }
}
