package dev.tocsin.identity.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How a calendar is fetched, and what holds when it cannot be. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class CalendarFeedTest extends ServedCalendar {

  @Inject FeedWorker worker;

  @Inject
  @ServiceDatabase("identity")
  Database database;

  @Test
  void aCalendarIsFetchedAtOnceAndItsNamesAreUsers() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("Ann", "responder");
    Instant hour = clock.now().truncatedTo(ChronoUnit.HOURS);
    served.set(
        calendar(
            event("a", hour.minus(1, ChronoUnit.HOURS), 3, "On call: " + ann.email()),
            event("b", hour.plus(2, ChronoUnit.HOURS), 3, "Zoe Who"),
            "BEGIN:VEVENT\nSUMMARY:broken\nDTSTART:soon\nEND:VEVENT\n"));

    JsonObject feed = create(tenant, address("/moved"));

    assertEquals("", feed.getString("error"), feed::encode);
    assertEquals(2, feed.getInteger("eventCount"));
    assertEquals(new JsonArray().add("Zoe Who"), feed.getJsonArray("unmappedNames"));
    assertTrue(feed.getJsonArray("problems").getString(0).startsWith("broken: "), feed::encode);
    assertEquals("Rota", feed.getString("calendarName"));
    assertFalse(feed.encode().contains("moved"), "the address is not told");
    assertTrue(feed.getString("url").matches("http://[^/]+/…"));
    JsonArray events = events(tenant, feed);
    assertEquals(new JsonArray().add(ann.id()), events.getJsonObject(0).getJsonArray("userIds"));
    assertEquals(
        new JsonArray().add("Zoe Who"), events.getJsonObject(1).getJsonArray("unmappedNames"));
  }

  @Test
  void aFailureKeepsTheLastGoodCopyAndIsTold() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("Ann", "responder");
    Instant later = clock.now().plus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    served.set(calendar(event("a", later, 3, ann.email())));
    JsonObject feed = create(tenant, address("/secret-token/basic.ics"));

    status.set(503);
    served.set("<html>busy</html>");
    JsonObject failed = refresh(tenant, feed);
    assertEquals("The other side answered with status 503", failed.getString("error"));
    assertEquals(feed.getString("successTime"), failed.getString("successTime"));
    assertEquals(1, events(tenant, feed).size());

    status.set(200);
    JsonObject html = refresh(tenant, feed);
    assertTrue(html.getString("error").contains("this is no calendar"), html::encode);
    assertEquals(1, events(tenant, feed).size());

    served.set(calendar(event("a", later, 3, tenant.ownerEmail())));
    JsonObject good = refresh(tenant, feed);
    assertEquals("", good.getString("error"));
    assertEquals(
        new JsonArray().add(tenant.ownerId()),
        events(tenant, feed).getJsonObject(0).getJsonArray("userIds"));
  }

  @Test
  void aCalendarThatCanBeReadOnlyInPartTakesNoShiftAway() {
    TestTenant tenant = TestTenant.create();
    Instant later = clock.now().plus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    String kept = event("kept", later, 3, tenant.ownerEmail());
    served.set(calendar(kept));
    JsonObject feed = create(tenant, address("/secret-token/basic.ics"));

    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      many.append(event("e" + i, Instant.EPOCH, 1, "x"));
    }
    served.set(calendar(many.toString(), kept));
    JsonObject cut = refresh(tenant, feed);

    assertTrue(cut.getString("error").contains("only in part"), cut::encode);
    assertEquals(feed.getString("successTime"), cut.getString("successTime"));
    assertEquals(1, events(tenant, feed).size());
  }

  @Test
  void aFailureOfOurOwnIsToldOnTheCalendar() {
    TestTenant tenant = TestTenant.create();
    served.set(calendar(event("a", clock.now().plus(2, ChronoUnit.HOURS), 3, "Zoe")));
    JsonObject feed = create(tenant, address("/secret-token/basic.ics"));
    database
        .inTenant(
            UUID.fromString(tenant.id()),
            tx ->
                tx.preparedQuery(
                        "update identity.calendar_feed set sealed_url = '\\x00' where id = $1")
                    .execute(Tuple.of(UUID.fromString(feed.getString("id")))))
        .await()
        .atMost(Duration.ofSeconds(20));

    JsonObject failed = refresh(tenant, feed);

    assertFalse(failed.getString("error").isEmpty(), failed::encode);
    assertEquals(feed.getString("successTime"), failed.getString("successTime"));
    assertEquals(1, events(tenant, feed).size());
  }

  @Test
  void anUnchangedCalendarIsReadAgainForThoseWhoCameMeanwhile() {
    TestTenant tenant = TestTenant.create();
    served.set(calendar(event("a", clock.now().plus(2, ChronoUnit.HOURS), 3, "Cem Yilmaz")));
    JsonObject feed = create(tenant, address("/secret-token/basic.ics"));
    assertEquals(List.of("Cem Yilmaz"), feed.getJsonArray("unmappedNames").getList());
    String cem =
        tenant
            .owner()
            .post(
                "/api/v1/users",
                new JsonObject()
                    .put("email", "cy@" + tenant.slug() + ".example")
                    .put("name", "Cem Yilmaz")
                    .put("role", "responder"))
            .expect(200)
            .getJsonObject("user")
            .getString("id");

    JsonObject again = refresh(tenant, feed);

    assertEquals(1, unchanged.get());
    assertTrue(again.getJsonArray("unmappedNames", new JsonArray()).isEmpty(), again::encode);
    assertEquals(
        new JsonArray().add(cem), events(tenant, feed).getJsonObject(0).getJsonArray("userIds"));
  }

  @Test
  void theQueueFetchesWhatIsDueAndMakesItDueAgain() {
    TestTenant tenant = TestTenant.create();
    served.set(calendar(event("a", clock.now().plus(2, ChronoUnit.HOURS), 3, "Zoe")));
    JsonObject feed = create(tenant, address("/secret-token/basic.ics"));
    Instant before = Instant.parse(feed.getString("attemptTime"));

    // Feeds of other tests are due as well: a claim takes the longest due first.
    JsonObject after = get(tenant, feed);
    for (int i = 0;
        i < 100 && !Instant.parse(after.getString("attemptTime")).isAfter(before);
        i++) {
      worker
          .queue()
          .runOnce(clock.now().plus(Duration.ofMinutes(31)))
          .await()
          .atMost(Duration.ofSeconds(60));
      after = get(tenant, feed);
    }

    assertTrue(Instant.parse(after.getString("attemptTime")).isAfter(before), after::encode);
    assertEquals("", after.getString("error"));
  }

  @Test
  void anotherAddressIsReadAtOnceAndADeletedCalendarIsGone() {
    TestTenant tenant = TestTenant.create();
    served.set(calendar(event("a", clock.now().plus(2, ChronoUnit.HOURS), 3, "Zoe")));
    JsonObject feed = create(tenant, address("/secret-token/basic.ics"));

    JsonObject changed =
        tenant
            .owner()
            .patch(
                "/api/v1/calendar-feeds/" + feed.getString("id"),
                new JsonObject().put("name", "other").put("url", "http://127.0.0.1:9/x"))
            .expect(200);

    assertEquals("other", changed.getString("name"));
    assertEquals("http://127.0.0.1:9/…", changed.getString("url"));
    assertFalse(changed.getString("error").isEmpty());
    assertEquals(1, events(tenant, feed).size(), "the last good copy holds");
    tenant.owner().delete("/api/v1/calendar-feeds/" + feed.getString("id")).expect(200);
    assertEquals(
        404, tenant.owner().get("/api/v1/calendar-feeds/" + feed.getString("id")).status());
  }
}
