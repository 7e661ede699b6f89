package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.e2e.harness.Alarm;
import dev.tocsin.e2e.harness.Answer;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Shared;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** FAULTS 11: a client that got no answer sends again under the same idempotency key. */
@ExtendWith(Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Fault11RetriedRequest {
  private OneProcess tocsin;
  private Tenant tenant;

  @BeforeAll
  void makeTenant(OneProcess shared) {
    tocsin = shared;
    tenant = Tenants.make(shared, "retried");
  }

  @Test
  void getsTheFirstAnswerAndChangesNothing() {
    var timeline = Timeline.in(tenant);
    Alarm alarm = timeline.alarm("Retried", "critical");

    Answer first = send("k-" + timeline.mark(), alarm).ok();
    Answer again = send("k-" + timeline.mark(), alarm).ok();

    assertEquals(first.json(), again.json());
    assertEquals(1, timeline.alerts(alarm).getFirst().path("occurrenceCount").asLong());
    timeline.expectPage("slack", "Ada").expectPage("email", "Ada");
    timeline.expectNoPageFor("1M");
  }

  @Test
  void isRefusedWhenTheBodyIsAnother() {
    var timeline = Timeline.in(tenant);
    Alarm alarm = timeline.alarm("Other", "critical");
    send("k-" + timeline.mark(), alarm).ok();

    send("k-" + timeline.mark(), alarm.with("instance", "db2")).is(409);

    assertEquals(1, timeline.alerts(alarm).size());
  }

  private Answer send(String key, Alarm alarm) {
    return tocsin
        .nobody()
        .as(tenant.integrationKey())
        .with("Idempotency-Key", key)
        .post("/api/v1/webhooks/alertmanager", Alarm.firing(List.of(alarm)));
  }
}
