package dev.tocsin.ticketing.provider.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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
  void everyProviderIsFoundByItsId() {
    assertEquals(
        List.of("jira", "webhook"), registry.list().stream().map(TicketProvider::id).toList());
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
    return settings(FakeWorldConfig.TICKET_SECRET);
  }

  @Override
  protected ProviderSettings wrongSettings() {
    return settings("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  }

  private static ProviderSettings settings(String secret) {
    return new ProviderSettings(
        JsonNodeFactory.instance.objectNode().put("url", world.tickets().url("desk")),
        Map.of("secret", secret, "headers/x-team", "ops"));
  }

  @Override
  protected long notesOf(UUID ticket) {
    return tickets(ticket).getFirst().version() - 1L;
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
  protected void holdsAsText(UUID ticket, String value) {
    long item = tickets(ticket).getFirst().inboxId();
    JsonNode request =
        world.inbox().list().stream()
            .filter(each -> each.id() == item)
            .findFirst()
            .orElseThrow()
            .payload()
            .path("request");
    JsonNode data = request.path("data");
    // UTF-8 has no half characters.
    String whole = new String(value.getBytes(UTF_8), UTF_8);
    assertEquals(Set.of("type", "timestamp", "data"), names(request));
    assertEquals(
        Set.of("external_key", "id", "alert_group_id", "title", "state", "fields", "context"),
        names(data));
    assertEquals(whole, data.path("title").textValue());
    assertEquals(whole, data.path("fields").path("labels").path(0).textValue());
    JsonNode alert = data.path("context").path("alert");
    assertEquals(whole, alert.path("source_url").textValue());
    assertEquals(whole, alert.path("annotations").path("summary").textValue());
    assertEquals(Set.of("instance", name(whole)), names(alert.path("labels")));
    assertEquals(whole, alert.path("labels").path("instance").textValue());
  }

  private static Set<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
  }

  @Override
  protected Fault fault(FaultMode mode) {
    return Fault.of("ticket", mode);
  }

  private static List<Ticket> tickets(UUID key) {
    return world.tickets().list().stream().filter(t -> t.key().equals(key.toString())).toList();
  }
}
