package dev.tocsin.alerting.coverage;

import static dev.tocsin.alerting.support.TestTenant.channel;
import static dev.tocsin.alerting.support.TestTenant.schedule;
import static dev.tocsin.alerting.support.TestTenant.step;
import static dev.tocsin.alerting.support.TestTenant.team;
import static dev.tocsin.alerting.support.TestTenant.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.alerting.support.Rest;
import dev.tocsin.alerting.support.Rest.Reply;
import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.identity.v1.ContactKind;
import dev.tocsin.proto.identity.v1.TargetCalendar;
import dev.tocsin.proto.identity.v1.TargetStretch;
import dev.tocsin.proto.identity.v1.UnmappedTurn;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class CoverageTest {

  private static final Instant FROM = Instant.parse("2030-05-05T12:00:00Z");
  private static final Instant UNTIL = FROM.plus(Duration.ofDays(10));
  private static final Instant GAP = FROM.plus(Duration.ofDays(2));
  private static final Instant BACK = FROM.plus(Duration.ofDays(3));

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  @TestHTTPResource("/")
  URI base;

  private Neighbours neighbours;
  private TestTenant tenant;
  private Rest viewer;
  private UUID ann;
  private UUID primary;

  @BeforeEach
  void begin() {
    neighbours = Neighbours.up();
    tenant = new TestTenant(database);
    viewer = Rest.as(base, "viewer", tenant.id);
    ann = verified("Ann");
    primary = neighbours.identity.schedule(tenant.id, List.of(ann), List.of());
  }

  @Test
  void everythingIsCoveredWhileSomebodyVerifiedIsOnCall() {
    UUID policy = tenant.policy(0, null, true, step(300, schedule(primary, false)));

    JsonObject answer = ask("");

    assertTrue(answer.getBoolean("covered"), answer::encode);
    assertEquals(FROM.toString(), answer.getString("startTime"));
    assertEquals(UNTIL.toString(), answer.getString("endTime"));
    JsonObject told = only(answer);
    assertEquals(policy.toString(), told.getString("policyId"));
    assertTrue(told.getBoolean("counts"));
    assertTrue(told.getBoolean("default"));
    assertEquals(5, told.getJsonArray("severities").size());
    assertEquals(new JsonArray(), told.getJsonArray("holes", new JsonArray()));
  }

  @Test
  void aGapIsAHoleUnlessALaterStepReachesSomebody() {
    gap(List.of());
    UUID alone = tenant.policy(0, null, true, step(0, schedule(primary, false)));
    UUID backed =
        tenant.policy(0, null, false, step(0, schedule(primary, false)), step(1800, user(ann)));

    JsonObject hole = stretch(one(alone), "holes");
    JsonObject late = stretch(one(backed), "warnings");

    assertFalse(one(alone).getBoolean("covered"));
    assertStretch(hole, "NOBODY", GAP, BACK);
    assertEquals(5, hole.getJsonArray("severities").size());
    assertEquals("not_paged.nobody_on_call", reason(hole, 0).getString("code"));
    assertEquals("Nobody is on call by schedule Primary", reason(hole, 0).getString("summary"));
    assertEquals(primary.toString(), fact(hole, "schedule_id"));
    assertEquals("86400s", only(one(alone)).getString("uncovered"));
    assertTrue(one(backed).getBoolean("covered"));
    assertStretch(late, "LATE", GAP, BACK);
    assertEquals(1, late.getInteger("stepOrder"));
    assertEquals("0s", late.getString("after"), "a step that reaches nobody is not waited for");
  }

  @Test
  void someoneUnverifiedIsWaitedForAndReachesNobody() {
    UUID bob = neighbours.identity.person(tenant.id, "Bob");
    UUID alone = tenant.policy(1, null, true, step(0, user(bob)));
    UUID backed = tenant.policy(0, null, false, step(0, user(bob)), step(1800, user(ann)));

    JsonObject hole = stretch(one(alone), "holes");
    JsonObject late = stretch(one(backed), "warnings");

    assertStretch(hole, "UNVERIFIED", FROM, UNTIL);
    assertEquals("not_reached.unverified", reason(hole, 0).getString("code"));
    assertEquals(bob.toString(), fact(hole, "user_id"));
    assertStretch(late, "LATE", FROM, UNTIL);
    assertEquals("1800s", late.getString("after"));
    assertStretch(
        stretch(ask("&policy_id=" + backed + "&within=1799s"), "holes"), "UNVERIFIED", FROM, UNTIL);
    JsonObject step = only(one(backed)).getJsonArray("unreachableSteps").getJsonObject(0);
    assertEquals(0, step.getInteger("stepOrder", 0));
    assertEquals(5, step.getJsonArray("severities").size());
  }

  @Test
  void everyReasonIsTold() {
    UUID gone = verified("Gone");
    neighbours.identity.user(
        tenant.id, gone, "Gone", false, Map.of(ContactKind.CONTACT_KIND_EMAIL, "g@example.com"));
    UUID bare = UUID.randomUUID();
    neighbours.identity.user(tenant.id, bare, "Bare", true, Map.of());
    UUID out = verified("Out");
    neighbours.notification.refuse(tenant.id, "U-Out");
    neighbours.notification.refuse(tenant.id, "Out@example.com");
    UUID closed = UUID.randomUUID();
    neighbours.notification.refuse(closed);
    JsonObject mailOnly = step(0, user(slackOnly())).put("channels", JsonArray.of("email"));

    assertReason("not_paged.user_inactive", "Gone is deactivated", step(0, user(gone)));
    assertReason(
        "not_paged.no_contact_method", "Bare has no enabled contact method", step(0, user(bare)));
    assertReason(
        "not_paged.no_contact_method_for_step",
        "Slacker has no enabled contact method for email, the only channels of this step",
        mailOnly);
    assertReason(
        "not_paged.refused", "A page to Out would be refused: opted out", step(0, user(out)));
    assertReason(
        "not_paged.refused",
        "A page to channel " + closed + " would be refused: no such channel",
        step(0, channel(closed)));
    assertReason(
        "not_paged.team_empty",
        "Nobody is in team Crew",
        step(0, team(neighbours.identity.team(tenant.id, List.of()))));
    UUID nothing = UUID.randomUUID();
    assertReason(
        "not_paged.schedule_deleted",
        "There is no schedule " + nothing + " any more: change the policy",
        step(0, schedule(nothing, false)));
  }

  @Test
  void aGapTellsWhoLeftAndWhichCalendarIsBroken() {
    UUID gone = verified("Gone");
    gap(List.of(neighbours.identity.place(tenant.id, gone)));
    neighbours.identity.calendar(
        tenant.id,
        primary,
        TargetCalendar.newBuilder()
            .setFeedId(UUID.randomUUID().toString())
            .setName("Rota")
            .setError("the server answers 404")
            .addUnmapped(
                UnmappedTurn.newBuilder()
                    .setStartTime(time(GAP))
                    .setEndTime(time(GAP.plusSeconds(3600)))
                    .addNames("Zoe"))
            .build());
    UUID policy = tenant.policy(0, null, true, step(0, schedule(primary, false)));

    JsonArray holes = only(one(policy)).getJsonArray("holes");

    assertEquals(2, holes.size());
    JsonObject first = holes.getJsonObject(0);
    assertStretch(first, "NOBODY", GAP, GAP.plusSeconds(3600));
    assertEquals(
        List.of(
            "Nobody is on call by schedule Primary",
            "Gone would be on call by schedule Primary, but is deactivated",
            "Calendar Rota of schedule Primary could not be read last: the server answers 404",
            "Calendar Rota of schedule Primary names nobody's user: Zoe"),
        first.getJsonArray("reasons").stream()
            .map(each -> ((JsonObject) each).getString("summary"))
            .toList());
    assertStretch(holes.getJsonObject(1), "NOBODY", GAP.plusSeconds(3600), BACK);
  }

  @Test
  void aHoleThatAChannelCatchesIsToldAsSuch() {
    gap(List.of());
    UUID ops = UUID.randomUUID();
    UUID fallback = tenant.policy(0, ops, true, step(0, schedule(primary, false)));
    UUID beside = tenant.policy(0, null, false, step(0, schedule(primary, false), channel(ops)));
    UUID onPurpose = tenant.policy(0, null, false, step(0, channel(ops)));

    assertStretch(stretch(one(fallback), "holes"), "FALLBACK_ONLY", GAP, BACK);
    assertStretch(stretch(one(beside), "holes"), "CHANNEL_ONLY", GAP, BACK);
    assertTrue(one(onPurpose).getBoolean("covered"), "a policy of channels alone means it");
  }

  @Test
  void quietHoursAndRoutesSayWhatCounts() {
    gap(List.of());
    UUID routed = tenant.policy(0, null, false, step(0, schedule(primary, false)));
    UUID unused = tenant.policy(0, null, false, step(0, schedule(primary, false)));
    JsonObject nights =
        new JsonObject().put("start", "18:00").put("end", "08:00").put("timeZone", "UTC");
    route("db", "labels.team == 'db' && severity in ['critical', 'major']", routed, nights);
    route("rest", "", routed, nights);
    route("never", "severity == 'info'", unused, null);

    JsonObject answer = ask("");
    JsonObject told =
        answer.getJsonArray("policies").stream()
            .map(JsonObject.class::cast)
            .filter(each -> each.getString("policyId").equals(routed.toString()))
            .findFirst()
            .orElseThrow();

    assertEquals(
        List.of("db", "rest"),
        told.getJsonArray("routes").stream()
            .map(each -> ((JsonObject) each).getString("name"))
            .toList());
    JsonArray holes = told.getJsonArray("holes");
    assertEquals(2, holes.size(), holes::encode);
    assertStretch(holes.getJsonObject(0), "NOBODY", GAP, GAP.plus(Duration.ofHours(6)));
    assertStretch(holes.getJsonObject(1), "NOBODY", GAP.plus(Duration.ofHours(20)), BACK);
    answer.getJsonArray("policies").stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("policyId").equals(unused.toString()))
        .forEach(
            each -> {
              assertFalse(each.getBoolean("counts", false), "the route before it takes everything");
              assertFalse(each.getBoolean("covered", false));
            });
    assertTrue(only(one(unused)).getBoolean("counts"), "it was asked for");
  }

  @Test
  void tellsSeveritiesThatNoRouteTakes() {
    UUID policy = tenant.policy(0, null, false, step(0, user(ann)));
    route("critical", "severity == 'critical' && labels.a == 'b'", policy, null);

    JsonObject answer = ask("");

    assertEquals(List.of("SEVERITY_CRITICAL"), only(answer).getJsonArray("severities").getList());
    assertEquals(5, answer.getJsonArray("unroutedSeverities").size());
    tenant.policy(0, null, true, step(0, user(ann)));
    assertTrue(ask("").getJsonArray("unroutedSeverities", new JsonArray()).isEmpty());
  }

  @Test
  void pagesOfPoliciesAreTheWhole() {
    for (int i = 0; i < 5; i++) {
      tenant.policy(0, null, false, step(0, user(ann)));
    }

    JsonObject first = ask("&page_size=3");
    JsonObject second = ask("&page_size=3&page_token=" + first.getString("nextPageToken"));

    assertEquals(3, first.getJsonArray("policies").size());
    assertEquals(2, second.getJsonArray("policies").size());
    assertEquals("", second.getString("nextPageToken", ""));
  }

  @Test
  void whatCannotBeAskedIsNotAnsweredAsCovered() {
    UUID policy = tenant.policy(0, null, true, step(0, user(ann)));

    Reply tooLong = viewer.get("/api/v1/coverage?days=367");
    Reply unknown = viewer.get("/api/v1/coverage?policy_id=" + UUID.randomUUID());
    Reply noId = viewer.get("/api/v1/coverage?policy_id=x");
    neighbours.notification.down(true);
    Reply unchecked = viewer.get("/api/v1/coverage?policy_id=" + policy);
    neighbours.notification.down(false);
    neighbours.identity.down(true);
    Reply unasked = viewer.get("/api/v1/coverage?policy_id=" + policy);
    neighbours.identity.down(false);

    assertEquals(400, tooLong.status());
    assertTrue(tooLong.body().encode().contains("days"), tooLong.body()::encode);
    assertEquals(404, unknown.status());
    assertEquals(400, noId.status());
    assertEquals(503, unchecked.status());
    assertEquals(503, unasked.status());
    assertEquals(200, viewer.get("/api/v1/coverage?days=366").status());
  }

  private void gap(List<Integer> gone) {
    TreeMap<Instant, TargetStretch> later = new TreeMap<>();
    later.put(GAP, TargetStretch.newBuilder().addAllGone(gone).build());
    later.put(
        BACK,
        TargetStretch.newBuilder().addUsers(neighbours.identity.place(tenant.id, ann)).build());
    neighbours.identity.later(tenant.id, primary, later);
  }

  private UUID verified(String name) {
    UUID id = neighbours.identity.person(tenant.id, name);
    neighbours.identity.verified(tenant.id, id);
    return id;
  }

  private UUID slackOnly() {
    UUID id = UUID.randomUUID();
    neighbours.identity.user(
        tenant.id, id, "Slacker", true, Map.of(ContactKind.CONTACT_KIND_SLACK, "U-Slacker"));
    neighbours.identity.verified(tenant.id, id);
    return id;
  }

  private void route(String name, String condition, UUID policy, JsonObject quiet) {
    JsonObject route =
        new JsonObject()
            .put("name", name)
            .put("condition", condition)
            .put("policyId", policy.toString());
    if (quiet != null) {
      route.put("suppressHours", JsonArray.of(quiet));
    }
    Reply made = Rest.as(base, "manager", tenant.id).post("/api/v1/routes", route);
    assertEquals(200, made.status(), made.body()::encode);
  }

  private void assertReason(String code, String summary, JsonObject step) {
    UUID policy = tenant.policy(0, null, false, step);
    JsonObject hole = stretch(one(policy), "holes");
    assertStretch(hole, "NOBODY", FROM, UNTIL);
    assertEquals(code, reason(hole, 0).getString("code"));
    assertEquals(summary, reason(hole, 0).getString("summary"));
    assertEquals(
        1, only(one(policy)).getJsonArray("unreachableSteps").size(), "the step reaches nobody");
  }

  private static void assertStretch(JsonObject stretch, String kind, Instant start, Instant end) {
    assertEquals("COVERAGE_KIND_" + kind, stretch.getString("kind"), stretch::encode);
    assertEquals(start, Instant.parse(stretch.getString("startTime")), stretch::encode);
    assertEquals(end, Instant.parse(stretch.getString("endTime")), stretch::encode);
  }

  private static JsonObject stretch(JsonObject answer, String list) {
    JsonArray all = only(answer).getJsonArray(list, new JsonArray());
    assertEquals(1, all.size(), answer::encode);
    return all.getJsonObject(0);
  }

  private static JsonObject reason(JsonObject stretch, int place) {
    return stretch.getJsonArray("reasons").getJsonObject(place);
  }

  private static String fact(JsonObject stretch, String name) {
    return reason(stretch, 0).getJsonObject("facts").getString(name);
  }

  private static JsonObject only(JsonObject answer) {
    assertEquals(1, answer.getJsonArray("policies").size(), answer::encode);
    return answer.getJsonArray("policies").getJsonObject(0);
  }

  private JsonObject one(UUID policy) {
    return ask("&policy_id=" + policy);
  }

  private JsonObject ask(String more) {
    Reply reply = viewer.get("/api/v1/coverage?days=10&start_time=" + FROM + more);
    assertEquals(200, reply.status(), reply.body()::encode);
    return reply.body();
  }

  private static Timestamp time(Instant instant) {
    return Timestamp.newBuilder().setSeconds(instant.getEpochSecond()).build();
  }
}
