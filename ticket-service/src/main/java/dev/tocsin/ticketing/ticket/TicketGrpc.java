package dev.tocsin.ticketing.ticket;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.ticketing.v1.CreateTicketRequest;
import dev.tocsin.proto.ticketing.v1.GetTicketRequest;
import dev.tocsin.proto.ticketing.v1.ListTicketsRequest;
import dev.tocsin.proto.ticketing.v1.ListTicketsResponse;
import dev.tocsin.proto.ticketing.v1.MutinyTicketServiceGrpc.TicketServiceImplBase;
import dev.tocsin.proto.ticketing.v1.RequeueTicketRequest;
import dev.tocsin.proto.ticketing.v1.SyncAlertGroupRequest;
import dev.tocsin.proto.ticketing.v1.SyncAlertGroupResponse;
import dev.tocsin.proto.ticketing.v1.Ticket;
import dev.tocsin.proto.ticketing.v1.TicketState;
import dev.tocsin.ticketing.settings.Settings;
import dev.tocsin.ticketing.settings.TicketProviderStore;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
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
  private final TocsinClock clock;

  TicketGrpc(
      TicketStore tickets, TicketProviderStore providers, TicketWorker worker, TocsinClock clock) {
    this.tickets = tickets;
    this.providers = providers;
    this.worker = worker;
    this.clock = clock;
  }

  @Override
  public Uni<Ticket> createTicket(CreateTicketRequest request) {
    Caller caller = Caller.current();
    UUID provider = UUID.fromString(request.getProviderId());
    StoredTicket wish = wish(request, provider, clock.now());
    return providers
        .settings(caller.tenantId(), provider)
        .invoke(settings -> mustTakeTickets(settings, provider))
        .chain(() -> tickets.open(caller, wish))
        .invoke(worker::wake)
        .map(TicketGrpc::message);
  }

  @Override
  public Uni<SyncAlertGroupResponse> syncAlertGroup(SyncAlertGroupRequest request) {
    Progress desired =
        request.getState().equals("resolved") ? Progress.CLOSED : Progress.ACKNOWLEDGED;
    return tickets
        .desire(
            Caller.current().tenantId(),
            UUID.fromString(request.getAlertGroupId()),
            desired,
            json(request.getContext()),
            clock.now())
        .invoke(worker::wake)
        .map(updated -> SyncAlertGroupResponse.newBuilder().setUpdated(updated).build());
  }

  @Override
  public Uni<Ticket> getTicket(GetTicketRequest request) {
    return tickets
        .get(Caller.current().tenantId(), UUID.fromString(request.getId()))
        .map(ticket -> message(ticket.orElseThrow(() -> new NotFound("ticket", request.getId()))));
  }

  @Override
  public Uni<ListTicketsResponse> listTickets(ListTicketsRequest request) {
    int size = PageToken.size(request.getPageSize(), USUAL_PAGE);
    return tickets
        .list(Caller.current().tenantId(), filter(request), size + 1)
        .map(
            found -> {
              var page = found.subList(0, Math.min(size, found.size()));
              var answer = ListTicketsResponse.newBuilder();
              page.forEach(ticket -> answer.addTickets(message(ticket)));
              if (found.size() > size) {
                StoredTicket last = page.getLast();
                answer.setNextPageToken(
                    PageToken.after(LIST, last.createdAt().toString(), last.id().toString()));
              }
              return answer.build();
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
                message(
                    ticket.orElseThrow(
                        () ->
                            new Precondition(
                                "ticket %s is being tried again already".formatted(id)))));
  }

  private static StoredTicket wish(CreateTicketRequest request, UUID provider, Instant now) {
    return new StoredTicket(
        Ids.next(now),
        provider,
        UUID.fromString(request.getAlertGroupId()),
        "",
        "",
        request.getTitle(),
        json(request.getContext()),
        Progress.NONE,
        Progress.OPEN,
        "pending",
        null,
        0,
        now,
        now);
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

  private static Ticket message(StoredTicket ticket) {
    return Ticket.newBuilder()
        .setId(ticket.id().toString())
        .setProviderId(ticket.providerId().toString())
        .setAlertGroupId(ticket.groupId().toString())
        .setExternalId(ticket.externalId())
        .setUrl(ticket.url())
        .setState(state(ticket))
        .setTitle(ticket.title())
        .setError(ticket.error() == null ? "" : ticket.error())
        .setAttempts(ticket.attempts())
        .setCreateTime(ProtoTime.of(ticket.createdAt()))
        .setUpdateTime(ProtoTime.of(ticket.updatedAt()))
        .build();
  }

  private static TicketState state(StoredTicket ticket) {
    if (ticket.failed()) {
      return TicketState.TICKET_STATE_FAILED;
    }
    return switch (ticket.applied()) {
      case NONE -> TicketState.TICKET_STATE_PENDING;
      case OPEN, ACKNOWLEDGED -> TicketState.TICKET_STATE_OPEN;
      case CLOSED -> TicketState.TICKET_STATE_CLOSED;
    };
  }

  private static String json(Struct context) {
    try {
      return JsonFormat.printer().omittingInsignificantWhitespace().print(context);
    } catch (InvalidProtocolBufferException e) {
      throw Invalid.field("context", "holds a number that JSON cannot hold (NaN or Infinity)");
    }
  }
}
