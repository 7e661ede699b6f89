package dev.tocsin.identity.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.identity.v1.Duty;
import dev.tocsin.proto.identity.v1.OnCallTarget;
import dev.tocsin.proto.identity.v1.PageRest;
import dev.tocsin.proto.identity.v1.ReachServiceGrpc;
import dev.tocsin.proto.identity.v1.ReachTarget;
import dev.tocsin.proto.identity.v1.ReachableUser;
import dev.tocsin.proto.identity.v1.ResolveTargetsRequest;
import dev.tocsin.proto.identity.v1.ResolveTargetsResponse;
import dev.tocsin.proto.identity.v1.ResolvedTarget;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What alerting-service asks on the way of a page. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ReachTest {

  private static final Instant NOON = Instant.parse("2030-05-05T12:00:00Z");

  @Inject
  @ServiceDatabase("identity")
  Database database;

  @Test
  void findsThePeopleBehindEveryKindOfTargetInOneCall() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    TestUser bob = tenant.user("bob", "responder");
    TestUser cat = tenant.user("cat", "responder");
    TestUser dan = tenant.user("dan", "responder");
    slack(tenant, ann, "U024BE7LH");
    String team =
        tenant
            .owner()
            .post(
                "/api/v1/teams",
                new JsonObject()
                    .put("name", "Payments")
                    .put(
                        "members",
                        JsonArray.of(
                            new JsonObject().put("userId", dan.id()),
                            new JsonObject().put("userId", ann.id()))))
            .expect(200)
            .getString("id");
    String schedule =
        schedule(
            tenant,
            "Primary",
            layer("DUTY_PRIMARY", ann.id(), bob.id()),
            layer("DUTY_SECONDARY", cat.id()),
            layer("DUTY_SHADOW", dan.id()));

    ResolveTargetsResponse answer =
        resolve(
            tenant,
            user(bob.id()),
            ReachTarget.newBuilder().setTeamId(team).build(),
            onCall(schedule, Duty.DUTY_PRIMARY, false),
            onCall(schedule, Duty.DUTY_SECONDARY, false),
            onCall(schedule, Duty.DUTY_PRIMARY, true));

    assertTarget("bob", List.of(bob.id()), List.of(), answer.getTargets(0));
    assertTarget("Payments", List.of(dan.id(), ann.id()), List.of(), answer.getTargets(1));
    assertTarget("Primary", List.of(bob.id()), List.of(dan.id()), answer.getTargets(2));
    assertTarget("Primary", List.of(cat.id()), List.of(), answer.getTargets(3));
    assertTarget("Primary", List.of(ann.id()), List.of(), answer.getTargets(4));
    Map<String, ReachableUser> people =
        answer.getUsersList().stream()
            .collect(Collectors.toMap(each -> each.getUser().getId(), each -> each));
    assertEquals(4, people.size());
    ReachableUser told = people.get(ann.id());
    assertEquals("ann", told.getUser().getName());
    assertTrue(told.getUser().getActive());
    assertEquals("U024BE7LH", told.getContactMethods(0).getAddress());
    assertTrue(told.getContactMethods(0).getEnabled());
    assertEquals("UTC", told.getPreferences().getTimeZone());
    assertEquals(0, people.get(bob.id()).getContactMethodsCount());
  }

  /** Its plan takes ten times as long as what it finds. */
  @Test
  void hasTheStatementThatReadsSchedulesPreparedOnceForEachConnection() {
    TestTenant tenant = TestTenant.create();
    String schedule = schedule(tenant, "Primary", layer("DUTY_PRIMARY", tenant.ownerId()));
    for (int i = 0; i < 10; i++) {
      resolve(tenant, onCall(schedule, Duty.DUTY_PRIMARY, false));
    }

    long prepared =
        Stream.generate(this::statementsThatReadSchedules)
            .limit(10)
            .mapToLong(Long::longValue)
            .max()
            .orElseThrow();

    assertTrue(prepared > 0);
  }

  private long statementsThatReadSchedules() {
    return database
        .inInstallation(
            tx ->
                tx.query(
                        "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'with"
                            + " asked as%'")
                    .execute()
                    .map(rows -> rows.iterator().next().getLong(0)))
        .await()
        .atMost(Duration.ofSeconds(20));
  }

  @Test
  void answersForTheOthersWhenATargetIsGone() {
    TestTenant tenant = TestTenant.create();
    TestTenant other = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    TestUser gone = tenant.user("gone", "responder");
    tenant.owner().delete("/api/v1/users/" + gone.id()).expect(200);
    String nobody = UUID.randomUUID().toString();
    String foreign = schedule(other, "Theirs", layer("DUTY_PRIMARY", other.ownerId()));

    ResolveTargetsResponse answer =
        resolve(
            tenant,
            user(ann.id()),
            user(nobody),
            user(other.ownerId()),
            ReachTarget.newBuilder().setTeamId(nobody).build(),
            onCall(foreign, Duty.DUTY_PRIMARY, false),
            user(gone.id()));

    assertTarget("ann", List.of(ann.id()), List.of(), answer.getTargets(0));
    for (int i = 1; i < 5; i++) {
      assertFalse(answer.getTargets(i).getExists(), "target " + i);
    }
    assertTrue(answer.getTargets(5).getExists());
    assertEquals(
        Map.of(ann.id(), true, gone.id(), false),
        answer.getUsersList().stream()
            .collect(
                Collectors.toMap(each -> each.getUser().getId(), e -> e.getUser().getActive())));
  }

  @Test
  void tellsWhoStandsInOnlyWhereTheTenantHasPagesDiverted() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    TestUser bob = tenant.user("bob", "responder");
    String schedule =
        schedule(
            tenant, "Primary", layer("DUTY_PRIMARY", ann.id()), layer("DUTY_SECONDARY", bob.id()));
    ReachTarget target = onCall(schedule, Duty.DUTY_PRIMARY, false);
    JsonObject rules = new JsonObject().put("minRestHours", 11);
    tenant.owner().put("/api/v1/rest-rules", rules).expect(200);
    ResolveTargetsResponse none = resolve(tenant, target);
    assertFalse(none.hasRest());
    assertEquals(List.of(), none.getTargets(0).getSecondaryUserIdsList());

    tenant
        .owner()
        .put(
            "/api/v1/rest-rules",
            rules.copy().put("divert", true).put("divertCritical", true).put("nightEnd", "07:00"))
        .expect(200);
    ResolveTargetsResponse answer = resolve(tenant, target);

    assertTarget("Primary", List.of(ann.id()), List.of(), answer.getTargets(0));
    assertEquals(List.of(bob.id()), answer.getTargets(0).getSecondaryUserIdsList());
    assertTrue(
        answer.getUsersList().stream().anyMatch(each -> each.getUser().getId().equals(bob.id())));
    assertEquals(
        PageRest.newBuilder()
            .setMinRestHours(11)
            .setNightStart("22:00")
            .setNightEnd("07:00")
            .setCritical(true)
            .build(),
        answer.getRest());
  }

  @Test
  void namesNoShadowInAGap() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    String schedule = schedule(tenant, "Learning", layer("DUTY_SHADOW", ann.id()));

    ResolveTargetsResponse answer =
        resolve(
            tenant,
            onCall(schedule, Duty.DUTY_PRIMARY, false),
            onCall(schedule, Duty.DUTY_SHADOW, false));

    assertTarget("Learning", List.of(), List.of(), answer.getTargets(0));
    assertTarget("Learning", List.of(ann.id()), List.of(), answer.getTargets(1));
  }

  @Test
  void oneScheduleThatCannotBeReadKeepsNobodyElseAway() {
    TestTenant tenant = TestTenant.create();
    TestUser ann = tenant.user("ann", "responder");
    String broken = schedule(tenant, "Broken", layer("DUTY_PRIMARY", ann.id()));
    String good = schedule(tenant, "Good", layer("DUTY_PRIMARY", ann.id()));
    inDatabase(
        "update identity.schedule_version set definition = '{\"layers\": 7}' where schedule_id = '"
            + broken
            + "'");

    ResolveTargetsResponse answer =
        resolve(
            tenant,
            onCall(broken, Duty.DUTY_PRIMARY, false),
            onCall(good, Duty.DUTY_PRIMARY, false),
            user(ann.id()));

    assertTarget("Broken", List.of(), List.of(), answer.getTargets(0));
    assertTarget("Good", List.of(ann.id()), List.of(), answer.getTargets(1));
    assertTarget("ann", List.of(ann.id()), List.of(), answer.getTargets(2));
  }

  private static void inDatabase(String statement) {
    try (Connection superuser = TestServers.database().superuser()) {
      superuser.createStatement().execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertTarget(
      String name, List<String> users, List<String> shadows, ResolvedTarget target) {
    assertTrue(target.getExists(), name);
    assertEquals(name, target.getName());
    assertEquals(users, target.getUserIdsList());
    assertEquals(shadows, target.getShadowUserIdsList());
  }

  private static ReachTarget user(String id) {
    return ReachTarget.newBuilder().setUserId(id).build();
  }

  private static ReachTarget onCall(String schedule, Duty duty, boolean next) {
    return ReachTarget.newBuilder()
        .setOnCall(OnCallTarget.newBuilder().setScheduleId(schedule).setDuty(duty).setNext(next))
        .build();
  }

  /** One turn a day from 4 May on, handed over at nine. */
  private static JsonObject layer(String duty, String... people) {
    return new JsonObject()
        .put("name", duty)
        .put("duty", duty)
        .put(
            "rotation",
            new JsonObject()
                .put("unit", "ROTATION_UNIT_DAY")
                .put("handoffTime", "09:00")
                .put("startDate", "2030-05-04"))
        .put("participants", JsonArray.of((Object[]) people));
  }

  private static String schedule(TestTenant tenant, String name, JsonObject... layers) {
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

  private static void slack(TestTenant tenant, TestUser user, String address) {
    tenant
        .owner()
        .post(
            "/api/v1/users/" + user.id() + "/contact-methods",
            new JsonObject().put("kind", "CONTACT_KIND_SLACK").put("address", address))
        .expect(200);
  }

  private static ResolveTargetsResponse resolve(TestTenant tenant, ReachTarget... targets) {
    int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    ManagedChannel channel =
        ManagedChannelBuilder.forAddress("localhost", port).usePlaintext().build();
    try {
      return ReachServiceGrpc.newBlockingStub(channel)
          .withInterceptors(As.service("alerting", UUID.fromString(tenant.id())))
          .resolveTargets(
              ResolveTargetsRequest.newBuilder()
                  .addAllTargets(List.of(targets))
                  .setAt(Timestamp.newBuilder().setSeconds(NOON.getEpochSecond()))
                  .build());
    } finally {
      channel.shutdownNow();
    }
  }
}
