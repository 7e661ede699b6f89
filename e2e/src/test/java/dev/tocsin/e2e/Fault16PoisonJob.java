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
    timeline.fires(poison).within("15s").expectPage("email", "Ada");
    String group = timeline.expectAlert(poison, "OPEN").path("groupId").asText();

    var other = Timeline.in(tenant);
    other.fires(other.alarm("Healthy", "critical"));
    other.within("10s").expectPage("slack", "Ada").expectPage("email", "Ada");

    for (int i = 0; i < 40 && dead(tenant, group).isEmpty(); i++) {
      tocsin.advance(Duration.ofMinutes(10));
      Wait.pause(Duration.ofMillis(400));
    }
    List<JsonNode> dead = dead(tenant, group);
    assertTrue(!dead.isEmpty(), "the poisoned delivery is a dead letter");
    assertTrue(dead.getFirst().path("attempts").asInt() > 1, () -> "was tried: " + dead);

    tocsin.world().heal();
    String path = "/api/v1/deliveries/" + dead.getFirst().path("id").asText() + "/requeue";
    tenant.as("responder").post(path, Map.of()).is(403);
    tenant.as("admin").post(path, Map.of()).ok();
    tocsin.advance(Duration.ofMinutes(1));
    timeline.within("15s").expectPage("slack", "Ada");
  }

  private static List<JsonNode> dead(Tenant tenant, String group) {
    var dead = new ArrayList<JsonNode>();
    String ada = tenant.person("Ada").id();
    tenant
        .owner()
        .get("/api/v1/deliveries?state=DELIVERY_STATE_DEAD&alertGroupId=" + group)
        .ok()
        .json()
        .path("deliveries")
        .forEach(
            delivery -> {
              if (delivery.path("userId").asText().equals(ada)) {
                dead.add(delivery);
              }
            });
    return dead;
  }
}
