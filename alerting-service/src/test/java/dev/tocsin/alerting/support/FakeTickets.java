package dev.tocsin.alerting.support;

import dev.tocsin.proto.ticketing.v1.CreateTicketRequest;
import dev.tocsin.proto.ticketing.v1.SyncAlertGroupRequest;
import dev.tocsin.proto.ticketing.v1.SyncAlertGroupResponse;
import dev.tocsin.proto.ticketing.v1.Ticket;
import dev.tocsin.proto.ticketing.v1.TicketServiceGrpc;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** ticket-service as alerting-service sees it. */
public final class FakeTickets extends TicketServiceGrpc.TicketServiceImplBase {

  /** A provider that does not exist. */
  public static final UUID UNKNOWN_PROVIDER = new UUID(4, 4);

  final AtomicBoolean down = new AtomicBoolean();

  /** What was asked, in order: {@code open <group>}, {@code reopen …} or {@code <state> …}. */
  public final List<String> asked = new CopyOnWriteArrayList<>();

  /** Stops or starts answering. */
  public void down(boolean is) {
    down.set(is);
  }

  @Override
  public void createTicket(CreateTicketRequest request, StreamObserver<Ticket> to) {
    if (request.getProviderId().equals(UNKNOWN_PROVIDER.toString())) {
      to.onError(Status.NOT_FOUND.withDescription("no such provider").asRuntimeException());
      return;
    }
    asked.add("open " + request.getAlertGroupId());
    FakeIdentity.answer(to, Ticket.newBuilder().setId(UUID.randomUUID().toString()).build());
  }

  @Override
  public void syncAlertGroup(
      SyncAlertGroupRequest request, StreamObserver<SyncAlertGroupResponse> to) {
    String what = request.getState().equals("open") ? "reopen" : request.getState();
    asked.add(what + " " + request.getAlertGroupId());
    FakeIdentity.answer(to, SyncAlertGroupResponse.getDefaultInstance());
  }
}
