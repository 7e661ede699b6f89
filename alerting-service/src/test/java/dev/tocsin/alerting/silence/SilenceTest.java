package dev.tocsin.alerting.silence;

import static dev.tocsin.alerting.support.TestTenant.eventually;
import static dev.tocsin.alerting.support.TestTenant.step;
import static dev.tocsin.alerting.support.TestTenant.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.alerting.support.Rest;
import dev.tocsin.alerting.support.Rest.Reply;
import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.identity.v1.AuditEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a silence does to pages, from its beginning to its end. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class SilenceTest {

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  @Inject TocsinClock clock;

  @TestHTTPResource("/")
  URI base;

  private Neighbours neighbours;
  private TestTenant tenant;
  private Rest responder;
  private UUID ada;
  private UUID bob;

  @BeforeEach
  void begin() {
    neighbours = Neighbours.up();
    tenant = new TestTenant(database);
    responder = Rest.as(base, "responder", tenant.id);
    ada = neighbours.identity.person(tenant.id, "Ada");
    bob = neighbours.identity.person(tenant.id, "Bob");
  }

  @Test
  void holdsThePageOfAnAlertThatBeginsMeanwhileAndPagesWhenItIsOver() {
    tenant.policy(0, null, true, step(0, user(ada)));
    JsonObject silence = silence(3600, equal("labels.service", "till"));

    JsonObject alert = fire("Till is on fire", "till", "k1");

    heldUntil(alert, silence);
    assertEquals(0, paged(ada));
    assertEquals("ALERT_STATE_OPEN", get(alert).getString("state"));
    assertEquals(silence.getString("id"), get(alert).getString("silenceId"));
    assertEquals(silence.getString("endTime"), get(alert).getString("silenceEndTime"));
    JsonObject explained = explain(alert);
    assertTrue(
        explained.getString("summary").startsWith("Nobody was paged yet: silenced by key"),
        explained::encode);
    assertTrue(explained.getString("summary").contains("Migration"), explained::encode);
    assertEquals(1, codes(alert).stream().filter("muted.silenced"::equals).count());

    clock.advance(Duration.ofSeconds(3601));

    eventually("Ada is paged", () -> paged(ada) == 2);
    eventually("it is told", () -> codes(alert).contains("escalated"));
    assertTrue(explain(alert).encode().contains("the silence is over"), explain(alert)::encode);
    assertEquals("", get(alert).getString("silenceId", ""));
  }

  @Test
  void pagesAtOnceWhatItHeldWhenItIsEndedByHand() {
    tenant.policy(0, null, true, step(0, user(ada)));
    JsonObject silence = silence(3600, equal("labels.service", "till"));
    JsonObject alert = fire("Till is on fire", "till", "k1");
    heldUntil(alert, silence);

    JsonObject expired = expire(silence);

    assertEquals("SILENCE_STATE_EXPIRED", expired.getString("state"));
    assertEquals("key", expired.getJsonObject("expiredBy").getString("kind"));
    eventually("Ada is paged", () -> paged(ada) == 2);
    assertEquals(expired, expire(silence), "a second time changes nothing");
    eventually("both are audited", () -> audited(silence).size() >= 2);
    assertEquals(List.of("silence.create", "silence.expire"), audited(silence));
  }

  @Test
  void neverPagesWhatSomebodyTookOrWhatIsOverByThen() {
    tenant.policy(0, null, true, step(0, user(ada)));
    JsonObject silence = silence(3600, equal("labels.service", "till"));
    JsonObject taken = fire("Taken", "till", "k1");
    JsonObject over = fire("Over", "till", "k2");
    JsonObject witness = fire("Still there", "till", "k3");
    List.of(taken, over, witness).forEach(alert -> heldUntil(alert, silence));

    act(taken, "acknowledge");
    act(over, "resolve");
    clock.advance(Duration.ofSeconds(3601));

    eventually("the third is paged", () -> pages(witness) == 2);
    assertEquals(List.of("0/0/cancelled"), tenant.steps(group(taken)));
    assertEquals(List.of("0/0/cancelled"), tenant.steps(group(over)));
    assertEquals(2, paged(ada));
  }

  @Test
  void survivesThatTheProblemEndsAndFiresAgain() {
    tenant.policy(0, null, true, step(0, user(ada)));
    JsonObject first = fire("Flood", "till", "flood");
    eventually("Ada is paged", () -> paged(ada) == 2);
    JsonObject silence = silence(3600, equal("fingerprint", first.getString("fingerprint")));

    for (int i = 0; i < 3; i++) {
      act(first, "resolve");
      JsonObject again = fire("Flood", "till", "flood");
      assertFalse(again.getString("id").equals(first.getString("id")));
      heldUntil(again, silence);
      first = again;
    }

    assertEquals(2, paged(ada));
  }

  @Test
  void holdsTheNextStepOfAnEscalationThatIsUnderWay() {
    tenant.policy(0, null, true, step(0, user(ada)), step(300, user(bob)));
    JsonObject alert = fire("Till is on fire", "till", "k1");
    eventually("the next is planned", () -> tenant.steps(group(alert)).contains("1/0/pending"));
    JsonObject silence = silence(3600, equal("labels.service", "till"));

    clock.advance(Duration.ofSeconds(301));

    heldUntil(alert, silence);
    eventually("it is told", () -> codes(alert).contains("muted.silenced"));
    assertTrue(
        tenant.summaries(group(alert)).getLast().startsWith("Step 2, round 1 waits until "),
        () -> tenant.summaries(group(alert)).toString());
    assertEquals(0, paged(bob));
    expire(silence);
    eventually("Bob is paged", () -> paged(bob) == 2);
    assertEquals(2, paged(ada));
  }

  @Test
  void letsGoAllThatItHeldHoweverMany() {
    UUID policy = tenant.policy(0, null, true, step(0, user(ada)));
    JsonObject silence = silence(3600, equal("labels.service", "checkout"));
    int many = 1_201;
    tenant.fireMany(policy, many, Duration.ZERO);
    eventually("all are held", () -> steps("held_by IS NOT NULL").equals(List.of("" + many)));

    expire(silence);

    eventually("none waits", () -> steps("state = 'fired'").equals(List.of("" + many)));
    assertEquals(many * 2, paged(ada));
  }

  private List<String> steps(String condition) {
    return tenant.texts(
        "SELECT count(*)::text FROM alerting.escalation_step WHERE tenant_id = $1 AND " + condition,
        tenant.id);
  }

  @Test
  void holdsNoGroupThatIsTooLargeToBeLookedAtAsAWhole() {
    tenant.policy(0, null, true, step(0, user(ada)));
    JsonObject silence = silence(3600, equal("labels.service", "till"));
    JsonObject alert = fire("Till is on fire", "till", "k1");
    heldUntil(alert, silence);

    joined(alert, "a", 19_998);
    String before = fence(alert);
    clock.advance(Duration.ofSeconds(61));
    eventually("it is held on", () -> !fence(alert).equals(before) && isWaiting(alert));
    assertEquals(0, pages(alert));

    joined(alert, "b", 2);
    clock.advance(Duration.ofSeconds(61));
    eventually("it pages", () -> pages(alert) == 2);
  }

  /** More alerts like this one, in its group. */
  private void joined(JsonObject alert, String mark, int count) {
    tenant.run(
        """
        INSERT INTO alerting.alert (tenant_id, id, group_id, integration_id, source, fingerprint, title, severity, labels,
          annotations, started_at, last_started_at, created_at, last_fired_at, policy_id, decisions)
        SELECT tenant_id, gen_random_uuid(), group_id, integration_id, source, $2::text || n, title, severity, labels,
          annotations, started_at, last_started_at, created_at, last_fired_at, policy_id, decisions
        FROM alerting.alert, generate_series(1, $3::int) n WHERE id = $1\
        """,
        UUID.fromString(alert.getString("id")),
        mark,
        count);
  }

  @Test
  void doesNotHoldWhatAPersonAsksFor() {
    tenant.policy(0, null, true, step(0, user(ada)));
    JsonObject silence = silence(3600, equal("labels.service", "till"));
    JsonObject escalated = fire("Escalated", "till", "k1");
    JsonObject reassigned = fire("Reassigned", "till", "k2");
    heldUntil(escalated, silence);
    heldUntil(reassigned, silence);

    assertEquals(200, responder.post(path(escalated) + "/escalate", new JsonObject()).status());
    JsonArray targets = new JsonArray().add(user(bob));
    responder.post(path(reassigned) + "/reassign", new JsonObject().put("targets", targets));
    JsonObject direct =
        responder
            .post(
                "/api/v1/alerts",
                new JsonObject()
                    .put("title", "Call me")
                    .put("labels", new JsonObject().put("service", "till"))
                    .put("targets", targets))
            .body();

    eventually("Ada is paged", () -> pages(escalated) == 2);
    eventually("Bob is paged", () -> pages(reassigned) == 2);
    eventually("Bob is paged again", () -> pages(direct) == 2);
  }

  @Test
  void holdsAGroupOnlyWhileAllOfItIsSilenced() {
    group("site");
    JsonObject silence = silence(3600, equal("labels.service", "till"));
    JsonObject first = fire("Till is on fire", "till", "k1");
    heldUntil(first, silence);

    JsonObject second = fire("Till smokes", "till", "k2");
    assertEquals(first.getString("groupId"), second.getString("groupId"));
    heldUntil(first, silence);
    assertEquals(0, paged(ada));
    fire("Lights are out", "lights", "k3");

    eventually("Ada is paged", () -> paged(ada) == 2);
  }

  @Test
  void letsAGroupGoWithTheFirstOfItsSilences() {
    group("site");
    JsonObject till = silence(3600, equal("labels.service", "till"));
    JsonObject lights = silence(7200, equal("labels.service", "lights"));
    JsonObject first = fire("Lights are out", "lights", "k1");
    heldUntil(first, lights);
    fire("Till is on fire", "till", "k2");
    heldUntil(first, till);

    expire(lights);

    eventually("Ada is paged", () -> paged(ada) == 2);
  }

  @Test
  void letsGoWhatItsMatchersHitNoLongerAndHoldsTheOthersOn() {
    tenant.policy(0, null, true, step(0, user(ada)));
    JsonObject silence = silence(3600, equal("source", "manual"));
    JsonObject till = fire("Till is on fire", "till", "k1");
    JsonObject lights = fire("Lights are out", "lights", "k2");
    heldUntil(till, silence);
    heldUntil(lights, silence);

    JsonObject changed =
        responder
            .patch(
                "/api/v1/silences/" + silence.getString("id"),
                new JsonObject()
                    .put("matchers", new JsonArray().add(equal("labels.service", "lights")))
                    .put("duration", "7200s"))
            .body();

    eventually("the till is paged", () -> pages(till) == 2);
    heldUntil(lights, changed);
    assertEquals("Migration", changed.getString("comment"));
    assertEquals(silence.getString("startTime"), changed.getString("startTime"));
    assertEquals(0, pages(lights));
    assertEquals(1, codes(lights).stream().filter("muted.silenced"::equals).count());
  }

  @Test
  void pagesAtOnceWhatGetsWorseThanTheSilenceMeant() {
    tenant.policy(0, null, true, step(0, user(ada)));
    JsonObject silence = silence(86_400, equal("severity", "minor"));
    JsonObject alert = fireAs("minor", "Disk fills", "k1");
    JsonObject other = fireAs("minor", "Disk fills", "k2");
    heldUntil(alert, silence);
    heldUntil(other, silence);

    JsonObject worse = fireAs("critical", "Disk full", "k1");

    assertEquals(alert.getString("id"), worse.getString("id"));
    eventually("Ada is paged", () -> pages(alert) == 2);
    fireAs("minor", "Disk fills further", "k2");
    heldUntil(other, silence);
    assertEquals(0, pages(other));
  }

  @Test
  void looksAgainAtWhatItHoldsEveryMinuteAndTellsItOnce() {
    tenant.policy(0, null, true, step(0, user(ada)));
    JsonObject silence = silence(86_400, equal("labels.service", "till"));
    JsonObject alert = fire("Till is on fire", "till", "k1");
    heldUntil(alert, silence);
    for (int look = 0; look < 3; look++) {
      String before = fence(alert);
      clock.advance(Duration.ofSeconds(61));
      eventually("it is looked at", () -> !fence(alert).equals(before));
      eventually("it is held on", () -> isWaiting(alert));
    }
    heldUntil(alert, silence);
    assertEquals(0, pages(alert));
    assertEquals(1, codes(alert).stream().filter("muted.silenced"::equals).count());

    tenant.run(
        "UPDATE alerting.alert SET labels = '{\"service\":\"lights\"}' WHERE group_id = $1",
        group(alert));
    clock.advance(Duration.ofSeconds(61));

    eventually("Ada is paged", () -> pages(alert) == 2);
    eventually("it fired", () -> tenant.steps(group(alert)).contains("0/0/fired"));
    assertEquals(
        List.of("true"),
        tenant.texts(
            "SELECT (fires_at <= finished_at)::text FROM alerting.escalation_step WHERE group_id ="
                + " $1",
            group(alert)),
        "patience with other services counts from when it was let go");
  }

  @Test
  void doesNotHastenAStepThatWaitsForSomethingElse() {
    tenant.policy(0, null, true, step(600, user(ada)));
    JsonObject silence = silence(3600, equal("labels.service", "till"));
    JsonObject alert = fire("Till is on fire", "till", "k1");
    Instant due = tenant.nextAt(group(alert)).orElseThrow();

    expire(silence);

    assertEquals(due, tenant.nextAt(group(alert)).orElseThrow());
    clock.advance(Duration.ofSeconds(601));
    eventually("Ada is paged", () -> pages(alert) == 2);
  }

  @Test
  void doesNotHoldTheFirstStepOfAPolicyThatIsAskedFor() {
    UUID policy = tenant.policy(0, null, true, step(0, user(ada)), step(300, user(bob)));
    JsonObject silence = silence(86_400, equal("labels.service", "till"));

    JsonObject alert =
        responder
            .post(
                "/api/v1/alerts",
                new JsonObject()
                    .put("title", "Look at this")
                    .put("labels", new JsonObject().put("service", "till"))
                    .put("policyId", policy.toString()))
            .body();

    eventually("Ada is paged", () -> paged(ada) == 2);
    eventually("the next is planned", () -> tenant.steps(group(alert)).contains("1/0/pending"));
    clock.advance(Duration.ofSeconds(301));
    heldUntil(alert, silence);
    assertEquals(0, paged(bob));
  }

  @Test
  void oneThatCannotBeReadHoldsNothingAndStopsNothing() {
    tenant.policy(0, null, true, step(0, user(ada)));
    JsonObject broken = silence(3600, equal("labels.service", "till"));
    tenant.run(
        "UPDATE alerting.silence SET matchers = $2 WHERE id = $1",
        UUID.fromString(broken.getString("id")),
        new JsonArray().add(new JsonObject().put("name", "title").put("operator", "RESEMBLES")));
    JsonObject silence = silence(3600, equal("labels.service", "lights"));

    JsonObject till = fire("Till is on fire", "till", "k1");
    JsonObject lights = fire("Lights are out", "lights", "k2");

    eventually("Ada is paged", () -> pages(till) == 2);
    heldUntil(lights, silence);
  }

  @Test
  void beginsWhenItIsToBegin() {
    tenant.policy(0, null, true, step(0, user(ada)));
    Reply planned =
        responder.post(
            "/api/v1/silences",
            new JsonObject()
                .put("matchers", new JsonArray().add(equal("labels.service", "till")))
                .put("startTime", clock.now().plusSeconds(600).toString())
                .put("duration", "3600s"));
    assertEquals(200, planned.status(), planned.body()::encode);
    assertEquals("SILENCE_STATE_PENDING", planned.body().getString("state"));

    JsonObject before = fire("Before", "till", "k1");
    eventually("it is paged", () -> pages(before) == 2);
    clock.advance(Duration.ofSeconds(601));
    JsonObject after = fire("After", "till", "k2");

    heldUntil(after, planned.body());
    assertEquals(0, pages(after));
  }

  @Test
  void noPageIsKeptByASilenceThatEndsAsItWouldBeHeld() {
    tenant.policy(0, null, true, step(0, user(ada)));
    List<JsonObject> alerts = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      JsonObject silence = silence(86_400, equal("labels.service", "till"));
      String key = "race-" + i;
      var firing = CompletableFuture.supplyAsync(() -> fire("Race", "till", key));
      if (i % 3 == 0) {
        firing.join();
      }
      expire(silence);
      alerts.add(firing.join());
    }

    for (JsonObject alert : alerts) {
      eventually("each is paged", () -> pages(alert) == 2);
    }
  }

  /** One group for all alerts of one value. */
  private void group(String label) {
    UUID policy = tenant.policy(0, null, false, step(0, user(ada)));
    Reply route =
        Rest.as(base, "owner", tenant.id)
            .post(
                "/api/v1/routes",
                new JsonObject()
                    .put("name", "by " + label)
                    .put("policyId", policy.toString())
                    .put("groupBy", new JsonArray().add(label)));
    assertEquals(200, route.status(), route.body()::encode);
  }

  private JsonObject silence(long seconds, JsonObject... matchers) {
    Reply created =
        responder.post(
            "/api/v1/silences",
            new JsonObject()
                .put("matchers", new JsonArray(List.of(matchers)))
                .put("duration", seconds + "s")
                .put("comment", "Migration"));
    assertEquals(200, created.status(), created.body()::encode);
    return created.body();
  }

  private static JsonObject equal(String name, String value) {
    return new JsonObject().put("name", name).put("operator", "equal").put("value", value);
  }

  private JsonObject expire(JsonObject silence) {
    Reply expired =
        responder.post("/api/v1/silences/" + silence.getString("id") + "/expire", new JsonObject());
    assertEquals(200, expired.status(), expired.body()::encode);
    return expired.body();
  }

  private JsonObject fire(String title, String service, String key) {
    return fire(
        new JsonObject()
            .put("title", title)
            .put("dedupKey", key)
            .put("labels", new JsonObject().put("service", service).put("site", "Zurich")));
  }

  private JsonObject fireAs(String severity, String title, String key) {
    return fire(
        new JsonObject().put("title", title).put("dedupKey", key).put("severity", severity));
  }

  private JsonObject fire(JsonObject alert) {
    Reply opened = responder.post("/api/v1/alerts", alert);
    assertEquals(200, opened.status(), opened.body()::encode);
    return opened.body();
  }

  /** Its step waits for the end of the silence: what would have been paged by now was not. */
  private void heldUntil(JsonObject alert, JsonObject silence) {
    Instant end = Instant.parse(silence.getString("endTime"));
    eventually("it is held", () -> tenant.nextAt(group(alert)).filter(end::equals).isPresent());
  }

  private void act(JsonObject alert, String verb) {
    assertEquals(200, responder.patch(path(alert) + "/" + verb, new JsonObject()).status());
  }

  private JsonObject get(JsonObject alert) {
    return responder.get(path(alert)).body();
  }

  private JsonObject explain(JsonObject alert) {
    return responder.get(path(alert) + "/explain").body();
  }

  private List<String> codes(JsonObject alert) {
    return explain(alert).getJsonArray("decisions").stream()
        .map(decision -> ((JsonObject) decision).getJsonObject("reason").getString("code"))
        .toList();
  }

  private List<String> audited(JsonObject silence) {
    String resource = "silence/" + silence.getString("id");
    return neighbours.identity.audited(tenant.id).stream()
        .filter(event -> event.getResource().equals(resource))
        .map(AuditEvent::getAction)
        .toList();
  }

  private int paged(UUID user) {
    return (int)
        neighbours.notification.pages(tenant.id).stream()
            .filter(page -> page.to().getUserId().equals(user.toString()))
            .count();
  }

  private int pages(JsonObject alert) {
    return (int)
        neighbours.notification.pages(tenant.id).stream()
            .filter(page -> page.group().equals(group(alert)))
            .count();
  }

  /** Rises with each look at its step. */
  private String fence(JsonObject alert) {
    return tenant
        .texts("SELECT fence::text FROM alerting.escalation_step WHERE group_id = $1", group(alert))
        .getFirst();
  }

  private boolean isWaiting(JsonObject alert) {
    return tenant
        .texts(
            "SELECT (state = 'pending' AND lease_until IS NULL)::text FROM"
                + " alerting.escalation_step WHERE group_id = $1",
            group(alert))
        .equals(List.of("true"));
  }

  private static UUID group(JsonObject alert) {
    return UUID.fromString(alert.getString("groupId"));
  }

  private static String path(JsonObject alert) {
    return "/api/v1/alerts/" + alert.getString("id");
  }
}
