package dev.tocsin.identity.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.Grpc;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.identity.v1.OnCallTarget;
import dev.tocsin.proto.identity.v1.ReachServiceGrpc;
import dev.tocsin.proto.identity.v1.ReachTarget;
import dev.tocsin.proto.identity.v1.ResolveTargetsRequest;
import dev.tocsin.proto.identity.v1.ResolveTargetsResponse;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who is on call by a calendar. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class CalendarLayerTest extends ServedCalendar {

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
}
