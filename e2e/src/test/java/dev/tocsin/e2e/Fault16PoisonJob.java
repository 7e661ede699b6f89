package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.e2e.harness.Alarm;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Shared;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import dev.tocsin.e2e.harness.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** FAULTS 16: a job that never works is tried, set aside and listed, and the queue moves on. */
@ExtendWith(Shared.class)
class Fault16PoisonJob {
  @Test
  void isSetAsideWhileOthersPassAndCanBeRequeued(OneProcess tocsin) {
    Tenant tenant = Tenants.make(tocsin, "poison");
    String once = tenant.policy("Once", List.of(tenant.pages("0s", "Ada", "slack")), Map.of());
    tenant.route("Poison", "labels.alertname.startsWith('Poison')", once, Map.of());
    var timeline = Timeline.in(tenant);
    Alarm poison = timeline.alarm("Poison", "critical");
    tocsin
        .world()
        .arm(
            Map.of(
                "target", "slack",
                "mode", "fail",
                "status", 500,
                "method", "chat.postMessage",
                "match", poison.name()));
    timeline.fires(poison);
    String group = timeline.expectAlert(poison, "OPEN").path("groupId").asText();

    var other = Timeline.in(tenant);
    other.fires(other.alarm("Healthy", "critical"));
    other.expectPage("slack", "Ada").expectPage("email", "Ada");

    // Each jump passes the wait before the next attempt, and each is taken when the last has ended.
    Wait.untilTrue(
        () -> {
          timeline.advance(Duration.ofMinutes(10)).settle();
          return !deliveries(tenant, group, "DEAD").isEmpty();
        },
        () -> "the poisoned delivery is no dead letter: " + deliveries(tenant, group, "PENDING"));
    JsonNode dead = deliveries(tenant, group, "DEAD").getFirst();
    assertTrue(dead.path("attempts").asInt() > 1, () -> "was tried: " + dead);

    tocsin.world().heal();
    String path = "/api/v1/deliveries/" + dead.path("id").asText() + "/requeue";
    tenant.as("responder").post(path, Map.of()).is(403);
    tenant.as("admin").post(path, Map.of()).ok();
    timeline.advance(Duration.ofMinutes(1)).expectPage("slack", "Ada");
  }

  private static List<JsonNode> deliveries(Tenant tenant, String group, String state) {
    var found = new ArrayList<JsonNode>();
    tenant
        .owner()
        .get("/api/v1/deliveries?state=DELIVERY_STATE_" + state + "&alertGroupId=" + group)
        .ok()
        .json()
        .path("deliveries")
        .forEach(found::add);
    return found;
  }
}
