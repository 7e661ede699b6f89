package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.e2e.harness.Alarm;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Page;
import dev.tocsin.e2e.harness.Person;
import dev.tocsin.e2e.harness.Shared;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import dev.tocsin.e2e.harness.Wait;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A shift changes hands: who comes knows what is open, and that pages arrive. */
@ExtendWith(Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandoffScenarioTest {
  private static final String TEST_PAGE = "Test page";

  private Tenant tenant;

  @BeforeAll
  void makeTenant(OneProcess tocsin) {
    tenant = Tenants.make(tocsin, "handoff");
  }

  @Test
  void whoComesIsToldWhatIsOpenAndTriedByATestPageWhoseFailureTheManagersHearOf() {
    var timeline = Timeline.in(tenant);
    String schedule = "/api/v1/schedules/" + tenant.schedule();
    tenant.owner().patch(schedule, Map.of("name", "Primary " + timeline.mark())).ok();
    Instant start = timeline.instant().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
    tenant
        .owner()
        .post(
            schedule + "/overrides",
            Map.of(
                "userId",
                tenant.person("Ben").id(),
                "startTime",
                start.toString(),
                "endTime",
                start.plus(Duration.ofHours(8)).toString()))
        .ok();
    Alarm disk = timeline.alarm("DiskFull", "critical");
    timeline.fires(disk);
    timeline.expectPage("email", "Ada").expectPage("slack", "Ada");
    timeline.press("Acknowledge").expectChanged("acknowledged");
    tenant
        .as("manager")
        .post(
            "/api/v1/handoffs/notes",
            Map.of("scheduleId", tenant.schedule(), "text", "Backups run until noon"))
        .ok();
    tenant
        .as("manager")
        .patch(
            "/api/v1/handoffs/settings/" + tenant.schedule(),
            Map.of("notices", true, "drills", true))
        .ok();

    timeline.advance(Duration.ofMinutes(70));
    timeline.expectPage("email", "Ben", mail -> mail.subject().contains("You go on call for"));
    String told = timeline.page().text();
    assertTrue(told.contains(disk.name()), told);
    assertTrue(told.contains("Backups run until noon"), told);

    timeline.advance(Duration.ofMinutes(51));
    timeline.expectPage("email", "Ben", mail -> mail.subject().contains("You are on call for"));
    timeline.expectPage(
        "email", "Ada", mail -> mail.subject().contains("You are no longer on call for"));
    Page page = testPage("slack", tenant.person("Ben").slackId());
    testPage("email", tenant.person("Ben").email());
    JsonNode button = page.action("Acknowledge").orElseThrow();
    tenant.system().world().http().post(button.path("url").asText(), button.path("body")).ok();
    JsonNode answered = ended(tenant.person("Ben"));
    assertEquals("DRILL_RESULT_ANSWERED", answered.path("result").asText());
    Wait.untilTrue(
        () ->
            tenant
                .owner()
                .get("/api/v1/alerts/" + answered.path("alertId").asText())
                .ok()
                .text("state")
                .equals("ALERT_STATE_RESOLVED"),
        () -> "the alert of the drill is not over");

    timeline.advance(Duration.ofHours(8));
    timeline.expectPage("email", "Ada", mail -> mail.subject().contains("You are on call for"));
    testPage("slack", tenant.person("Ada").slackId());
    timeline.advance(Duration.ofMinutes(16));
    assertEquals("DRILL_RESULT_UNANSWERED", ended(tenant.person("Ada")).path("result").asText());
    Set<String> heard =
        Set.of(tenant.person("Ada").email(), "olive" + tenant.person("Ada").email().substring(3));
    for (String address : heard) {
      tenant
          .system()
          .world()
          .await(
              "email",
              address,
              "was not answered by Ada",
              mail -> mail.text().contains(timeline.mark()),
              Wait.PATIENCE);
    }
    assertEquals(
        0,
        tenant.system().world().inbox("slack", "#emergency-" + tenant.slug(), TEST_PAGE).size(),
        "nobody else is ever paged for a drill");
  }

  private Page testPage(String channel, String address) {
    return tenant.system().world().await(channel, address, TEST_PAGE, page -> true, Wait.PATIENCE);
  }

  /** The last drill of a person, once it is over. */
  private JsonNode ended(Person person) {
    return Wait.until(
        () -> {
          JsonNode drill =
              tenant
                  .owner()
                  .get("/api/v1/handoffs/drills?userId=" + person.id())
                  .ok()
                  .json()
                  .path("drills")
                  .path(0);
          return java.util.Optional.of(drill)
              .filter(
                  each ->
                      each.has("result")
                          && !each.path("result").asText().equals("DRILL_RESULT_RUNNING"));
        },
        () -> "the drill of " + person.name() + " does not end");
  }
}
