package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.e2e.harness.Follower;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Who follows a tenant over the WebSocket misses nothing and hears nothing twice, whatever ends.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveUpdatesTest {
  /** More than any lease: what the killed process was sending is sent, or given up, by then. */
  private static final Duration PAST_LEASES = Duration.ofMinutes(2);

  private OneProcess tocsin;
  private Tenant tenant;

  @BeforeAll
  void start() {
    tocsin = OneProcess.in("live", false).start();
    tenant = Tenants.make(tocsin, "live");
  }

  @AfterAll
  void end() {
    tocsin.close();
  }

  @Test
  void resumesWithoutAGapAcrossAKillOfTheServer() {
    String key = tenant.keys().get("viewer");
    Follower before = Follower.of(tocsin.server().url(), key, "");
    List<String> notifications = new ArrayList<>(ask(20));
    Wait.untilTrue(() -> before.ids().size() >= 10, () -> "told " + before.ids());

    notifications.addAll(ask(20));
    tocsin.server().kill();
    Wait.untilTrue(before::hasEnded, () -> "the WebSocket lives on without its server");
    tocsin.start();
    notifications.addAll(ask(20));
    Follower after = Follower.of(tocsin.server().url(), key, before.ids().getLast());
    notifications.addAll(ask(20));
    tocsin.awaitQuiet();
    tocsin.advance(PAST_LEASES);
    tocsin.awaitQuiet();

    List<String> happened =
        notifications.stream().flatMap(id -> events(id).stream()).sorted().toList();
    Wait.untilTrue(
        () -> before.ids().size() + after.ids().size() >= happened.size(),
        () -> "told " + (before.ids().size() + after.ids().size()) + " of " + happened.size());
    assertEquals(happened, Stream.concat(before.ids().stream(), after.ids().stream()).toList());
  }

  private List<String> ask(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                tenant
                    .as("responder")
                    .post(
                        "/api/v1/notifications",
                        Map.of(
                            "title",
                            "Backup " + i + " failed",
                            "destinations",
                            List.of(Map.of("channelId", tenant.slack()))))
                    .ok()
                    .text("id"))
        .toList();
  }

  private List<String> events(String notification) {
    List<String> ids = new ArrayList<>();
    String path = "/api/v1/notifications/" + notification + "/events";
    for (JsonNode event : tenant.as("viewer").get(path).ok().json().path("events")) {
      ids.add(event.path("id").asText());
    }
    return ids;
  }
}
