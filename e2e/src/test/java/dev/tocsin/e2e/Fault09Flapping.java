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
import dev.tocsin.e2e.harness.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** FAULTS 9: firing and resolved in any order, repeated, and flapping ten times a second. */
@ExtendWith(Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Fault09Flapping {
  private Tenant tenant;

  @BeforeAll
  void makeTenant(OneProcess tocsin) {
    tenant = Tenants.make(tocsin, "flapping");
  }

  @Test
  void followsAProblemThatFlapsAtTenHertz() {
    var timeline = Timeline.in(tenant);
    Alarm alarm = timeline.alarm("Flapping", "critical");
    Instant begin = timeline.instant();
    long next = System.nanoTime();

    for (int i = 0; i < 25; i++) {
      Instant at = begin.plusMillis(200L * i);
      Alarm now = alarm.startingAt(at);
      tenant.webhook(Alarm.firing(List.of(now))).ok();
      next = pace(next);
      tenant.webhook(Alarm.resolved(List.of(now), at.plusMillis(100))).ok();
      next = pace(next);
    }

    Wait.untilTrue(
        () -> states(timeline, alarm).stream().allMatch("ALERT_STATE_RESOLVED"::equals),
        () -> "left over: " + states(timeline, alarm));
    int alerts = timeline.alerts(alarm).size();
    assertTrue(alerts >= 1 && alerts <= 25, () -> alerts + " alerts of 25 firings");
    timeline.advance(Duration.ofHours(2));
    timeline.settle();
    assertTrue(
        timeline.pages().stream()
            .noneMatch(page -> page.to().equals(tenant.person("Ben").slackId())),
        "nobody further is paged for what is over");
  }

  @Test
  void endsTheSameWhateverTheOrderOfArrival() {
    var order = new Random(7);
    for (int run = 0; run < 10; run++) {
      var timeline = Timeline.in(tenant);
      Alarm alarm = timeline.alarm("Shuffled", "critical");
      Instant begin = timeline.instant();
      var payloads = new ArrayList<Object>();
      payloads.add(Alarm.firing(List.of(alarm)));
      payloads.add(Alarm.firing(List.of(alarm)));
      payloads.add(Alarm.resolved(List.of(alarm), begin.plusSeconds(60)));
      payloads.add(Alarm.resolved(List.of(alarm), begin.plusSeconds(60)));
      Collections.shuffle(payloads, order);

      payloads.forEach(payload -> tenant.webhook(payload).ok());

      List<String> states = states(timeline, alarm);
      assertTrue(states.size() <= 1, () -> "one problem, but alerts " + states);
      boolean resolvedLast = payloads.getLast().toString().contains("resolved");
      if (resolvedLast) {
        assertEquals(List.of("ALERT_STATE_RESOLVED"), states);
      }
    }
  }

  private static long pace(long last) {
    long next = last + Duration.ofMillis(100).toNanos();
    long wait = next - System.nanoTime();
    if (wait > 0) {
      Wait.pause(Duration.ofNanos(wait));
    }
    return next;
  }

  private static List<String> states(Timeline timeline, Alarm alarm) {
    return timeline.alerts(alarm).stream().map((JsonNode a) -> a.path("state").asText()).toList();
  }
}
