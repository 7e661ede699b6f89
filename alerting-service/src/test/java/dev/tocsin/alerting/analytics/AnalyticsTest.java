package dev.tocsin.alerting.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.FakeIdentity;
import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.alerting.support.Rest;
import dev.tocsin.alerting.support.Rest.Reply;
import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was counted for alerts that ended in every way. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class AnalyticsTest {

  /** Noon of a Tuesday in UTC. */
  private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

  private static final String RANGE =
      "/api/v1/analytics?start_time=2026-03-03T00:00:00Z&end_time=2026-03-05T00:00:00Z";

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  @TestHTTPResource("/")
  URI base;

  private TestTenant tenant;
  private Rest viewer;
  private FakeIdentity identity;
  private UUID ada;
  private UUID ken;

  @BeforeEach
  void begin() {
    identity = Neighbours.up().identity;
    tenant = new TestTenant(database);
    viewer = Rest.as(base, "viewer", tenant.id);
    ada = identity.person(tenant.id, "Ada");
    ken = UUID.randomUUID();
    identity.lives(tenant.id, ken, "Ken", "Asia/Tokyo");
  }

  @Test
  void countsEveryDayAlsoThoseWithoutAlerts() {
    Course first = new Course(tenant, NOON).alert("disk", 1);
    first.alert("disk", 1);
    first.paged(NOON.plusSeconds(5), ada);
    new Course(tenant, NOON.minus(Duration.ofDays(3)))
        .alert("disk", 1)
        .paged(NOON.minus(Duration.ofDays(3)), ada);

    JsonObject report = report(RANGE);

    assertEquals(
        List.of(volume("2026-03-03", 2, 1, 1, 0), volume("2026-03-04", 0, 0, 0, 0)),
        report.getJsonArray("days").stream().toList());
    assertEquals(volume("", 2, 1, 1, 0), report.getJsonObject("total"));
    JsonObject nothing =
        report(
            "/api/v1/analytics/stats?start_time=2026-01-01T00:00:00Z&end_time=2026-01-02T00:00:00Z");
    assertEquals(volume("", 0, 0, 0, 0), nothing.getJsonObject("total"));
    assertFalse(
        nothing.getJsonObject("answers").getJsonObject("timeToResolve").containsKey("median"));
  }

  @Test
  void tellsHowGroupsWereAnsweredAndHowLongItTook() {
    new Course(tenant, NOON).alert("a", 1).paged(NOON, ada).acknowledged(NOON.plusSeconds(60), ada);
    new Course(tenant, NOON)
        .alert("b", 1)
        .paged(NOON, ada)
        .escalated(NOON.plusSeconds(300), 1, 0)
        .acknowledged(NOON.plusSeconds(600), ken)
        .over(NOON.plusSeconds(1200));
    new Course(tenant, NOON).alert("c", 1).paged(NOON, ada).over(NOON.plusSeconds(30));
    new Course(tenant, NOON).alert("d", 1).paged(NOON, ada).escalated(NOON.plusSeconds(900), 0, 1);
    new Course(tenant, NOON).alert("e", 1);

    JsonObject answers = report(RANGE).getJsonObject("answers");

    assertEquals(
        new JsonObject()
            .put("pagedGroups", "4")
            .put("answeredFirstStep", "1")
            .put("answeredLater", "1")
            .put("endedUnanswered", "1")
            .put("waiting", "1")
            .put("escalated", "2")
            .put(
                "timeToAcknowledge",
                new JsonObject()
                    .put("count", "2")
                    .put("median", "330s")
                    .put("ninetiethPercentile", "546s"))
            .put(
                "timeToResolve",
                new JsonObject()
                    .put("count", "2")
                    .put("median", "615s")
                    .put("ninetiethPercentile", "1083s")),
        answers);
  }

  @Test
  void findsTheProblemsThatComeAgainAndAgain() {
    for (int i = 0; i < 3; i++) {
      Instant at = NOON.plusSeconds(3600L * i);
      new Course(tenant, at)
          .alert("flapping", 4)
          .resolvedBySource("flapping", at.plusSeconds(i == 0 ? 301 : 300));
    }
    Course answered = new Course(tenant, NOON.plusSeconds(60)).alert("real", 1);
    answered.acknowledged(NOON.plusSeconds(90), ada);

    JsonArray noisiest = report(RANGE).getJsonArray("noisiest");

    assertEquals(2, noisiest.size());
    JsonObject worst = noisiest.getJsonObject(0);
    assertEquals("flapping", worst.getString("fingerprint"));
    assertEquals("Title of flapping", worst.getString("title"));
    assertEquals("SEVERITY_WARNING", worst.getString("severity"));
    assertEquals("3", worst.getString("alerts"));
    assertEquals("2", worst.getString("brief"));
    assertEquals("3", worst.getString("unanswered"));
    assertEquals("0", noisiest.getJsonObject(1).getString("unanswered"));
  }

  @Test
  void countsNightsWherePeopleLive() {
    // 23:30 in UTC, where Ada lives; half past eight in the morning for Ken.
    Instant late = Instant.parse("2026-03-03T23:30:00Z");
    // Three at night for Ken, the evening before for Ada.
    Instant early = Instant.parse("2026-03-03T18:00:00Z");
    Course course = new Course(tenant, NOON).alert("a", 1);
    course.paged(late, ada).paged(late, ken).paged(early, ada).paged(early, ken).paged(early, ken);
    course.acknowledged(late, ken);

    JsonObject report = report(RANGE);

    assertEquals(
        new JsonArray()
            .add(
                new JsonObject()
                    .put("userId", ken.toString())
                    .put("userName", "Ken")
                    .put("pages", "3")
                    .put("nightPages", "2")
                    .put("answers", "1"))
            .add(
                new JsonObject()
                    .put("userId", ada.toString())
                    .put("userName", "Ada")
                    .put("pages", "2")
                    .put("nightPages", "1")
                    .put("answers", "0")),
        report.getJsonArray("people"));
    assertEquals("3", report.getJsonObject("total").getString("nightPages"));
  }

  @Test
  void goesWithoutNamesWhileIdentityDoesNotAnswer() {
    new Course(tenant, NOON).alert("a", 1).paged(NOON.plusSeconds(1), ada);
    identity.down(true);

    JsonObject person = report(RANGE).getJsonArray("people").getJsonObject(0);

    assertEquals(ada.toString(), person.getString("userId"));
    assertEquals("", person.getString("userName"));
  }

  @Test
  void sharesAlertsOutBySeverityIntegrationAndRoute() {
    Course mixed = new Course(tenant, NOON).alert("a", 1);
    mixed.alert("b", 4);
    mixed.paged(NOON, ada).paged(NOON, ken).acknowledged(NOON.plusSeconds(120), ada);
    new Course(tenant, NOON).alert("c", 4);

    JsonObject report = report(RANGE);

    JsonArray severities = report.getJsonArray("severities");
    assertEquals(2, severities.size());
    JsonObject critical = severities.getJsonObject(0);
    assertEquals("critical", critical.getString("key"));
    assertEquals("2", critical.getString("pages"));
    assertEquals("120s", critical.getJsonObject("timeToAcknowledge").getString("median"));
    JsonObject warning = severities.getJsonObject(1);
    assertEquals("warning", warning.getString("key"));
    assertEquals("2", warning.getString("alerts"));
    assertEquals("2", warning.getString("groups"));
    assertEquals("2", warning.getString("pages"));
    JsonObject integration = report.getJsonArray("integrations").getJsonObject(0);
    assertEquals(new UUID(1, 1).toString(), integration.getString("key"));
    assertEquals("3", integration.getString("alerts"));
    assertEquals("2", integration.getString("groups"));
    assertEquals("", report.getJsonArray("routes").getJsonObject(0).getString("key"));
  }

  @Test
  void leavesDrillsOutOfEveryTable() {
    new Course(tenant, NOON)
        .named(true)
        .alert("drill", 5)
        .paged(NOON.plusSeconds(1), ada)
        .acknowledged(NOON.plusSeconds(2), ada)
        .over(NOON.plusSeconds(3));

    JsonObject report = report(RANGE);

    assertEquals(volume("", 0, 0, 0, 0), report.getJsonObject("total"));
    assertEquals("0", report.getJsonObject("answers").getString("pagedGroups"));
    for (String table : List.of("noisiest", "people", "severities", "integrations", "routes")) {
      assertEquals(new JsonArray(), report.getJsonArray(table), table);
    }
    new Course(tenant, NOON).named(false).alert("by hand", 5).paged(NOON.plusSeconds(1), ken);
    report = report(RANGE);
    assertEquals(volume("", 1, 1, 1, 0), report.getJsonObject("total"));
    assertEquals(1, report.getJsonArray("people").size());
    assertEquals(
        "by hand", report.getJsonArray("noisiest").getJsonObject(0).getString("fingerprint"));
  }

  @Test
  void showsNothingOfAnotherTenant() {
    TestTenant other = new TestTenant(database);
    new Course(other, NOON).alert("a", 1).paged(NOON, ada);

    JsonObject report = report(RANGE);

    assertEquals(volume("", 0, 0, 0, 0), report.getJsonObject("total"));
    assertEquals("0", report.getJsonObject("answers").getString("pagedGroups"));
    for (String table : List.of("noisiest", "people", "severities", "integrations", "routes")) {
      assertEquals(new JsonArray(), report.getJsonArray(table), table);
    }
  }

  @Test
  void answersATableAsCsv() {
    new Course(tenant, NOON).alert("=cmd()", 1).paged(NOON, ada);

    assertEquals(
        "day,alerts,groups,pages,night_pages\r\n2026-03-03,1,1,1,0\r\n2026-03-04,0,0,0,0\r\n",
        report(RANGE + "&csv=ANALYTICS_TABLE_DAYS").getString("csv"));
    assertTrue(
        report(RANGE + "&csv=ANALYTICS_TABLE_NOISIEST")
            .getString("csv")
            .contains("\r\n\"'=cmd()\",\"Title of =cmd()\",critical,"));
    assertTrue(
        report(RANGE + "&csv=ANALYTICS_TABLE_PEOPLE")
            .getString("csv")
            .contains(ada + ",Ada,1,0,0\r\n"));
    assertTrue(
        report(RANGE + "&csv=ANALYTICS_TABLE_SHARES")
            .getString("csv")
            .contains("severity,critical,,1,1,1,0,,\r\n"));
  }

  @Test
  void refusesWhatItCannotCountNamingTheField() {
    assertRefused("end_time", "?start_time=2026-03-03T00:00:00Z&end_time=2026-03-03T00:00:00Z");
    assertRefused("start_time", "?start_time=2025-01-01T00:00:00Z&end_time=2026-03-03T00:00:00Z");
    assertRefused("time_zone", "?time_zone=Mars/Olympus");
  }

  private static JsonObject volume(String day, int alerts, int groups, int pages, int nightPages) {
    return new JsonObject()
        .put("day", day)
        .put("alerts", "" + alerts)
        .put("groups", "" + groups)
        .put("pages", "" + pages)
        .put("nightPages", "" + nightPages);
  }

  private void assertRefused(String field, String query) {
    Reply reply = viewer.get("/api/v1/analytics" + query);
    assertEquals(400, reply.status(), reply.body().encode());
    assertTrue(reply.body().encode().contains("\"" + field + "\""), reply.body().encode());
  }

  private JsonObject report(String path) {
    Reply reply = viewer.get(path);
    assertEquals(200, reply.status(), reply.body().encode());
    return reply.body();
  }
}
