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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody must know: who is paged when, until a human answers. */
@ExtendWith(Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EscalationTest {
  private Tenant tenant;

  @BeforeAll
  void makeTenant(OneProcess tocsin) {
    tenant = Tenants.make(tocsin, "escalation");
  }

  @Test
  void pagesWhoIsOnCallAndStopsWhenTheSlackButtonIsPressed() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("DiskFull", "critical");

    timeline.fires(disk);
    timeline.expectPage("email", "Ada").expectPage("slack", "Ada");
    timeline.press("Acknowledge").expectChanged("acknowledged");

    JsonNode alert = timeline.expectAlert(disk, "ACKNOWLEDGED");
    assertEquals("user", alert.path("acknowledgedBy").path("kind").asText());
    assertEquals(tenant.person("Ada").id(), alert.path("acknowledgedBy").path("id").asText());
    timeline.expectNoPageFor("2H");
  }

  /** A page is handed over and people are asked for without a connection to itself. */
  @Test
  void callsTheServicesOfItsOwnProcessWithoutANetwork(OneProcess tocsin) throws IOException {
    var timeline = Timeline.in(tenant);
    timeline.fires(timeline.alarm("NoNetwork", "critical"));
    timeline.expectPage("email", "Ada").expectPage("slack", "Ada");

    List<String> threads = new ArrayList<>();
    Path tasks = Path.of("/proc", Long.toString(tocsin.server().process().pid()), "task");
    try (var all = Files.newDirectoryStream(tasks)) {
      for (Path thread : all) {
        threads.add(Files.readString(thread.resolve("comm")).strip());
      }
    }

    assertTrue(threads.stream().anyMatch(name -> name.startsWith("vert.x")), threads.toString());
    assertEquals(List.of(), threads.stream().filter(name -> name.startsWith("grpc-nio")).toList());
  }

  @Test
  void climbsFromTheFirstToTheNextToTheChannelTwiceAndEndsAtTheFallback() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("NobodyHome", "major");

    timeline.fires(disk);
    timeline.expectPage("slack", "Ada").expectPage("email", "Ada");
    timeline.expectNoPageFor("4M");
    timeline.at("5M").expectPage("slack", "Ben").expectPage("email", "Ben");
    timeline.at("15M").expectPage("slack", "#ops");

    timeline.expectNoPageFor("9M");
    timeline.at("25M").expectPage("slack", "Ada").expectPage("email", "Ada");
    timeline.at("30M").expectPage("slack", "Ben").expectPage("email", "Ben");
    timeline.at("40M").expectPage("slack", "#ops");
    timeline.expectNoPageFor("9M");
    timeline.at("50M").expectPage("slack", "#emergency");
    timeline.expectNoPageFor("24H");
    timeline.expectAlert(disk, "OPEN");
  }

  @Test
  void stopsWhenThePageBehindTheMailsLinkIsAnswered() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("Mailed", "critical");

    timeline.fires(disk);
    timeline.expectPage("slack", "Ada").expectPage("email", "Ada");
    var answerPage = MailAnswer.of(timeline.page());
    answerPage.look();
    answerPage.look();
    timeline.expectAlert(disk, "OPEN");

    answerPage.answer();
    JsonNode alert = timeline.expectAlert(disk, "ACKNOWLEDGED");
    assertEquals(tenant.person("Ada").id(), alert.path("acknowledgedBy").path("id").asText());
    timeline.expectNoPageFor("2H");
  }

  @Test
  void changesTheMessagesInPlaceWhenTheSourceResolves() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("Over", "critical");

    timeline.fires(disk);
    timeline.expectPage("email", "Ada").expectPage("slack", "Ada");
    timeline.at("1M").resolves(disk);

    timeline.expectChanged("resolved");
    assertTrue(timeline.page().action("Acknowledge").isEmpty(), "nothing is left to acknowledge");
    JsonNode alert = timeline.expectAlert(disk, "RESOLVED");
    assertEquals("source", alert.path("resolvedBy").path("kind").asText());
    timeline.expectPage("email", "Ada", mail -> mail.subject().toLowerCase().contains("resolved"));
    timeline.expectNoPageFor("2H");
  }

  @Test
  void takesAnAnswerToAnOverAlertWithoutAnErrorAndWithoutEffect() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("Late", "critical");
    timeline.fires(disk).expectPage("slack", "Ada");
    var before = timeline.page();
    timeline.resolves(disk).expectChanged("resolved");
    JsonNode alert = timeline.expectAlert(disk, "RESOLVED");

    var late = before.action("Acknowledge").orElseThrow();
    var pressed =
        timeline
            .tenant()
            .system()
            .world()
            .http()
            .post(late.path("url").asText(), late.path("body"));
    var asked = timeline.act("responder", alert, "acknowledge").ok();

    assertTrue(pressed.status() == 409 || pressed.json().path("ok").asBoolean(), pressed.body());
    assertEquals("CHANGE_OUTCOME_ALREADY_RESOLVED", asked.text("outcome"));
    assertEquals("RESOLVED", state(timeline, disk));
  }

  @Test
  void pagesTheNextStepAtOnceWhenAskedTo() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("Higher", "critical");
    timeline.fires(disk).expectPage("slack", "Ada").expectPage("email", "Ada");

    timeline.act("responder", timeline.expectAlert(disk, "OPEN"), "escalate").ok();

    timeline.expectPage("slack", "Ben").expectPage("email", "Ben");
    timeline.act("responder", timeline.expectAlert(disk, "OPEN"), "acknowledge").ok();
    timeline.expectNoPageFor("2H");
  }

  @Test
  void opensATicketWithTheAlertAndClosesItWithIt() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("Ticketed", "critical");

    timeline.fires(disk).expectPage("slack", "Ada");
    dev.tocsin.e2e.harness.Wait.untilTrue(
        () -> !timeline.tickets().isEmpty(), () -> "no ticket was opened");
    timeline.resolves(disk);

    String group = timeline.expectAlert(disk, "RESOLVED").path("groupId").asText();
    dev.tocsin.e2e.harness.Wait.untilTrue(
        () -> ticketStates(group).equals(List.of("TICKET_STATE_CLOSED")),
        () -> "the ticket stands at " + ticketStates(group));
  }

  @Test
  void explainsWhyNobodyIsPagedWhenTheScheduleIsEmptyAndGoesOn() {
    String gap =
        tenant.policy(
            "Gap first",
            List.of(
                Map.of("wait", "0s", "targets", List.of(Map.of("teamId", emptyTeam()))),
                tenant.pages("600s", "Ben", "slack")),
            Map.of());
    String route = tenant.route("Gap", "labels.alertname.startsWith('Gap')", gap, Map.of());
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("Gap", "critical");

    timeline.fires(disk);

    timeline.expectPage("slack", "Ben");
    List<String> reasons = timeline.reasons(timeline.expectAlert(disk, "OPEN"));
    assertTrue(reasons.stream().anyMatch(code -> code.startsWith("not_paged")), () -> "" + reasons);
    tenant.owner().delete("/api/v1/routes/" + route).ok();
  }

  private String emptyTeam() {
    return tenant.owner().post("/api/v1/teams", Map.of("name", "Nobody yet")).ok().text("id");
  }

  private List<String> ticketStates(String group) {
    var states = new java.util.ArrayList<String>();
    tenant
        .owner()
        .get("/api/v1/tickets?alertGroupId=" + group)
        .ok()
        .json()
        .path("tickets")
        .forEach(ticket -> states.add(ticket.path("state").asText()));
    return states;
  }

  private static String state(Timeline timeline, Alarm alarm) {
    return timeline.alerts(alarm).getFirst().path("state").asText().replace("ALERT_STATE_", "");
  }
}
