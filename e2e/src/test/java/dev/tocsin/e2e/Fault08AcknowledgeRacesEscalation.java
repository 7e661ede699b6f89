package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.e2e.harness.Alarm;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Shared;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** FAULTS 8: whoever wins, the escalation or the answer, nobody is paged after the answer. */
@ExtendWith(Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Fault08AcknowledgeRacesEscalation {
  private static final int AT_ONCE = 250;
  private static final Duration TIME = Duration.ofSeconds(12);

  private Tenant tenant;

  @BeforeAll
  void makeTenant(OneProcess tocsin) {
    tenant = Tenants.make(tocsin, "race");
    String policy =
        tenant.policy(
            "Race",
            List.of(tenant.pages("60s", "Ada", "email"), tenant.pages("60s", "Ben", "email")),
            Map.of("repeat", 5));
    tenant.route("Race", "labels.alertname.startsWith('Race')", policy, Map.of());
  }

  @Test
  void pagesNobodyAfterTheAnswer() throws Exception {
    long end = System.nanoTime() + TIME.toNanos();
    int raced = 0;
    int paged = 0;
    do {
      Round round = race();
      raced += round.alerts();
      paged += round.paged();
    } while (System.nanoTime() < end);
    System.out.printf("%d answers raced %d times against a step that paged%n", raced, paged);
    assertTrue(raced >= AT_ONCE);
  }

  private record Round(int alerts, int paged) {}

  private Round race() throws Exception {
    var timeline = Timeline.in(tenant);
    Alarm alarm = timeline.alarm("Race", "critical");
    var alarms = new ArrayList<Alarm>();
    for (int i = 0; i < AT_ONCE; i++) {
      alarms.add(alarm.with("number", Integer.toString(i)));
    }
    timeline.fires(alarms.toArray(Alarm[]::new));
    List<JsonNode> alerts = timeline.alerts(alarm);
    assertEquals(AT_ONCE, alerts.size());

    timeline.advance(Duration.ofSeconds(60));
    try (var people = Executors.newFixedThreadPool(8)) {
      List<Callable<String>> answers =
          alerts.stream()
              .<Callable<String>>map(
                  alert ->
                      () -> timeline.act("responder", alert, "acknowledge").ok().text("outcome"))
              .toList();
      for (Future<String> answer : people.invokeAll(answers)) {
        assertEquals("CHANGE_OUTCOME_CHANGED", answer.get());
      }
    }
    timeline.advance(Duration.ofMinutes(30));
    timeline.settle();

    int paged = 0;
    for (JsonNode alert : alerts) {
      paged += stepsFired(alert);
    }
    return new Round(alerts.size(), paged);
  }

  /** At most the first step fired, nothing waits any more, and no page follows the answer. */
  private int stepsFired(JsonNode alert) {
    String path = "/api/v1/alerts/" + alert.path("id").asText();
    JsonNode explained = tenant.owner().get(path + "/explain").ok().json();
    int fired = 0;
    for (JsonNode step : explained.path("steps")) {
      String state = step.path("state").asText();
      assertTrue(!state.equals("STEP_STATE_PENDING"), () -> "a step still waits: " + explained);
      if (state.equals("STEP_STATE_FIRED")) {
        assertEquals(0, step.path("stepOrder").asInt(), () -> "fired too far: " + explained);
        fired++;
      }
    }
    assertTrue(fired <= 1, () -> "fired twice: " + explained);
    boolean answered = false;
    for (JsonNode entry : explained.path("decisions")) {
      String code = entry.path("reason").path("code").asText();
      answered = answered || code.startsWith("acknowledged");
      boolean page = code.startsWith("paged");
      assertTrue(!(answered && page), () -> "paged after the answer: " + explained);
    }
    return fired;
  }
}
