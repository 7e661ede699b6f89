package dev.tocsin.identity.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tocsin.identity.Grpc;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.identity.v1.OnCallTarget;
import dev.tocsin.proto.identity.v1.ReachServiceGrpc;
import dev.tocsin.proto.identity.v1.ReachTarget;
import dev.tocsin.proto.identity.v1.ResolveTargetsRequest;
import dev.tocsin.proto.identity.v1.ResolveTargetsResponse;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class CalendarFeedTest {

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @Inject TocsinClock clock;
  @Inject FeedWorker worker;

  @Inject
  @ServiceDatabase("identity")
  Database database;

  private final AtomicReference<String> served = new AtomicReference<>("");
  private final AtomicInteger status = new AtomicInteger(200);
  private final AtomicInteger unchanged = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange call) throws IOException {
    if (call.getRequestURI().getPath().equals("/moved")) {
      call.getResponseHeaders().add("Location", "/secret-token/basic.ics");
      call.sendResponseHeaders(302, -1);
      call.close();
      return;
    }
    byte[] body = served.get().getBytes(StandardCharsets.UTF_8);
    String tag = "\"" + served.get().hashCode() + "\"";
    call.getResponseHeaders().add("ETag", tag);
    if (tag.equals(call.getRequestHeaders().getFirst("If-None-Match"))) {
      unchanged.incrementAndGet();
      call.sendResponseHeaders(304, -1);
    } else {
      call.sendResponseHeaders(status.get(), body.length);
      call.getResponseBody().write(body);
    }
    call.close();
  }

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

  @Test
  void anExportThatIsImportedGivesTheSameAnswer() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("Ann", "responder");
    TestUser ben = tenant.user("Ben", "responder");
    String schedule =
        tenant
            .owner()
            .post(
                "/api/v1/schedules",
                new JsonObject()
                    .put("name", "Duty")
                    .put("timeZone", "America/New_York")
                    .put("layers", new JsonArray().add(daily(ann, ben))))
            .expect(200)
            .getString("id");
    String text = tenant.owner().get("/api/v1/schedules/" + schedule + "/export.ics").raw().body();

    JsonObject feed =
        tenant
            .owner()
            .post(
                "/api/v1/calendar-feeds",
                new JsonObject().put("name", "again").put("content", text))
            .expect(200);

    assertEquals(new JsonArray(), feed.getJsonArray("unmappedNames", new JsonArray()));
    Instant from = clock.now();
    Instant until = from.plus(60, ChronoUnit.DAYS);
    String range = "start_time=%s&end_time=%s".formatted(from, until);
    List<String> shifts =
        times(
            tenant.owner().get("/api/v1/schedules/" + schedule + "/shifts?" + range).expect(200),
            "shifts",
            shift -> shift.getString("userId"));
    List<String> events =
        times(
            tenant
                .owner()
                .get("/api/v1/calendar-feeds/" + feed.getString("id") + "/events?" + range)
                .expect(200),
            "events",
            event -> event.getJsonArray("userIds").getString(0));
    // A final schedule is cut to its range, the events of a calendar are whole.
    assertEquals(shifts.subList(1, shifts.size() - 1), events.subList(1, events.size() - 1));
    assertTrue(events.size() > 50);
  }

  @Test
  void aLayerTakesItsTurnsFromACalendar() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("Ann", "responder");
    TestUser ben = tenant.user("Ben", "responder");
    Instant hour = clock.now().truncatedTo(ChronoUnit.HOURS);
    served.set(
        calendar(
            event("a", hour.minus(1, ChronoUnit.HOURS), 3, "Ann and Ben"),
            event("b", hour.plus(2, ChronoUnit.HOURS), 3, "Zoe Who")));
    JsonObject feed = create(tenant, address("/secret-token/basic.ics"));
    String schedule =
        tenant
            .owner()
            .post("/api/v1/schedules", layered(feed.getString("id")))
            .expect(200)
            .getString("id");

    assertEquals(Set.of(ann.id(), ben.id()), onCall(tenant, schedule, clock.now()));
    assertEquals(Set.of(), onCall(tenant, schedule, hour.plus(3, ChronoUnit.HOURS)));

    served.set(calendar(event("a", hour.minus(1, ChronoUnit.HOURS), 3, "Ben")));
    refresh(tenant, feed);
    assertEquals(Set.of(ben.id()), onCall(tenant, schedule, clock.now().plusSeconds(1)));
    assertEquals(
        Set.of(ann.id(), ben.id()),
        onCall(tenant, schedule, hour.minus(30, ChronoUnit.MINUTES)),
        "what is over stays");

    var refused = tenant.owner().post("/api/v1/schedules", layered(UUID.randomUUID().toString()));
    assertEquals(400, refused.status(), refused.raw()::body);
    assertTrue(refused.raw().body().contains("feed_id"), refused.raw()::body);
  }

  @Test
  void whoIsNextByACalendarIsPagedHoweverFarOff() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("Ann", "responder");
    TestUser ben = tenant.user("Ben", "responder");
    Instant hour = clock.now().truncatedTo(ChronoUnit.HOURS);
    served.set(
        calendar(
            event("a", hour.minus(1, ChronoUnit.HOURS), 3, ann.email()),
            event("b", hour.plus(30, ChronoUnit.DAYS), 3, ben.email())));
    String schedule =
        tenant
            .owner()
            .post("/api/v1/schedules", layered(create(tenant, address("/")).getString("id")))
            .expect(200)
            .getString("id");

    ResolveTargetsResponse answer =
        ReachServiceGrpc.newBlockingStub(Grpc.channel())
            .withInterceptors(As.service("alerting", UUID.fromString(tenant.id())))
            .resolveTargets(
                ResolveTargetsRequest.newBuilder()
                    .addTargets(target(schedule, false))
                    .addTargets(target(schedule, true))
                    .build());

    assertEquals(List.of(ann.id()), answer.getTargets(0).getUserIdsList());
    assertEquals(List.of(ben.id()), answer.getTargets(1).getUserIdsList());
    assertEquals(2, answer.getUsersCount());
  }

  private static ReachTarget target(String schedule, boolean next) {
    return ReachTarget.newBuilder()
        .setOnCall(OnCallTarget.newBuilder().setScheduleId(schedule).setNext(next))
        .build();
  }

  private static JsonObject layered(String feed) {
    return new JsonObject()
        .put("name", "By calendar " + feed)
        .put("timeZone", "UTC")
        .put(
            "layers",
            new JsonArray().add(new JsonObject().put("name", "calendar").put("feedId", feed)));
  }

  private static Set<String> onCall(TestTenant tenant, String schedule, Instant at) {
    return tenant
        .owner()
        .get("/api/v1/schedules/" + schedule + "/oncall?at=" + at)
        .expect(200)
        .getJsonArray("onCall", new JsonArray())
        .stream()
        .map(shift -> ((JsonObject) shift).getString("userId"))
        .collect(Collectors.toSet());
  }

  private static List<String> times(
      JsonObject answer, String field, Function<JsonObject, String> who) {
    return answer.getJsonArray(field).stream()
        .map(JsonObject.class::cast)
        .map(
            each ->
                Instant.parse(each.getString("startTime"))
                    + "/"
                    + Instant.parse(each.getString("endTime"))
                    + " "
                    + who.apply(each))
        .toList();
  }

  private static JsonObject daily(TestUser... people) {
    JsonArray participants = new JsonArray();
    for (TestUser person : people) {
      participants.add(person.id());
    }
    return new JsonObject()
        .put("name", "day by day")
        .put(
            "rotation",
            new JsonObject()
                .put("unit", "ROTATION_UNIT_DAY")
                .put("handoffTime", "09:30")
                .put("startDate", "2025-01-01"))
        .put("participants", participants);
  }

  private static void assertRefused(TestTenant tenant, int status, JsonObject feed, String told) {
    var refused = tenant.owner().post("/api/v1/calendar-feeds", feed);
    assertEquals(status, refused.status(), refused.raw()::body);
    assertTrue(refused.raw().body().contains(told), refused.raw()::body);
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static JsonObject create(TestTenant tenant, String url) {
    return tenant
        .owner()
        .post("/api/v1/calendar-feeds", new JsonObject().put("name", "rota").put("url", url))
        .expect(200);
  }

  private static JsonObject refresh(TestTenant tenant, JsonObject feed) {
    return tenant
        .owner()
        .post("/api/v1/calendar-feeds/" + feed.getString("id") + "/refresh", new JsonObject())
        .expect(200);
  }

  private static JsonObject get(TestTenant tenant, JsonObject feed) {
    return tenant.owner().get("/api/v1/calendar-feeds/" + feed.getString("id")).expect(200);
  }

  private static JsonArray events(TestTenant tenant, JsonObject feed) {
    return tenant
        .owner()
        .get("/api/v1/calendar-feeds/" + feed.getString("id") + "/events")
        .expect(200)
        .getJsonArray("events", new JsonArray());
  }

  private static String calendar(String... events) {
    return "BEGIN:VCALENDAR\nX-WR-CALNAME:Rota\n" + String.join("", events) + "END:VCALENDAR\n";
  }

  private static String event(String uid, Instant start, int hours, String summary) {
    return "BEGIN:VEVENT\nUID:%s\nDTSTART:%s\nDTEND:%s\nSUMMARY:%s\nEND:VEVENT\n"
        .formatted(
            uid, UTC.format(start), UTC.format(start.plus(hours, ChronoUnit.HOURS)), summary);
  }
}
