package dev.tocsin.identity.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.identity.swap.Rota;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.identity.v1.Duty;
import dev.tocsin.proto.identity.v1.OnCallTarget;
import dev.tocsin.proto.identity.v1.ReachServiceGrpc;
import dev.tocsin.proto.identity.v1.ReachTarget;
import dev.tocsin.proto.identity.v1.ResolveTargetsOverRequest;
import dev.tocsin.proto.identity.v1.ResolveTargetsOverResponse;
import dev.tocsin.proto.identity.v1.ResolveTargetsRequest;
import dev.tocsin.proto.identity.v1.ResolveTargetsResponse;
import dev.tocsin.proto.identity.v1.TargetOverTime;
import dev.tocsin.proto.identity.v1.TargetStretch;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever looks ahead is told what a page will be told. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ReachOverTest {

  /** After every schedule of these tests was made. */
  private static final Instant FROM = Instant.parse("2030-05-05T12:00:00Z");

  private static final Instant UNTIL = FROM.plus(Duration.ofDays(30));

  private final TestTenant tenant = TestTenant.create();
  private ManagedChannel channel;

  @BeforeEach
  void open() {
    int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    channel = ManagedChannelBuilder.forAddress("localhost", port).usePlaintext().build();
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
  }

  @Test
  void saysAtRandomInstantsWhatAPageIsTold() {
    TestUser ann = tenant.user("ann", "responder");
    TestUser bob = tenant.user("bob", "responder");
    TestUser cat = tenant.user("cat", "responder");
    TestUser gone = tenant.user("gone", "responder");
    String schedule =
        schedule(
            "Primary",
            layer("DUTY_PRIMARY", "09:00", ann.id(), gone.id(), bob.id()),
            layer("DUTY_SECONDARY", "17:00", cat.id(), ann.id()),
            layer("DUTY_SHADOW", "00:00", bob.id(), cat.id()));
    override(schedule, cat, FROM.plus(Duration.ofHours(30)), Duration.ofHours(5));
    tenant.owner().delete("/api/v1/users/" + gone.id()).expect(200);
    List<ReachTarget> targets =
        List.of(
            user(ann.id()),
            user(gone.id()),
            user(UUID.randomUUID().toString()),
            team(bob, gone),
            onCall(schedule, Duty.DUTY_PRIMARY, false),
            onCall(schedule, Duty.DUTY_SECONDARY, false),
            onCall(schedule, Duty.DUTY_SHADOW, false),
            onCall(schedule, Duty.DUTY_PRIMARY, true),
            onCall(UUID.randomUUID().toString(), Duty.DUTY_PRIMARY, false));

    ResolveTargetsOverResponse over = over(targets);

    var random = new Random(7);
    List<Instant> instants = new ArrayList<>(List.of(FROM, UNTIL.minusNanos(1000)));
    over.getTargets(4).getStretchesList().stream()
        .limit(20)
        .forEach(stretch -> instants.add(start(stretch)));
    for (int i = 0; i < 30; i++) {
      instants.add(FROM.plusSeconds(random.nextInt(30 * 86_400)));
    }
    for (Instant instant : instants) {
      ResolveTargetsResponse page = at(targets, instant);
      for (int i = 0; i < targets.size(); i++) {
        String what = "target " + i + " at " + instant;
        TargetOverTime told = over.getTargets(i);
        assertEquals(page.getTargets(i).getExists(), told.getExists(), what);
        assertEquals(page.getTargets(i).getName(), told.getName(), what);
        if (told.getExists()) {
          TargetStretch stretch = stretch(told, instant);
          assertEquals(
              page.getTargets(i).getUserIdsList(), ids(over, stretch.getUsersList()), what);
          assertEquals(
              page.getTargets(i).getShadowUserIdsList(), ids(over, stretch.getShadowsList()), what);
        }
      }
    }
    assertEquals(
        at(targets, FROM).getUsersList().stream()
            .map(each -> each.getUser().getName())
            .sorted()
            .toList(),
        over.getUsersList().stream().map(each -> each.getUser().getName()).sorted().toList());
  }

  @Test
  void tellsInAGapWhoIsDeactivated() {
    TestUser ann = tenant.user("ann", "responder");
    TestUser gone = tenant.user("gone", "responder");
    String schedule = schedule("Days", layer("DUTY_PRIMARY", "09:00", ann.id(), gone.id()));
    tenant.owner().delete("/api/v1/users/" + gone.id()).expect(200);

    ResolveTargetsOverResponse over = over(List.of(onCall(schedule, Duty.DUTY_PRIMARY, false)));

    List<TargetStretch> gaps =
        over.getTargets(0).getStretchesList().stream()
            .filter(stretch -> stretch.getUsersCount() == 0)
            .toList();
    assertEquals(16, gaps.size());
    for (TargetStretch gap : gaps) {
      assertEquals(List.of(gone.id()), ids(over, gap.getGoneList()));
    }
  }

  @Test
  void tellsOfACalendarWhoseEventsAreNobodys() {
    Instant event = Instant.now().plus(Duration.ofDays(2));
    JsonObject feed =
        tenant
            .owner()
            .post(
                "/api/v1/calendar-feeds",
                new JsonObject()
                    .put("name", "Rota")
                    .put("content", Rota.imported(event, "Zoe Nobody")))
            .expect(200);
    String schedule =
        schedule(
            "By calendar",
            new JsonObject().put("name", "imported").put("feedId", feed.getString("id")));

    ResolveTargetsOverResponse over =
        over(
            List.of(onCall(schedule, Duty.DUTY_PRIMARY, false)),
            event.minusSeconds(86_400),
            event.plusSeconds(86_400));

    var calendar = over.getTargets(0).getCalendars(0);
    assertEquals("Rota", calendar.getName());
    assertEquals("", calendar.getError());
    assertTrue(calendar.hasSuccessTime());
    assertEquals(List.of("Zoe Nobody"), calendar.getUnmapped(0).getNamesList());
    assertEquals(1, over.getTargets(0).getStretchesCount());
    assertEquals(0, over.getTargets(0).getStretches(0).getUsersCount());
  }

  @Test
  void refusesARangeThatIsEmptyOrTooLong() {
    ReachTarget ann = user(tenant.ownerId());

    for (Instant until : List.of(FROM, FROM.plus(Duration.ofDays(401)))) {
      var refused =
          assertThrows(
              StatusRuntimeException.class, () -> over(List.of(ann, anySchedule()), FROM, until));
      assertEquals(Status.Code.INVALID_ARGUMENT, refused.getStatus().getCode());
    }
    assertFalse(over(List.of(ann)).getTargets(0).getStretchesList().isEmpty());
  }

  @Test
  void refusesWhatChangesTooOften() {
    TestUser ann = tenant.user("ann", "responder");
    TestUser bob = tenant.user("bob", "responder");
    JsonObject hourly = layer("DUTY_PRIMARY", "00:00", ann.id(), bob.id());
    hourly.getJsonObject("rotation").put("unit", "ROTATION_UNIT_HOUR");
    ReachTarget often = onCall(schedule("Hours", hourly), Duty.DUTY_PRIMARY, false);

    var refused =
        assertThrows(
            StatusRuntimeException.class,
            () -> over(Collections.nCopies(6, often), FROM, FROM.plus(Duration.ofDays(400))));

    assertEquals(Status.Code.INVALID_ARGUMENT, refused.getStatus().getCode());
    assertTrue(refused.getMessage().contains("changes more than 50000 times"), refused::getMessage);
  }

  private ReachTarget anySchedule() {
    return onCall(UUID.randomUUID().toString(), Duty.DUTY_PRIMARY, false);
  }

  private static List<String> ids(ResolveTargetsOverResponse over, List<Integer> places) {
    return places.stream().map(place -> over.getUsers(place).getUser().getId()).toList();
  }

  private static Instant start(TargetStretch stretch) {
    return Instant.ofEpochSecond(
        stretch.getStartTime().getSeconds(), stretch.getStartTime().getNanos());
  }

  private static TargetStretch stretch(TargetOverTime told, Instant instant) {
    return told.getStretchesList().reversed().stream()
        .filter(stretch -> !start(stretch).isAfter(instant))
        .findFirst()
        .orElseThrow();
  }

  private ReachServiceGrpc.ReachServiceBlockingStub reach() {
    return ReachServiceGrpc.newBlockingStub(channel)
        .withInterceptors(As.service("alerting", UUID.fromString(tenant.id())));
  }

  private ResolveTargetsOverResponse over(List<ReachTarget> targets) {
    return over(targets, FROM, UNTIL);
  }

  private ResolveTargetsOverResponse over(List<ReachTarget> targets, Instant from, Instant until) {
    return reach()
        .resolveTargetsOver(
            ResolveTargetsOverRequest.newBuilder()
                .addAllTargets(targets)
                .setStartTime(time(from))
                .setEndTime(time(until))
                .build());
  }

  private ResolveTargetsResponse at(List<ReachTarget> targets, Instant at) {
    return reach()
        .resolveTargets(
            ResolveTargetsRequest.newBuilder().addAllTargets(targets).setAt(time(at)).build());
  }

  private static Timestamp time(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  private static ReachTarget user(String id) {
    return ReachTarget.newBuilder().setUserId(id).build();
  }

  private static ReachTarget onCall(String schedule, Duty duty, boolean next) {
    return ReachTarget.newBuilder()
        .setOnCall(OnCallTarget.newBuilder().setScheduleId(schedule).setDuty(duty).setNext(next))
        .build();
  }

  private ReachTarget team(TestUser... members) {
    JsonArray all = new JsonArray();
    for (TestUser member : members) {
      all.add(new JsonObject().put("userId", member.id()));
    }
    return ReachTarget.newBuilder()
        .setTeamId(
            tenant
                .owner()
                .post("/api/v1/teams", new JsonObject().put("name", "Crew").put("members", all))
                .expect(200)
                .getString("id"))
        .build();
  }

  private void override(String schedule, TestUser user, Instant from, Duration length) {
    tenant
        .owner()
        .post(
            "/api/v1/schedules/" + schedule + "/overrides",
            new JsonObject()
                .put("userId", user.id())
                .put("startTime", from.toString())
                .put("endTime", from.plus(length).toString()))
        .expect(200);
  }

  /** One turn a day from 4 May 2030 on. */
  private static JsonObject layer(String duty, String handoff, String... people) {
    return new JsonObject()
        .put("name", duty)
        .put("duty", duty)
        .put(
            "rotation",
            new JsonObject()
                .put("unit", "ROTATION_UNIT_DAY")
                .put("handoffTime", handoff)
                .put("startDate", "2030-05-04"))
        .put("participants", JsonArray.of((Object[]) people));
  }

  private String schedule(String name, JsonObject... layers) {
    return tenant
        .owner()
        .post(
            "/api/v1/schedules",
            new JsonObject()
                .put("name", name)
                .put("timeZone", "UTC")
                .put("layers", JsonArray.of((Object[]) layers)))
        .expect(200)
        .getString("id");
  }
}
