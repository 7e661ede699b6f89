package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.e2e.harness.Alarm;
import dev.tocsin.e2e.harness.FourProcesses;
import dev.tocsin.e2e.harness.Shared;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same product as four processes, and what only this shape can suffer. */
@ExtendWith(Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FourProcessesTest {
  private FourProcesses tocsin;
  private Tenant tenant;

  @BeforeAll
  void makeTenant(FourProcesses four) {
    tocsin = four;
    tenant = Tenants.make(four, "four");
  }

  @Test
  void pagesAndStopsWhenTheSlackButtonIsPressed() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("DiskFull", "critical");

    timeline.fires(disk);
    timeline.expectPage("email", "Ada").expectPage("slack", "Ada");
    timeline.press("Acknowledge").expectChanged("acknowledged");

    JsonNode alert = timeline.expectAlert(disk, "ACKNOWLEDGED");
    assertEquals(tenant.person("Ada").id(), alert.path("acknowledgedBy").path("id").asText());
    timeline.expectNoPageFor("2H");
  }

  @Test
  void escalatesAndTellsWhenTheSourceResolves() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("Climbing", "major");

    timeline.fires(disk).expectPage("slack", "Ada").expectPage("email", "Ada");
    timeline.at("5M").expectPage("email", "Ben").expectPage("slack", "Ben");
    timeline.resolves(disk);

    timeline.expectChanged("resolved");
    timeline.expectAlert(disk, "RESOLVED");
  }

  @Test
  void stopsWhenThePageBehindTheMailsLinkIsAnswered() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("Mailed", "critical");
    timeline.fires(disk).expectPage("slack", "Ada").expectPage("email", "Ada");

    MailAnswer.of(timeline.page()).answer();

    timeline.expectAlert(disk, "ACKNOWLEDGED");
    timeline.expectNoPageFor("2H");
  }

  @Test
  void pagesWhenNotificationServiceComesBack() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("Speechless", "critical");
    tocsin.service("notification").kill();

    timeline.fires(disk);
    timeline.expectAlert(disk, "OPEN");
    tocsin.service("notification").start();
    timeline.advance(Duration.ofSeconds(40));

    timeline.expectPage("slack", "Ada").expectPage("email", "Ada");
    timeline.act("responder", timeline.expectAlert(disk, "OPEN"), "acknowledge").ok();
    timeline.expectNoPageFor("2H");
  }

  @Test
  void pagesTheFallbackWhenIdentityStaysSilentAndThePeopleWhenItComesBack() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("Anonymous", "critical");
    tocsin.service("identity").kill();
    try {
      timeline.fires(disk);
      timeline.at("1M").expectNothingElse();
      timeline.at("3M").expectPage("slack", "#emergency");
    } finally {
      tocsin.service("identity").start();
    }
    timeline.at("4M").expectPage("slack", "Ada").expectPage("email", "Ada");
    List<JsonNode> alerts = timeline.alerts(disk);
    assertTrue(
        timeline.reasons(alerts.getFirst()).stream().anyMatch(code -> code.contains("identity")),
        () -> "the timeline tells why: " + timeline.reasons(alerts.getFirst()));
    timeline.act("responder", alerts.getFirst(), "acknowledge").ok();
  }

  @Test
  void keepsAnAnswerWhileNotificationAndTicketsAreAway() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("Lonely", "critical");
    timeline.fires(disk).expectPage("email", "Ada").expectPage("slack", "Ada");
    tocsin.service("notification").kill();
    tocsin.service("ticketing").kill();

    timeline.act("responder", timeline.expectAlert(disk, "OPEN"), "acknowledge").ok();
    tocsin.service("notification").start();
    tocsin.service("ticketing").start();
    timeline.advance(Duration.ofMinutes(6));

    timeline.expectChanged("acknowledged");
    timeline.expectNoPageFor("2H");
  }

  @Test
  void knowsEverybodyAndEverythingAfterRedisWasFlushed() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("Forgetful", "major");
    timeline.fires(disk).expectPage("email", "Ada").expectPage("slack", "Ada");

    tocsin.flushRedis();
    timeline.fires(disk);

    assertEquals(1, timeline.alerts(disk).size());
    timeline.at("5M").expectPage("email", "Ben").expectPage("slack", "Ben");
    timeline.press("Acknowledge").expectAlert(disk, "ACKNOWLEDGED");
    timeline.expectNoPageFor("1H");
  }

  @Test
  void refusesAKeyEverywhereHalfAMinuteAfterItsRevocation() {
    JsonNode made =
        tenant
            .owner()
            .post("/api/v1/api-keys", Map.of("description", "short-lived", "role", "viewer"))
            .ok()
            .json();
    var holder = tocsin.nobody().as(made.path("key").asText());
    holder.get("/api/v1/alerts").ok();
    holder.get("/api/v1/deliveries").ok();

    tenant.owner().delete("/api/v1/api-keys/" + made.path("apiKey").path("id").asText()).ok();
    tocsin.advance(Duration.ofSeconds(31));

    holder.get("/api/v1/users").is(401);
    holder.get("/api/v1/alerts").is(401);
    holder.get("/api/v1/deliveries").is(401);
    holder.get("/api/v1/tickets").is(401);
  }
}
