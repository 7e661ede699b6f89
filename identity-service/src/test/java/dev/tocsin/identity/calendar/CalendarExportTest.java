package dev.tocsin.identity.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.Api;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.identity.ical.IcalBounds;
import dev.tocsin.identity.ical.IcalCalendar;
import dev.tocsin.identity.ical.Occurrence;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.time.TocsinClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class CalendarExportTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Inject TocsinClock clock;

  @Test
  void whatIsExportedIsWhatTheFinalScheduleSays() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("Ann", "responder");
    TestUser ben = tenant.user("Ben", "responder");
    String schedule = schedule(tenant, "America/New_York", ann, ben);
    Instant now = clock.now();

    String text = export(tenant.owner(), schedule, "").body();

    List<Occurrence> read = read(text);
    assertTrue(text.contains("X-WR-TIMEZONE:America/New_York\r\n"));
    Set<String> shown =
        read.stream()
            .filter(o -> o.start().isAfter(now.minus(Duration.ofDays(20))))
            .filter(o -> o.end().isBefore(now.plus(Duration.ofDays(150))))
            .map(o -> o.event().summary() + " " + o.start() + "/" + o.end())
            .collect(Collectors.toSet());
    assertEquals(finalShifts(tenant, schedule, now, ann, ben), shown);
    assertTrue(shown.size() > 100, "a turn a day");
  }

  private static Set<String> finalShifts(
      TestTenant tenant, String schedule, Instant now, TestUser ann, TestUser ben) {
    JsonObject found =
        tenant
            .owner()
            .get(
                "/api/v1/schedules/%s/shifts?start_time=%s&end_time=%s"
                    .formatted(
                        schedule, now.minus(Duration.ofDays(22)), now.plus(Duration.ofDays(152))))
            .expect(200);
    Set<String> shifts = new HashSet<>();
    for (Object each : found.getJsonArray("shifts")) {
      JsonObject shift = (JsonObject) each;
      Instant start = Instant.parse(shift.getString("startTime"));
      Instant end = Instant.parse(shift.getString("endTime"));
      if (start.isAfter(now.minus(Duration.ofDays(20)))
          && end.isBefore(now.plus(Duration.ofDays(150)))) {
        String name = found.getJsonObject("userNames").getString(shift.getString("userId"));
        shifts.add("On call: " + name + " " + start + "/" + end);
      }
    }
    return shifts;
  }

  @Test
  void aShiftKeepsItsUidWhenAnotherIsTakenOver() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("Ann", "responder");
    TestUser ben = tenant.user("Ben", "responder");
    String schedule = schedule(tenant, "Europe/Vienna", ann, ben);
    HttpResponse<String> before = export(tenant.owner(), schedule, "");
    List<Occurrence> old = read(before.body());

    Occurrence taken = old.get(old.size() / 2);
    tenant
        .owner()
        .post(
            "/api/v1/schedules/" + schedule + "/overrides",
            new JsonObject()
                .put("userId", tenant.ownerId())
                .put("startTime", taken.start().toString())
                .put("endTime", taken.end().toString()))
        .expect(200);
    HttpResponse<String> after = export(tenant.owner(), schedule, "");

    Set<String> kept = uids(read(after.body()));
    for (Occurrence each : old) {
      assertEquals(!each.equals(taken), kept.contains(each.event().uid()), each::toString);
    }
    assertEquals(old.size(), kept.size());
    assertNotEquals(tag(before), tag(after));
  }

  @Test
  void aProgramThatHasTheNewestCalendarIsToldSo() {
    TestTenant tenant = TestTenant.create();
    String schedule = schedule(tenant, "UTC", tenant.user("Ann", "responder"));
    HttpResponse<String> first = export(tenant.owner(), schedule, "");

    HttpResponse<String> second =
        send(
            tenant.owner().baseUrl() + "/api/v1/schedules/" + schedule + "/export.ics",
            "Authorization",
            "Bearer " + tenant.owner().credential(),
            "If-None-Match",
            "\"other\", W/" + tag(first));

    assertEquals("text/calendar; charset=utf-8", first.headers().firstValue("Content-Type").get());
    assertEquals("private, no-cache", first.headers().firstValue("Cache-Control").get());
    assertEquals(304, second.statusCode());
    assertEquals("", second.body());
    assertEquals(tag(first), tag(second));
  }

  @Test
  void theRangeAndTheRemindersAreTheReadersChoice() {
    TestTenant tenant = TestTenant.create();
    String schedule = schedule(tenant, "UTC", tenant.user("Ann", "responder"));

    String text =
        export(tenant.owner(), schedule, "?past_days=0&next_days=7&reminder_minutes=15,60").body();

    assertTrue(read(text).size() <= 8, text);
    assertTrue(text.contains("TRIGGER:-PT15M\r\n") && text.contains("TRIGGER:-PT60M\r\n"));
    HttpResponse<String> refused = export(tenant.owner(), schedule, "?past_days=91");
    assertEquals(400, refused.statusCode());
    assertTrue(refused.body().contains("past_days"), refused.body());
    assertEquals(400, export(tenant.owner(), schedule, "?duty=boss").statusCode());
    assertEquals(List.of(), read(export(tenant.owner(), schedule, "?duty=shadow").body()));
  }

  @Test
  void theExportTakesACredentialOfTheTenant() {
    TestTenant tenant = TestTenant.create();
    String schedule = schedule(tenant, "UTC", tenant.user("Ann", "responder"));

    assertEquals(401, export(TestTenant.anonymous(), schedule, "").statusCode());
    assertEquals(404, export(TestTenant.create().owner(), schedule, "").statusCode());
    assertEquals(403, export(tenant.key("viewer", "alerts:read").api(), schedule, "").statusCode());
    assertEquals(
        200, export(tenant.key("viewer", "schedules:read").api(), schedule, "").statusCode());
    String alias =
        tenant.owner().baseUrl() + "/api/v1/rosters/" + schedule + "/export.ics?next_days=2";
    assertEquals(
        200, send(alias, "Authorization", "Bearer " + tenant.owner().credential()).statusCode());
  }

  @Test
  void aSecretAddressIsShownOnceAndReadWithoutSigningInUntilItIsRevoked() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("Ann", "viewer");
    String schedule = schedule(tenant, "UTC", ann);

    JsonObject made = link(ann.api(), new JsonObject().put("scheduleId", schedule));
    String address = here(made);
    HttpResponse<String> first = send(address);

    assertEquals(200, first.statusCode(), first.body());
    assertFalse(read(first.body()).isEmpty());
    JsonObject listed = links(ann.api()).getJsonObject(0);
    assertTrue(listed.containsKey("lastUsedTime"), listed::encode);
    String secret = address.substring(address.lastIndexOf('/') + 1).replace(".ics", "");
    assertFalse(links(ann.api()).encode().contains(secret));
    assertTrue(secret.startsWith(listed.getString("maskedSecret").replace("…", "")));

    ann.api().delete("/api/v1/calendar-links/" + listed.getString("id")).expect(200);

    assertEquals(404, send(address).statusCode());
    assertTrue(links(ann.api()).isEmpty());
    assertEquals(
        404, ann.api().delete("/api/v1/calendar-links/" + listed.getString("id")).status());
  }

  @Test
  void aPersonsAddressShowsTheirShiftsOnAllSchedules() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("Ann", "responder");
    TestUser ben = tenant.user("Ben", "responder");
    schedule(tenant, "UTC", ann, ben);
    schedule(tenant, "Asia/Tokyo", ben, ann);

    List<Occurrence> hers = read(send(here(link(ann.api(), me()))).body());

    assertEquals(
        Set.of("On call: Duty UTC", "On call: Duty Asia/Tokyo"),
        hers.stream().map(o -> o.event().summary()).collect(Collectors.toSet()));
    assertEquals(hers.size(), uids(hers).size());
    assertEquals(
        403,
        ann.api()
            .post("/api/v1/calendar-links", new JsonObject().put("userId", ben.id()))
            .status());
    assertEquals(400, ann.api().post("/api/v1/calendar-links", new JsonObject()).status());
  }

  @Test
  void linksOfOthersAreForManagersOnly() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("Ann", "responder");
    TestUser ben = tenant.user("Ben", "responder");
    String hers = link(ann.api(), me()).getJsonObject("link").getString("id");

    assertTrue(links(ben.api()).isEmpty());
    assertEquals(404, ben.api().delete("/api/v1/calendar-links/" + hers).status());
    assertEquals(1, links(tenant.owner()).size());
    tenant.owner().delete("/api/v1/calendar-links/" + hers).expect(200);
  }

  @Test
  void aKeyMakesNoLinkForItWouldOutliveTheKey() {
    TestTenant tenant = TestTenant.create();
    String schedule = schedule(tenant, "UTC", tenant.user("Ben", "responder"));

    var refused =
        tenant
            .key("manager", "schedules:read", "schedules:write")
            .api()
            .post("/api/v1/calendar-links", new JsonObject().put("scheduleId", schedule));

    assertEquals(403, refused.status(), refused.raw()::body);
    assertTrue(refused.raw().body().contains("made by people"), refused.raw()::body);
  }

  @Test
  void theAddressOfSomebodyWhoLeftShowsNothing() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("Ann", "responder");
    String schedule = schedule(tenant, "UTC", tenant.user("Ben", "responder"));
    String address = here(link(ann.api(), new JsonObject().put("scheduleId", schedule)));
    assertEquals(200, send(address).statusCode());

    tenant.owner().delete("/api/v1/users/" + ann.id()).expect(200);

    assertEquals(404, send(address).statusCode());
  }

  @Test
  void anAddressThatIsReadTooOftenHasToWait() {
    TestTenant tenant = TestTenant.create();
    String unknown = tenant.owner().baseUrl() + "/api/v1/calendars/tcc_" + "x".repeat(40) + ".ics";

    HttpResponse<String> last = send(unknown);
    for (int i = 0; i < 200 && last.statusCode() != 429; i++) {
      assertEquals(404, last.statusCode());
      last = send(unknown);
    }

    assertEquals(429, last.statusCode());
    assertTrue(last.headers().firstValue("Retry-After").isPresent());
  }

  private static JsonObject me() {
    return new JsonObject().put("userId", "me");
  }

  private static JsonObject link(Api api, JsonObject body) {
    return api.post("/api/v1/calendar-links", body.put("label", "phone")).expect(200);
  }

  private static JsonArray links(Api api) {
    JsonObject list = api.get("/api/v1/calendar-links").expect(200);
    return list.getJsonArray("links", new JsonArray());
  }

  /** The address, on the port of this test. */
  private static String here(JsonObject made) {
    return TestTenant.anonymous().baseUrl() + URI.create(made.getString("url")).getPath();
  }

  private static String schedule(TestTenant tenant, String zone, TestUser... people) {
    var participants = new JsonArray();
    for (TestUser person : people) {
      participants.add(person.id());
    }
    return tenant
        .owner()
        .post(
            "/api/v1/schedules",
            new JsonObject()
                .put("name", "Duty " + zone)
                .put("timeZone", zone)
                .put(
                    "layers",
                    new JsonArray()
                        .add(
                            new JsonObject()
                                .put("name", "day by day")
                                .put(
                                    "rotation",
                                    new JsonObject()
                                        .put("unit", "ROTATION_UNIT_DAY")
                                        .put("handoffTime", "09:30")
                                        .put(
                                            "startDate",
                                            LocalDate.now(ZoneOffset.UTC)
                                                .minus(1, ChronoUnit.YEARS)
                                                .toString()))
                                .put("participants", participants))))
        .expect(200)
        .getString("id");
  }

  private static HttpResponse<String> export(Api api, String schedule, String query) {
    String address = api.baseUrl() + "/api/v1/schedules/" + schedule + "/export.ics" + query;
    return api.credential().isEmpty()
        ? send(address)
        : send(address, "Authorization", "Bearer " + api.credential());
  }

  private static HttpResponse<String> send(String address, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(address));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String tag(HttpResponse<String> response) {
    return response.headers().firstValue("ETag").orElse("");
  }

  private static Set<String> uids(List<Occurrence> events) {
    return events.stream().map(o -> o.event().uid()).collect(Collectors.toSet());
  }

  private static List<Occurrence> read(String text) {
    IcalCalendar.Expansion read =
        IcalCalendar.read(text, ZoneOffset.UTC, IcalBounds.USUAL)
            .over(Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));
    assertEquals(List.of(), read.problems());
    return read.occurrences();
  }
}
