package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.e2e.harness.Alarm;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Shared;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What comes in: the same problem is one alert, whatever the order it is told in. */
@ExtendWith(Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IngestTest {
  private OneProcess tocsin;
  private Tenant tenant;

  @BeforeAll
  void makeTenant(OneProcess shared) {
    tocsin = shared;
    tenant = Tenants.make(shared, "ingest");
  }

  @Test
  void countsDuplicatesOfAnOpenAlertAndPagesOnce() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("Again", "critical");

    for (int i = 0; i < 5; i++) {
      timeline.fires(disk, disk);
    }

    timeline.expectPage("slack", "Ada").expectPage("email", "Ada");
    timeline.expectNoPageFor("1M");
    List<JsonNode> alerts = timeline.alerts(disk);
    assertEquals(1, alerts.size(), () -> "" + alerts);
    assertEquals(10, alerts.getFirst().path("occurrenceCount").asLong());
  }

  @Test
  void ignoresAFiringThatTheSourceSentBeforeItsResolve() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("Reordered", "critical");
    timeline.fires(disk).expectPage("slack", "Ada").expectPage("email", "Ada");
    timeline.at("1M").resolves(disk);
    timeline.expectAlert(disk, "RESOLVED");

    timeline.fires(disk);

    assertEquals(1, timeline.alerts(disk).size(), "a late copy opens nothing");
    timeline.expectAlert(disk, "RESOLVED");
  }

  @Test
  void opensANewAlertWhenTheProblemComesBackLater() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("Back", "critical");
    timeline.fires(disk).expectPage("slack", "Ada");
    timeline.at("1M").resolves(disk);
    timeline.expectAlert(disk, "RESOLVED");

    timeline.at("2M").fires(disk.startingAt(timeline.instant()));

    timeline.expectPage("slack", "Ada");
    assertEquals(2, timeline.alerts(disk).size());
  }

  @Test
  void doesNothingForAResolveOfWhatNeverFired() {
    var timeline = Timeline.in(tenant);
    Alarm disk = timeline.alarm("Unheard", "critical");

    timeline.resolves(disk);

    timeline.expectNoPageFor("1M");
    assertEquals(List.of(), timeline.alerts(disk));
  }

  @Test
  void putsAlertsOfOneGroupIntoOnePageAfterTheGroupsWait() {
    var timeline = Timeline.in(tenant);
    Alarm many = timeline.alarm("Flood", "warning");

    timeline.fires(many.with("instance", "db1"), many.with("instance", "db2"));
    timeline.fires(many.with("instance", "db3"));
    timeline.at("6s").expectPage("slack", "#ops");

    timeline.expectNoPageFor("1M");
    List<JsonNode> alerts = timeline.alerts(many);
    assertEquals(3, alerts.size());
    assertEquals(1, alerts.stream().map(a -> a.path("groupId").asText()).distinct().count());
  }

  @Test
  void keepsThirtyDaysOfOutOfOrderTimesWithoutFailing() {
    var timeline = Timeline.in(tenant);
    Alarm old =
        timeline.alarm("Past", "info").startingAt(timeline.instant().minus(Duration.ofDays(365)));
    Alarm young =
        timeline.alarm("Future", "info").startingAt(timeline.instant().plus(Duration.ofDays(365)));

    timeline.fires(old, young);

    timeline.expectAlert(old, "OPEN");
    timeline.expectAlert(young, "OPEN");
  }

  @Test
  void namesWhatIsWrongWithARequestThatItRefuses() {
    var hook = tocsin.nobody();
    String path = "/api/v1/webhooks/alertmanager";
    var fine = Alarm.firing(List.of(Timeline.in(tenant).alarm("Fine", "info")));

    hook.post(path, fine).is(401);
    hook.as("tci_0000000000000000000000000000000000000000").post(path, fine).is(401);
    hook.as(tenant.keys().get("viewer")).post(path, fine).is(401);
    hook.as(tenant.integrationKey()).post(path, Map.of("version", "4", "alerts", "none")).is(400);
    hook.as(tenant.integrationKey())
        .send("POST", path, BodyPublishers.ofString("{\"version\":\"4\",\"alerts\":[{"))
        .is(400);
    hook.as(tenant.integrationKey()).post("/api/v1/webhooks/nobody-knows-this", fine).is(404);
    hook.as(tenant.integrationKey())
        .send("POST", path, BodyPublishers.ofByteArray(new byte[50 * 1024 * 1024]))
        .is(413);
  }
}
