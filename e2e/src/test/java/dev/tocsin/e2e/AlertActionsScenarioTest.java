package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.e2e.harness.Alarm;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Page;
import dev.tocsin.e2e.harness.Shared;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import dev.tocsin.e2e.harness.Wait;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people do by hand: open an alert for somebody, hand one over, put one off. */
@ExtendWith(Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertActionsScenarioTest {
  private Tenant tenant;

  @BeforeAll
  void makeTenant(OneProcess tocsin) {
    tenant = Tenants.make(tocsin, "by-hand");
  }

  @Test
  void aPersonIsPagedDirectlyAndAnswersWithTheButton() {
    var timeline = Timeline.in(tenant);
    Map<String, Object> wanted =
        Map.of(
            "title",
            "Please help " + timeline.mark(),
            "severity",
            "critical",
            "idempotencyKey",
            timeline.mark(),
            "targets",
            List.of(Map.of("userId", tenant.person("Ben").id())));

    JsonNode alert = tenant.as("responder").post("/api/v1/alerts", wanted).ok().json();
    JsonNode again = tenant.as("responder").post("/api/v1/alerts", wanted).ok().json();

    assertEquals(alert.path("id").asText(), again.path("id").asText());
    timeline.expectPage("email", "Ben").expectPage("slack", "Ben");
    timeline.press("Acknowledge").expectChanged("acknowledged");
    timeline.expectNoPageFor("2H");
    assertTrue(timeline.reasons(alert).contains("routed.direct"));
  }

  @Test
  void aCommandInSlackPagesAPersonAndAnotherAnswers() {
    var timeline = Timeline.in(tenant);
    type("Ada", "page \"" + tenant.person("Ben").email() + "\" Please help " + timeline.mark());
    timeline.expectPage("slack", "#ops", page -> page.text().startsWith("Paging *Ben*"));
    timeline.expectPage("email", "Ben").expectPage("slack", "Ben");

    Page bens = timeline.page();
    type("Ben", "ack Please help " + timeline.mark());
    timeline.expectPage("slack", "#ops", page -> page.text().contains("Acknowledged."));
    Wait.untilTrue(
        () -> timeline.pages().stream().anyMatch(p -> p.id() == bens.id() && p.updates() > 0),
        () -> "Ben's message was not changed: " + timeline.pages());
    timeline.expectNoPageFor("2H");
  }

  /** Somebody types the slash command in the channel {@code #ops}. */
  private void type(String person, String words) {
    tenant
        .system()
        .world()
        .http()
        .post(
            "/slack/command",
            Map.of(
                "bot_token",
                tenant.botToken(),
                "channel",
                tenant.address("slack", "#ops"),
                "user",
                tenant.person(person).slackId(),
                "text",
                words))
        .ok();
  }

  @Test
  void whoeverWasPagedIsToldThatOthersHaveItNow() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("HandedOver", "critical");
    timeline.fires(disk);
    timeline.expectPage("email", "Ada").expectPage("slack", "Ada");
    var adas = timeline.page();

    JsonNode alert = timeline.expectAlert(disk, "OPEN");
    tenant
        .as("responder")
        .post(
            "/api/v1/alerts/" + alert.path("id").asText() + "/reassign",
            Map.of("targets", List.of(Map.of("userId", tenant.person("Ben").id()))))
        .ok();

    timeline.expectChanged("reassigned");
    timeline.expectPage("email", "Ben").expectPage("slack", "Ben");
    assertTrue(timeline.page().id() != adas.id());
    timeline.press("Acknowledge").expectChanged("acknowledged");
    timeline.expectAlert(disk, "ACKNOWLEDGED");
    timeline.expectNoPageFor("2H");
  }

  @Test
  void aSnoozedAlertPagesAnewWhenTheTimeIsOver() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("Later", "critical");
    timeline.fires(disk);
    timeline.expectPage("email", "Ada").expectPage("slack", "Ada");

    JsonNode alert = timeline.expectAlert(disk, "OPEN");
    tenant
        .as("responder")
        .post(
            "/api/v1/alerts/" + alert.path("id").asText() + "/snooze", Map.of("duration", "3600s"))
        .ok();

    timeline.expectChanged("snoozed until");
    timeline.expectNoPageFor("50M");
    timeline.advance(java.time.Duration.ofMinutes(11));
    timeline.expectPage("email", "Ada").expectPage("slack", "Ada");
    timeline.expectAlert(disk, "OPEN");
    timeline.press("Acknowledge").expectChanged("acknowledged");
    timeline.expectNoPageFor("2H");
  }
}
