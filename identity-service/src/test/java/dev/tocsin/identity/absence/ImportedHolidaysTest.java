package dev.tocsin.identity.absence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.identity.swap.Rota;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.time.TocsinClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Public holidays from a calendar that is fetched from its address, over REST. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ImportedHolidaysTest {

  private static final String CALENDARS = "/api/v1/holiday-calendars";
  private static final String FEEDS = "/api/v1/calendar-feeds";

  @Inject TocsinClock clock;

  private final AtomicReference<String> served = new AtomicReference<>("");
  private final AtomicInteger status = new AtomicInteger(200);
  private HttpServer server;
  private int year;
  private TestTenant tenant;
  private TestUser ann;
  private String feed;

  @BeforeEach
  void attachable() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    year = clock.now().atOffset(ZoneOffset.UTC).getYear() + 1;
    tenant = TestTenant.create();
    ann = tenant.user("ann", "responder");
    served.set(
        calendar(
            "DTSTART;VALUE=DATE:20000106\nRRULE:FREQ=YEARLY\nSUMMARY:Epiphany",
            "DTSTART;VALUE=DATE:%d0301\nDTEND;VALUE=DATE:%d0303\nSUMMARY:Outing"
                .formatted(year, year),
            "DTSTART;VALUE=DATE:%d0501\nSUMMARY:Jubilee".formatted(year - 2),
            "DTSTART:%d0105T090000Z\nDURATION:PT1H\nSUMMARY:Meeting".formatted(year)));
    feed =
        tenant
            .owner()
            .post(
                FEEDS,
                new JsonObject()
                    .put("name", "Company days")
                    .put(
                        "url",
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/secret/days.ics"))
            .expect(200)
            .getString("id");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange call) throws IOException {
    byte[] body = served.get().getBytes(StandardCharsets.UTF_8);
    call.sendResponseHeaders(status.get(), body.length);
    call.getResponseBody().write(body);
    call.close();
  }

  @Test
  void itsWholeDaysAreInTheWayAsACountrysAreAndItsEventsAreNobodysNames() {
    String schedule = Rota.daily(tenant, "Primary", year + "-01-01", ann);
    JsonObject listed = tenant.owner().get(listing(year)).expect(200);
    assertEquals(
        List.of(year + "-01-06 Epiphany", year + "-03-01 Outing", year + "-03-02 Outing"),
        days(listed));
    assertEquals(1, listed.getInteger("timedEventCount"));

    JsonObject made =
        tenant
            .owner()
            .post(CALENDARS, new JsonObject().put("scheduleId", schedule).put("feedId", feed))
            .expect(200);

    assertEquals(feed, made.getString("feedId"));
    String range =
        "?start_time=%d-01-05T00:00:00Z&end_time=%d-01-09T00:00:00Z".formatted(year, year);
    JsonArray inTheWay =
        tenant
            .owner()
            .get("/api/v1/schedules/" + schedule + "/conflicts" + range)
            .expect(200)
            .getJsonArray("conflicts");
    assertEquals(1, inTheWay.size(), inTheWay::encode);
    assertEquals("SHIFT_CONFLICT_KIND_HOLIDAY", inTheWay.getJsonObject(0).getString("kind"));
    assertEquals(year + "-01-06T00:00:00Z", inTheWay.getJsonObject(0).getString("startTime"));
    assertEquals(year + "-01-07T00:00:00Z", inTheWay.getJsonObject(0).getString("endTime"));
    JsonObject drawn =
        ann.api().get("/api/v1/schedules/" + schedule + "/shifts" + range).expect(200);
    assertTrue(drawn.getJsonArray("findings").encode().contains("Epiphany"), drawn::encode);
    JsonObject seen = tenant.owner().get(FEEDS + "/" + feed).expect(200);
    assertEquals(new JsonArray(), seen.getJsonArray("unmappedNames", new JsonArray()));
    assertFalse(seen.encode().contains("secret"), seen::encode);
  }

  @Test
  void aRefreshThatFailsOrBringsAPartKeepsTheDaysAndAGoodOneChangesWhatIsToCome() {
    List<String> before = days(year);
    status.set(503);
    assertEquals("The other side answered with status 503", refresh().getString("error"));
    assertEquals(before, days(year));

    status.set(200);
    served.set("<html>busy</html>");
    assertTrue(refresh().getString("error").contains("this is no calendar"));
    assertEquals(before, days(year));

    String[] many = new String[5_001];
    Arrays.fill(many, "DTSTART;VALUE=DATE:%d0701\nSUMMARY:x".formatted(year));
    served.set(calendar(many));
    assertTrue(refresh().getString("error").contains("only in part"));
    assertEquals(before, days(year));

    served.set(calendar("DTSTART;VALUE=DATE:%d0302\nSUMMARY:Moved".formatted(year)));
    assertEquals("", refresh().getString("error"));
    assertEquals(List.of(year + "-03-02 Moved"), days(year));
    assertEquals(
        List.of((year - 2) + "-01-06 Epiphany", (year - 2) + "-05-01 Jubilee"),
        days(year - 2),
        "what is past stays");
  }

  @Test
  void itIsNotDeletedWhileItIsAttached() {
    String attached =
        ann.api()
            .post(CALENDARS, new JsonObject().put("userId", ann.id()).put("feedId", feed))
            .expect(200)
            .getString("id");

    var refused = tenant.owner().delete(FEEDS + "/" + feed);

    assertTrue(refused.status() >= 400, refused.raw()::body);
    assertTrue(refused.raw().body().contains("public holidays"), refused.raw()::body);
    JsonObject region =
        ann.api()
            .post(CALENDARS, new JsonObject().put("userId", ann.id()).put("region", "at"))
            .expect(200);
    assertEquals(attached, region.getString("id"), "a region takes its place");
    assertEquals("", region.getString("feedId", ""));
    tenant.owner().delete(FEEDS + "/" + feed).expect(200);
    assertEquals(404, tenant.owner().get(listing(year)).status());
  }

  @Test
  void anotherTenantSeesNothingOfItAndASourceIsOneThing() {
    TestTenant other = TestTenant.create();
    JsonObject theirs = new JsonObject().put("userId", other.ownerId()).put("feedId", feed);
    assertEquals(404, other.owner().get(listing(year)).status());
    assertEquals(404, other.owner().post(CALENDARS, theirs).status());

    JsonObject mine = new JsonObject().put("userId", ann.id());
    assertEquals(400, ann.api().post(CALENDARS, mine).status());
    assertEquals(
        400,
        ann.api().post(CALENDARS, mine.copy().put("feedId", feed).put("region", "at")).status());
    assertEquals(400, ann.api().get(listing(year) + "&region=at").status());
  }

  private JsonObject refresh() {
    return tenant.owner().post(FEEDS + "/" + feed + "/refresh", new JsonObject()).expect(200);
  }

  private String listing(int of) {
    return "/api/v1/holidays?feed_id=" + feed + "&year=" + of;
  }

  private List<String> days(int of) {
    return days(tenant.owner().get(listing(of)).expect(200));
  }

  private static List<String> days(JsonObject listed) {
    return listed.getJsonArray("holidays", new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .map(day -> day.getString("date") + " " + day.getString("name"))
        .toList();
  }

  private static String calendar(String... events) {
    StringBuilder text = new StringBuilder("BEGIN:VCALENDAR\n");
    for (String event : events) {
      text.append("BEGIN:VEVENT\n").append(event).append("\nEND:VEVENT\n");
    }
    return text.append("END:VCALENDAR\n").toString();
  }
}
