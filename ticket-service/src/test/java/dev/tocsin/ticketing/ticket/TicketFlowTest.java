package dev.tocsin.ticketing.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.FakeWorld;
import dev.tocsin.fakes.FakeWorldConfig;
import dev.tocsin.fakes.fault.Fault;
import dev.tocsin.fakes.fault.FaultMode;
import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.error.Conflict;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.ticketing.v1.CreateTicketProviderRequest;
import dev.tocsin.proto.ticketing.v1.CreateTicketRequest;
import dev.tocsin.proto.ticketing.v1.DeleteTicketProviderRequest;
import dev.tocsin.proto.ticketing.v1.GetTicketProviderRequest;
import dev.tocsin.proto.ticketing.v1.GetTicketRequest;
import dev.tocsin.proto.ticketing.v1.ListTicketProvidersRequest;
import dev.tocsin.proto.ticketing.v1.ListTicketsRequest;
import dev.tocsin.proto.ticketing.v1.MutinyTicketProviderServiceGrpc;
import dev.tocsin.proto.ticketing.v1.MutinyTicketProviderServiceGrpc.MutinyTicketProviderServiceStub;
import dev.tocsin.proto.ticketing.v1.MutinyTicketServiceGrpc;
import dev.tocsin.proto.ticketing.v1.MutinyTicketServiceGrpc.MutinyTicketServiceStub;
import dev.tocsin.proto.ticketing.v1.RequeueTicketRequest;
import dev.tocsin.proto.ticketing.v1.SyncAlertGroupRequest;
import dev.tocsin.proto.ticketing.v1.SyncAlertGroupResponse;
import dev.tocsin.proto.ticketing.v1.Ticket;
import dev.tocsin.proto.ticketing.v1.TicketProvider;
import dev.tocsin.proto.ticketing.v1.TicketState;
import dev.tocsin.proto.ticketing.v1.UpdateTicketProviderRequest;
import dev.tocsin.proto.ticketing.v1.WebhookSettings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tickets over gRPC, PostgreSQL and a strict receiver. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class TicketFlowTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static FakeWorld world;

  @Inject ServiceClients clients;
  @TestHTTPResource URL url;

  private final UUID tenant = UUID.randomUUID();
  private final String group = UUID.randomUUID().toString();

  @BeforeAll
  static void start() {
    world = FakeWorld.start(FakeWorldConfig.usual());
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void address() {
    System.setProperty("tocsin.services.ticketing.address", "localhost:" + url.getPort());
  }

  @AfterEach
  void mend() {
    world.faults().clear();
  }

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
  void secretsAreShownOnceWhenMadeHereAndNeverAgain() {
    TicketProvider made = provider("Desk", "none");
    assertTrue(made.getWebhook().getSecret().startsWith("whsec_"), "shown once");
    TicketProvider read =
        providers(
            s ->
                s.getTicketProvider(
                    GetTicketProviderRequest.newBuilder().setId(made.getId()).build()));
    assertEquals("", read.getWebhook().getSecret());
    assertTrue(read.getWebhook().getSecretSet());
    assertEquals("", read.getWebhook().getHeadersOrThrow("x-team"));
  }

  @Test
  void providersHaveNamesOfTheirOwnAndPagesThatFollowOneAnother() {
    provider("B", "");
    provider("A", "");
    provider("C", "");
    assertThrows(Conflict.class, () -> provider("B", ""));
    var first =
        providers(
            s ->
                s.listTicketProviders(
                    ListTicketProvidersRequest.newBuilder().setPageSize(2).build()));
    var second =
        providers(
            s ->
                s.listTicketProviders(
                    ListTicketProvidersRequest.newBuilder()
                        .setPageSize(2)
                        .setPageToken(first.getNextPageToken())
                        .build()));
    assertEquals("A,B", first.getProviders(0).getName() + "," + first.getProviders(1).getName());
    assertEquals("C", second.getProviders(0).getName());
    assertEquals("", second.getNextPageToken());
  }

  @Test
  void refusesWhatWouldNeverWorkByNameOfTheField() {
    var badType = TicketProvider.newBuilder().setName("X").setType("fax").setWebhook(webhook(""));
    var e =
        assertThrows(
            Invalid.class,
            () ->
                providers(
                    s ->
                        s.createTicketProvider(
                            CreateTicketProviderRequest.newBuilder()
                                .setProvider(badType)
                                .build())));
    assertTrue(
        e.getMessage().contains("fax") && e.getMessage().contains("webhook"), e.getMessage());
    assertThrows(Invalid.class, () -> provider("Y", "whsec_short"));
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

  private TicketProvider provider(String name, String secret) {
    var webhook =
        switch (secret) {
          case "" -> webhook(FakeWorldConfig.TICKET_SECRET);
          case "none" -> webhook("");
          default -> webhook(secret);
        };
    var provider = TicketProvider.newBuilder().setName(name).setType("webhook").setWebhook(webhook);
    return providers(
        s ->
            s.createTicketProvider(
                CreateTicketProviderRequest.newBuilder().setProvider(provider).build()));
  }

  private static WebhookSettings webhook(String secret) {
    return WebhookSettings.newBuilder()
        .setUrl(world.tickets().url("desk"))
        .setSecret(secret)
        .putHeaders("x-team", "ops")
        .build();
  }

  private void update(TicketProvider provider) {
    providers(
        s ->
            s.updateTicketProvider(
                UpdateTicketProviderRequest.newBuilder().setProvider(provider).build()));
  }

  private Ticket open(TicketProvider provider) {
    var request =
        CreateTicketRequest.newBuilder()
            .setProviderId(provider.getId())
            .setAlertGroupId(group)
            .setTitle("Disk full on db1");
    return tickets(s -> s.createTicket(request.build()));
  }

  private void sync(String state) {
    var request = SyncAlertGroupRequest.newBuilder().setAlertGroupId(group).setState(state).build();
    tickets(s -> s.syncAlertGroup(request));
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

  private <T> T tickets(Function<MutinyTicketServiceStub, Uni<T>> call) {
    return tickets(tenant, call);
  }

  private <T> T tickets(UUID as, Function<MutinyTicketServiceStub, Uni<T>> call) {
    return call(as, MutinyTicketServiceGrpc::newMutinyStub, call);
  }

  private <T> T providers(Function<MutinyTicketProviderServiceStub, Uni<T>> call) {
    return call(tenant, MutinyTicketProviderServiceGrpc::newMutinyStub, call);
  }

  private <S extends io.grpc.stub.AbstractStub<S>, T> T call(
      UUID as, Function<io.grpc.Channel, S> stub, Function<S, Uni<T>> call) {
    return clients.call("ticketing", stub, as, call).await().atMost(PATIENCE);
  }

  private static void sleep() {
    try {
      Thread.sleep(30);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
