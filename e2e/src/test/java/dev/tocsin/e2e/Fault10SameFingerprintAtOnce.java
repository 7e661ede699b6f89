package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.e2e.harness.Alarm;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Shared;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** FAULTS 10: the same problem on 64 connections at once. */
@ExtendWith(Shared.class)
class Fault10SameFingerprintAtOnce {
  private static final int CONNECTIONS = 64;

  @Test
  void isOneAlertAndOnePage(OneProcess tocsin) throws Exception {
    Tenant tenant = Tenants.make(tocsin, "at-once");
    var timeline = Timeline.in(tenant);
    Alarm alarm = timeline.alarm("Everywhere", "critical");
    var payload = Alarm.firing(List.of(alarm));
    var together = new CyclicBarrier(CONNECTIONS);

    var calls = new ArrayList<Callable<Integer>>();
    for (int i = 0; i < CONNECTIONS; i++) {
      calls.add(
          () -> {
            together.await();
            return tenant.webhook(payload).status();
          });
    }
    try (var connections = Executors.newFixedThreadPool(CONNECTIONS)) {
      for (var call : connections.invokeAll(calls)) {
        assertEquals(2, call.get() / 100);
      }
    }

    timeline.expectPage("slack", "Ada").expectPage("email", "Ada");
    timeline.expectNoPageFor("1M");
    List<JsonNode> alerts = timeline.alerts(alarm);
    assertEquals(1, alerts.size());
    assertEquals(CONNECTIONS, alerts.getFirst().path("occurrenceCount").asLong());
  }
}
