package dev.tocsin.ticketing.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.FakeWorldConfig;
import dev.tocsin.fakes.fault.Fault;
import dev.tocsin.fakes.fault.FaultMode;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.ticketing.v1.DeleteTicketProviderRequest;
import dev.tocsin.proto.ticketing.v1.GetTicketRequest;
import dev.tocsin.proto.ticketing.v1.ListTicketsRequest;
import dev.tocsin.proto.ticketing.v1.MutinyTicketProviderServiceGrpc;
import dev.tocsin.proto.ticketing.v1.MutinyTicketProviderServiceGrpc.MutinyTicketProviderServiceStub;
import dev.tocsin.proto.ticketing.v1.RequeueTicketRequest;
import dev.tocsin.proto.ticketing.v1.SyncAlertGroupRequest;
import dev.tocsin.proto.ticketing.v1.SyncAlertGroupResponse;
import dev.tocsin.proto.ticketing.v1.Ticket;
import dev.tocsin.proto.ticketing.v1.TicketProvider;
import dev.tocsin.proto.ticketing.v1.TicketState;
import dev.tocsin.proto.ticketing.v1.UpdateTicketProviderRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tickets over gRPC, PostgreSQL and a strict receiver. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class TicketFlowTest extends TicketDesk {

  @Test
  void opensATicketAndClosesItWhenTheGroupIsResolved() {
    Ticket asked = open(provider("Desk", ""));
    Ticket opened = await(asked.getId(), TicketState.TICKET_STATE_OPEN);
    assertFalse(opened.getExternalId().isEmpty());
    assertTrue(opened.getUrl().startsWith("http://"), opened.getUrl());

    sync("acknowledged");
    sync("resolved");

    await(asked.getId(), TicketState.TICKET_STATE_CLOSED);
    assertEquals("closed", received(asked).state());
  }

  @Test
  void isOpenAgainWithItsGroupUntilItIsClosedAndWhatComesLateChangesNothing() {
    Ticket ticket = await(open(provider("Desk", "")).getId(), TicketState.TICKET_STATE_OPEN);
    assertEquals(1, syncAt("acknowledged", 100).getUpdated());
    assertEquals(1, syncAt("open", 200).getUpdated());
    assertEquals(0, syncAt("acknowledged", 150).getUpdated(), "overtaken by what is newer");
    assertEquals(0, syncAt("open", 300).getUpdated(), "it is already");
    assertEquals(0, syncAt("acknowledged", 250).getUpdated(), "older than the same again");
    assertEquals(1, syncAt("acknowledged", 400).getUpdated());
    assertEquals(1, syncAt("resolved", 50).getUpdated(), "the end is the end");
    assertEquals(0, syncAt("open", 500).getUpdated());
    await(ticket.getId(), TicketState.TICKET_STATE_CLOSED);
  }

  @Test
  void tellsTheDeskThatItIsOpenAgain() {
    Ticket ticket = await(open(provider("Desk", "")).getId(), TicketState.TICKET_STATE_OPEN);
    int opened = received(ticket).version();
    syncAt("acknowledged", 100);
    awaitVersion(ticket, opened + 1);

    syncAt("open", 200);

    awaitVersion(ticket, opened + 2);
    assertEquals("open", received(ticket).state());
    syncAt("acknowledged", 300);
    awaitVersion(ticket, opened + 3);
  }

  @Test
  void aGroupHasOneTicketWithAProviderHoweverOftenItIsAskedFor() {
    TicketProvider provider = provider("Desk", "");
    Ticket first = open(provider);
    Ticket second = open(provider);
    assertEquals(first.getId(), second.getId());
    await(first.getId(), TicketState.TICKET_STATE_OPEN);
    assertEquals(
        1, world.tickets().list().stream().filter(t -> t.key().equals(first.getId())).count());
  }

  @Test
  void aResolveThatComesWhileTheReceiverHangsIsNotLost() {
    world.faults().arm(Fault.of("ticket", FaultMode.SLOW).lasting(Duration.ofMillis(700)).times(1));
    Ticket asked = open(provider("Desk", ""));
    sync("resolved");
    await(asked.getId(), TicketState.TICKET_STATE_CLOSED);
    assertEquals("closed", received(asked).state());
  }

  @Test
  void aLostAnswerOpensNoSecondTicket() {
    world.faults().arm(Fault.of("ticket", FaultMode.RESET_AFTER_ACCEPT).times(1));
    Ticket asked = open(provider("Desk", ""));
    await(asked.getId(), TicketState.TICKET_STATE_OPEN);
    assertEquals(
        1, world.tickets().list().stream().filter(t -> t.key().equals(asked.getId())).count());
  }

  @Test
  void aRefusalFailsTheTicketWithItsReasonAndRequeueTriesAgain() {
    TicketProvider provider = provider("Desk", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    Ticket failed = await(open(provider).getId(), TicketState.TICKET_STATE_FAILED);
    assertTrue(failed.getError().contains("401"), failed.getError());

    update(provider.toBuilder().setWebhook(webhook(FakeWorldConfig.TICKET_SECRET)).build());
    tickets(s -> s.requeueTicket(RequeueTicketRequest.newBuilder().setId(failed.getId()).build()));

    await(failed.getId(), TicketState.TICKET_STATE_OPEN);
    assertThrows(
        Precondition.class,
        () ->
            tickets(
                s ->
                    s.requeueTicket(
                        RequeueTicketRequest.newBuilder().setId(failed.getId()).build())));
  }

  @Test
  void aDisabledOrUnknownProviderOpensNothing() {
    TicketProvider provider = provider("Desk", "");
    update(provider.toBuilder().setDisabled(true).build());
    assertThrows(Precondition.class, () -> open(provider));
    assertThrows(
        NotFound.class,
        () -> open(provider.toBuilder().setId(UUID.randomUUID().toString()).build()));
  }

  @Test
  void anotherTenantSeesNothingOfIt() {
    TicketProvider provider = provider("Desk", "");
    Ticket ticket = await(open(provider).getId(), TicketState.TICKET_STATE_OPEN);
    UUID other = UUID.randomUUID();
    assertThrows(
        NotFound.class,
        () ->
            tickets(
                other,
                s -> s.getTicket(GetTicketRequest.newBuilder().setId(ticket.getId()).build())));
    assertEquals(
        0,
        tickets(other, s -> s.listTickets(ListTicketsRequest.getDefaultInstance()))
            .getTicketsCount());
    assertThrows(
        NotFound.class,
        () ->
            call(
                other,
                MutinyTicketProviderServiceGrpc::newMutinyStub,
                (MutinyTicketProviderServiceStub s) ->
                    s.deleteTicketProvider(
                        DeleteTicketProviderRequest.newBuilder().setId(provider.getId()).build())));
    var sync =
        SyncAlertGroupRequest.newBuilder().setAlertGroupId(group).setState("resolved").build();
    assertEquals(0, tickets(other, s -> s.syncAlertGroup(sync)).getUpdated());
  }

  @Test
  void listsTicketsByGroupAndState() {
    Ticket ticket = await(open(provider("Desk", "")).getId(), TicketState.TICKET_STATE_OPEN);
    var open =
        ListTicketsRequest.newBuilder()
            .setAlertGroupId(group)
            .addState(TicketState.TICKET_STATE_OPEN);
    var closed = ListTicketsRequest.newBuilder().addState(TicketState.TICKET_STATE_CLOSED);
    assertEquals(ticket.getId(), tickets(s -> s.listTickets(open.build())).getTickets(0).getId());
    assertEquals(0, tickets(s -> s.listTickets(closed.build())).getTicketsCount());
  }

  private void update(TicketProvider provider) {
    providers(
        s ->
            s.updateTicketProvider(
                UpdateTicketProviderRequest.newBuilder().setProvider(provider).build()));
  }

  private SyncAlertGroupResponse syncAt(String state, long seconds) {
    var request =
        SyncAlertGroupRequest.newBuilder()
            .setAlertGroupId(group)
            .setState(state)
            .setChangeTime(com.google.protobuf.Timestamp.newBuilder().setSeconds(seconds));
    return tickets(s -> s.syncAlertGroup(request.build()));
  }

  private static void awaitVersion(Ticket ticket, int version) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (received(ticket).version() < version && System.nanoTime() < end) {
      sleep();
    }
    assertEquals(version, received(ticket).version());
  }

  private Ticket await(String id, TicketState state) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Ticket ticket = tickets(s -> s.getTicket(GetTicketRequest.newBuilder().setId(id).build()));
    while (ticket.getState() != state && System.nanoTime() < end) {
      sleep();
      ticket = tickets(s -> s.getTicket(GetTicketRequest.newBuilder().setId(id).build()));
    }
    assertEquals(state, ticket.getState(), ticket.getError());
    return ticket;
  }

  private static dev.tocsin.fakes.ticket.Ticket received(Ticket ticket) {
    return world.tickets().list().stream()
        .filter(t -> t.key().equals(ticket.getId()))
        .findFirst()
        .orElseThrow();
  }

  private static void sleep() {
    try {
      Thread.sleep(30);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
