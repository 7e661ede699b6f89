package dev.tocsin.ticketing.ticket;

import dev.tocsin.fakes.FakeWorld;
import dev.tocsin.fakes.FakeWorldConfig;
import dev.tocsin.fakes.jira.Account;
import dev.tocsin.fakes.jira.FakeJira;
import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.proto.ticketing.v1.CreateTicketProviderRequest;
import dev.tocsin.proto.ticketing.v1.CreateTicketRequest;
import dev.tocsin.proto.ticketing.v1.JiraSettings;
import dev.tocsin.proto.ticketing.v1.MutinyTicketProviderServiceGrpc;
import dev.tocsin.proto.ticketing.v1.MutinyTicketProviderServiceGrpc.MutinyTicketProviderServiceStub;
import dev.tocsin.proto.ticketing.v1.MutinyTicketServiceGrpc;
import dev.tocsin.proto.ticketing.v1.MutinyTicketServiceGrpc.MutinyTicketServiceStub;
import dev.tocsin.proto.ticketing.v1.SyncAlertGroupRequest;
import dev.tocsin.proto.ticketing.v1.Ticket;
import dev.tocsin.proto.ticketing.v1.TicketProvider;
import dev.tocsin.proto.ticketing.v1.WebhookSettings;
import io.quarkus.test.common.http.TestHTTPResource;
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

/** A tenant with a group of alerts, and providers of tickets that are strict look-alikes. */
abstract class TicketDesk {

  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final String SECRET = "a-webhook-secret-of-the-test";

  static FakeWorld world;
  @Inject ServiceClients clients;

  @TestHTTPResource URL url;

  final UUID tenant = UUID.randomUUID();
  final String group = UUID.randomUUID().toString();

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
    System.setProperty("tocsin.services.alerting.address", "localhost:" + url.getPort());
  }

  @AfterEach
  void mend() {
    world.faults().clear();
  }

  TicketProvider provider(String name, String secret) {
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

  static WebhookSettings webhook(String secret) {
    return WebhookSettings.newBuilder()
        .setUrl(world.tickets().url("desk"))
        .setSecret(secret)
        .putHeaders("x-team", "ops")
        .build();
  }

  TicketProvider provider(Function<TicketProvider.Builder, TicketProvider.Builder> more) {
    var jira =
        JiraSettings.newBuilder()
            .setBaseUrl(world.jira().url())
            .setEmail(Account.BOT.email())
            .setApiToken(FakeJira.API_TOKEN)
            .setProject("OPS")
            .setWebhookSecret(SECRET);
    var provider =
        more.apply(TicketProvider.newBuilder().setName("Jira").setType("jira").setJira(jira));
    TicketProvider made =
        providers(
            s ->
                s.createTicketProvider(
                    CreateTicketProviderRequest.newBuilder().setProvider(provider).build()));
    world.jira().webhook("http://localhost:" + url.getPort() + made.getCallbackPath(), SECRET);
    return made;
  }

  Ticket open(TicketProvider provider) {
    var request =
        CreateTicketRequest.newBuilder()
            .setProviderId(provider.getId())
            .setAlertGroupId(group)
            .setTitle("Disk full on db1");
    return tickets(s -> s.createTicket(request.build()));
  }

  void sync(String state) {
    var request = SyncAlertGroupRequest.newBuilder().setAlertGroupId(group).setState(state).build();
    tickets(s -> s.syncAlertGroup(request));
  }

  <T> T tickets(Function<MutinyTicketServiceStub, Uni<T>> call) {
    return tickets(tenant, call);
  }

  <T> T tickets(UUID as, Function<MutinyTicketServiceStub, Uni<T>> call) {
    return call(as, MutinyTicketServiceGrpc::newMutinyStub, call);
  }

  <T> T providers(Function<MutinyTicketProviderServiceStub, Uni<T>> call) {
    return call(tenant, MutinyTicketProviderServiceGrpc::newMutinyStub, call);
  }

  <S extends io.grpc.stub.AbstractStub<S>, T> T call(
      UUID as, Function<io.grpc.Channel, S> stub, Function<S, Uni<T>> call) {
    return clients.call("ticketing", stub, as, call).await().atMost(PATIENCE);
  }
}
