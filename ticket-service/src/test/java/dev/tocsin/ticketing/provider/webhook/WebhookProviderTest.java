package dev.tocsin.ticketing.provider.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.fakes.FakeWorld;
import dev.tocsin.fakes.FakeWorldConfig;
import dev.tocsin.fakes.fault.Fault;
import dev.tocsin.fakes.fault.FaultMode;
import dev.tocsin.fakes.ticket.Ticket;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.ticketing.provider.ProviderRegistry;
import dev.tocsin.ticketing.provider.ProviderSettings;
import dev.tocsin.ticketing.provider.TicketProvider;
import dev.tocsin.ticketing.provider.TicketProviderContract;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class WebhookProviderTest extends TicketProviderContract {
  private static FakeWorld world;

  @Inject ProviderRegistry registry;

  @BeforeAll
  static void start() {
    world = FakeWorld.start(FakeWorldConfig.usual());
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void isTheOnlyProviderAndFoundByItsId() {
    assertEquals(List.of("webhook"), registry.list().stream().map(TicketProvider::id).toList());
  }

  @Override
  protected TicketProvider provider() {
    return registry.get("webhook").orElseThrow();
  }

  @Override
  protected FakeWorld world() {
    return world;
  }

  @Override
  protected ProviderSettings settings() {
    return new ProviderSettings.Webhook(
        world.tickets().url("desk"), FakeWorldConfig.TICKET_SECRET, Map.of("x-team", "ops"));
  }

  @Override
  protected ProviderSettings wrongSettings() {
    return new ProviderSettings.Webhook(
        world.tickets().url("desk"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Map.of());
  }

  @Override
  protected long ticketsOf(UUID ticket) {
    return tickets(ticket).size();
  }

  @Override
  protected String stateOf(UUID ticket) {
    return tickets(ticket).getFirst().state();
  }

  @Override
  protected Fault fault(FaultMode mode) {
    return Fault.of("ticket", mode);
  }

  private static List<Ticket> tickets(UUID key) {
    return world.tickets().list().stream().filter(t -> t.key().equals(key.toString())).toList();
  }
}
