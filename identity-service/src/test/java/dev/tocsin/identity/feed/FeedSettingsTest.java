package dev.tocsin.identity.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.TestTenant;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** What a calendar is set up with, listed with and deleted with. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class FeedSettingsTest extends ServedCalendar {

  @Test
  void aCalendarThatAScheduleUsesIsNotDeleted() {
    TestTenant tenant = TestTenant.create();
    served.set(calendar(event("a", clock.now().plus(2, ChronoUnit.HOURS), 3, "Zoe")));
    JsonObject feed = create(tenant, address("/secret-token/basic.ics"));
    String path = "/api/v1/calendar-feeds/" + feed.getString("id");
    String schedule =
        tenant
            .owner()
            .post("/api/v1/schedules", layered(feed.getString("id")))
            .expect(200)
            .getString("id");

    var refused = tenant.owner().delete(path);

    assertTrue(refused.status() >= 400, refused.raw()::body);
    assertTrue(refused.raw().body().contains("'By calendar "), refused.raw()::body);
    assertEquals(1, get(tenant, feed).getInteger("eventCount"));
    tenant.owner().delete("/api/v1/schedules/" + schedule).expect(200);
    tenant.owner().delete(path).expect(200);
  }

  @Test
  void theListTellsWhatACalendarIsWithoutItsText() {
    TestTenant tenant = TestTenant.create();
    served.set(calendar(event("a", clock.now().plus(2, ChronoUnit.HOURS), 3, "Zoe")));
    JsonObject feed = create(tenant, address("/secret-token/basic.ics"));

    JsonObject listed =
        tenant
            .owner()
            .get("/api/v1/calendar-feeds")
            .expect(200)
            .getJsonArray("feeds")
            .getJsonObject(0);

    assertEquals(get(tenant, feed), listed);
  }

  @Test
  void aPastedTextIsReadAndOneThatIsNoCalendarRefused() {
    TestTenant tenant = TestTenant.create();
    JsonObject made =
        tenant
            .owner()
            .post(
                "/api/v1/calendar-feeds",
                new JsonObject()
                    .put("name", "pasted")
                    .put(
                        "content",
                        calendar(event("a", clock.now().plusSeconds(60), 1, tenant.ownerEmail()))))
            .expect(200);
    assertEquals(1, made.getInteger("eventCount"));
    assertEquals("", made.getString("content", ""));

    var refused =
        tenant
            .owner()
            .post(
                "/api/v1/calendar-feeds",
                new JsonObject().put("name", "html").put("content", "<html>"));
    assertEquals(400, refused.status());
    assertTrue(refused.raw().body().contains("feed.content"), refused.raw().body());
    assertTrue(refused.raw().body().contains("begins with '<html>'"), refused.raw().body());
  }

  @Test
  void settingsAreCheckedAndNamed() {
    TestTenant tenant = TestTenant.create();
    served.set(calendar());
    create(tenant, address("/secret-token/basic.ics"));

    assertRefused(
        tenant, 409, new JsonObject().put("name", "rota").put("url", address("/x")), "rota");
    assertRefused(tenant, 400, new JsonObject().put("name", "n"), "feed.url");
    assertRefused(tenant, 400, new JsonObject().put("name", "n").put("url", "ftp://x"), "feed.url");
    assertRefused(
        tenant,
        400,
        new JsonObject().put("name", "n").put("url", "https://user:pw@example.com/"),
        "secret address");
    assertRefused(
        tenant,
        400,
        new JsonObject().put("name", "n").put("url", address("/x")).put("timeZone", "Mars"),
        "feed.time_zone");
    assertRefused(
        tenant,
        400,
        new JsonObject().put("name", "n").put("url", address("/x")).put("refreshInterval", "5s"),
        "feed.refresh_interval");
    assertEquals(
        403,
        tenant
            .user("Vic", "responder")
            .api()
            .post(
                "/api/v1/calendar-feeds",
                new JsonObject().put("name", "n").put("url", "https://x.y"))
            .status());
  }

  private static void assertRefused(TestTenant tenant, int status, JsonObject feed, String told) {
    var refused = tenant.owner().post("/api/v1/calendar-feeds", feed);
    assertEquals(status, refused.status(), refused.raw()::body);
    assertTrue(refused.raw().body().contains(told), refused.raw()::body);
  }
}
