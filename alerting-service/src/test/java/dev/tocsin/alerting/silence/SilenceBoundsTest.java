package dev.tocsin.alerting.silence;

import static dev.tocsin.alerting.support.TestTenant.eventually;
import static dev.tocsin.alerting.support.TestTenant.step;
import static dev.tocsin.alerting.support.TestTenant.user;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a silence does not hold, or no longer. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class SilenceBoundsTest extends SilencedTill {

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

  private JsonObject fireAs(String severity, String title, String key) {
    return fire(
        new JsonObject().put("title", title).put("dedupKey", key).put("severity", severity));
  }
}
