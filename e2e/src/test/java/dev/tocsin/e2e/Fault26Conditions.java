package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.e2e.harness.Alarm;
import dev.tocsin.e2e.harness.Answer;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Shared;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** FAULTS 26: a route's condition that is wrong, endless or huge stays bounded and is told. */
@ExtendWith(Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Fault26Conditions {
  private static final Duration PROMPT = Duration.ofSeconds(20);

  private Tenant tenant;

  @BeforeAll
  void makeTenant(OneProcess tocsin) {
    tenant = Tenants.make(tocsin, "conditions");
  }

  @Test
  void refusesABrokenConditionWithItsPosition() {
    Answer answer = create("Broken", "severity == 'critical' &&\n  labels.team = 'db'").is(400);

    assertTrue(answer.body().contains("condition"), answer.body());
    assertTrue(
        answer.body().contains("\"line\":2")
            || answer.body().contains("line 2")
            || answer.body().contains("2:"),
        answer.body());
  }

  @Test
  void refusesAConditionOfTheWrongType() {
    create("Number", "1 + 1").is(400);
    create("Mixed", "severity == 1").is(400);
    create("Unknown", "nobody.knows == 'this'").is(400);
  }

  @Test
  void refusesAConditionOfAHundredKilobytes() {
    create("Long", "severity == 'critical' || " + "true || ".repeat(13_000) + "true").is(400);
  }

  @Test
  void boundsAMillionRoundsOfNestedLoops() {
    String list =
        IntStream.range(0, 100)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(",", "[", "]"));
    String loop = "%s.all(a, %s.all(b, %s.all(c, a + b + c >= 0)))".formatted(list, list, list);

    staysPrompt("Loops", loop);
  }

  @Test
  void boundsARegularExpressionThatBacktracks() {
    staysPrompt("Backtracking", "labels.alertname.matches('(a+)+(a+)+(a+)+$')");
    staysPrompt(
        "HugeRegex", "labels.alertname.matches('(" + "a{1,1000}".repeat(50) + "){1,1000}')");
  }

  @Test
  void treatsAMissingLabelAsNoMatchAndGoesOnToTheNextRoute() {
    create("Missing", "labels.nobody_sets_this == 'x'").ok();
    var timeline = Timeline.in(tenant);
    Alarm alarm = timeline.alarm("NoLabel", "critical");

    timeline.fires(alarm);

    timeline.expectPage("slack", "Ada");
    assertEquals(tenant.urgent(), timeline.alerts(alarm).getFirst().path("policyId").asText());
  }

  /** The condition is refused, or an alert passes it promptly and pages none the less. */
  private void staysPrompt(String name, String condition) {
    long begin = System.nanoTime();
    Answer saved = create(name, condition);
    assertTrue(since(begin).compareTo(PROMPT) < 0, () -> "saving took " + since(begin));
    if (!saved.succeeded()) {
      saved.is(400);
      return;
    }
    var timeline = Timeline.in(tenant);
    Alarm alarm = timeline.alarm("a".repeat(200), "critical");
    long sent = System.nanoTime();
    timeline.fires(alarm);
    assertTrue(since(sent).compareTo(PROMPT) < 0, () -> "taking the alert took " + since(sent));
    timeline.expectPage("email", "Ada");
    JsonNode alert = timeline.alerts(alarm).getFirst();
    assertEquals(tenant.urgent(), alert.path("policyId").asText(), "the next route took it");
    tenant.owner().delete("/api/v1/routes/" + saved.text("id")).ok();
  }

  private Answer create(String name, String condition) {
    return tenant
        .owner()
        .post(
            "/api/v1/routes",
            Map.of(
                "name", name, "position", 1, "condition", condition, "policyId", tenant.quiet()));
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
