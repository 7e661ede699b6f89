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
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A Jira ticket opened, commented and moved from both sides, without a loop. */
@ExtendWith(Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JiraTest {
  private static final String SECRET = "a-webhook-secret-of-the-scenario";

  private OneProcess tocsin;
  private Tenant tenant;
  private String jira;

  @BeforeAll
  void connectJira(OneProcess shared) {
    tocsin = shared;
    tenant = Tenants.make(shared, "jira");
    var settings =
        Map.of(
            "baseUrl",
            shared.world().url() + "/jira",
            "email",
            "tocsin@acme.test",
            "apiToken",
            "ATATT-tocsin-demo",
            "project",
            "OPS",
            "priorities",
            Map.of("critical", "Highest"),
            "webhookSecret",
            SECRET);
    JsonNode made =
        tenant
            .owner()
            .post(
                "/api/v1/ticket-providers",
                Map.of("name", "Jira", "type", "jira", "jira", settings))
            .ok()
            .json();
    jira = made.path("id").asText();
    var hook =
        Map.of(
            "name",
            tenant.slug(),
            "url",
            shared.servers().getFirst().url() + made.path("callbackPath").asText(),
            "secret",
            SECRET);
    shared.world().http().post("/jira/desk/webhook", hook).ok();
    tenant.route(
        "Jira for databases",
        "labels.kind == 'database'",
        tenant.urgent(),
        Map.of("ticketProviderId", jira));
  }

  @Test
  void theProviderFindsItsSettingsInOrder() {
    JsonNode trial =
        tenant.owner().post("/api/v1/ticket-providers/" + jira + "/test", Map.of()).ok().json();
    assertTrue(trial.path("ok").asBoolean(), trial::toString);
  }

  @Test
  void anIssueFollowsItsAlertAndIsToldWhoDidWhat() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("ByRoute", "critical").with("kind", "database");
    timeline.fires(disk).expectPage("slack", "Ada");
    Page issue = issue(timeline, "[To Do]");
    assertEquals("Highest", issue(issue).path("fields").path("priority").path("name").asText());

    JsonNode alert = timeline.alerts(disk).getFirst();
    timeline.act("responder", alert, "acknowledge").ok();
    issue(timeline, "[In Progress]");
    tenant.as("responder").post(path(alert) + "/notes", Map.of("text", "Cleared the logs")).ok();
    issue(timeline, "Cleared the logs");
    timeline.act("responder", alert, "resolve").ok();
    issue(timeline, "[Done]");
    issue(timeline, "Resolved in Tocsin");

    timeline.settle();
    assertEquals(3, issue(issue).path("comments").size(), "nothing went round in circles");
    assertEquals(1, timeline.reasons(alert).stream().filter("acknowledged"::equals).count());
    JsonNode ticket = ticket(alert);
    assertEquals("TICKET_STATE_CLOSED", ticket.path("state").asText());
    assertEquals("Done", ticket.path("providerStatus").asText());
  }

  @Test
  void whatIsDoneInJiraStopsThePagingAndEndsTheAlert() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("FromThere", "critical").with("kind", "database");
    timeline.fires(disk).expectPage("slack", "Ada").expectPage("email", "Ada");
    Page issue = issue(timeline, "[To Do]");

    desk("comment", issue, Map.of("text", "I am on it"));
    JsonNode alert = timeline.alerts(disk).getFirst();
    Wait.untilTrue(
        () -> timeline.timeline(alert).toString().contains("Ann Archer in " + key(issue)),
        () -> "no note came: " + timeline.timeline(alert));
    desk("move", issue, Map.of("status", "In Progress"));
    timeline.expectAlert(disk, "ACKNOWLEDGED");
    timeline.at("6M").expectNoPageFor("1M");
    desk("move", issue, Map.of("status", "Done"));
    timeline.expectAlert(disk, "RESOLVED");

    timeline.settle();
    assertEquals(1, issue(issue).path("comments").size(), "its own doing is not told back");
  }

  @Test
  void anIssueIsToDoAgainWhenASnoozeIsOver() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("Snoozed", "critical").with("kind", "database");
    timeline.fires(disk).expectPage("slack", "Ada").expectPage("email", "Ada");
    issue(timeline, "[To Do]");
    JsonNode alert = timeline.alerts(disk).getFirst();

    tenant.as("responder").post(path(alert) + "/snooze", Map.of("duration", "600s")).ok();
    issue(timeline, "[In Progress]");
    timeline.at("11M").expectPage("slack", "Ada").expectPage("email", "Ada");

    issue(timeline, "[To Do]");
    timeline.settle();
    timeline.expectAlert(disk, "OPEN");
    timeline.act("responder", alert, "resolve").ok();
    issue(timeline, "[Done]");
  }

  @Test
  void aTicketByHandAndFromAStep() {
    var timeline = Timeline.in(tenant);
    Alarm byHand = timeline.alarm("ByHand", "critical");
    timeline.fires(byHand).expectPage("slack", "Ada");
    JsonNode alert = timeline.alerts(byHand).getFirst();
    tenant.as("responder").post(path(alert) + "/ticket", Map.of("providerId", jira)).ok();
    issue(timeline, "ByHand");

    String policy =
        tenant.policy(
            "Ticket " + timeline.mark(),
            List.of(
                Map.of(
                    "wait",
                    "0s",
                    "targets",
                    List.of(Map.of("userId", tenant.person("Ada").id())),
                    "ticketProviderId",
                    jira)),
            Map.of());
    tenant.route(
        "Step " + timeline.mark(), "labels.step == '" + timeline.mark() + "'", policy, Map.of());
    timeline.fires(timeline.alarm("ByStep", "critical").with("step", timeline.mark()));
    issue(timeline, "ByStep");
  }

  private static String path(JsonNode alert) {
    return "/api/v1/alerts/" + alert.path("id").asText();
  }

  /** The scenario's issue once it says this. */
  private Page issue(Timeline timeline, String words) {
    return Wait.until(
        () ->
            tocsin.world().inbox("jira", "", timeline.mark()).stream()
                .filter(page -> page.text().contains(words) || page.toString().contains(words))
                .findFirst(),
        () ->
            "no issue says '%s'; there are %s"
                .formatted(words, tocsin.world().inbox("jira", "", timeline.mark())));
  }

  private JsonNode issue(Page page) {
    String id = payload(page).path("id").asText();
    for (JsonNode issue : tocsin.world().http().get("/jira/desk/issues").ok().json()) {
      if (issue.path("id").asText().equals(id)) {
        return issue;
      }
    }
    throw new AssertionError("no issue " + id);
  }

  private String key(Page page) {
    return payload(page).path("key").asText();
  }

  private JsonNode payload(Page page) {
    return tocsin.world().http().get("/inbox/" + page.id()).ok().json().path("payload");
  }

  private JsonNode ticket(JsonNode alert) {
    String query = "/api/v1/tickets?alertGroupId=" + alert.path("groupId").asText();
    return Wait.until(
        () ->
            Optional.of(tenant.owner().get(query).ok().json().path("tickets").get(0))
                .filter(ticket -> ticket.path("state").asText().endsWith("CLOSED")),
        () -> "the ticket is not closed");
  }

  private void desk(String what, Page page, Map<String, String> more) {
    var body = new java.util.HashMap<>(more);
    body.put("issue", payload(page).path("id").asText());
    tocsin.world().http().post("/jira/desk/" + what, body).ok();
  }
}
