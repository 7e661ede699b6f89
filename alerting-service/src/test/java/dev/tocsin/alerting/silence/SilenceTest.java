package dev.tocsin.alerting.silence;

import static dev.tocsin.alerting.support.TestTenant.eventually;
import static dev.tocsin.alerting.support.TestTenant.step;
import static dev.tocsin.alerting.support.TestTenant.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Rest.Reply;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.identity.v1.AuditEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a silence does to pages, from its beginning to its end. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class SilenceTest extends SilencedTill {

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

  private void act(JsonObject alert, String verb) {
    assertEquals(200, responder.patch(path(alert) + "/" + verb, new JsonObject()).status());
  }

  private JsonObject get(JsonObject alert) {
    return responder.get(path(alert)).body();
  }

  private List<String> audited(JsonObject silence) {
    String resource = "silence/" + silence.getString("id");
    return neighbours.identity.audited(tenant.id).stream()
        .filter(event -> event.getResource().equals(resource))
        .map(AuditEvent::getAction)
        .toList();
  }
}
