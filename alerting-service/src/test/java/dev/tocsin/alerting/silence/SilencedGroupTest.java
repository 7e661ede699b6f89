package dev.tocsin.alerting.silence;

import static dev.tocsin.alerting.support.TestTenant.eventually;
import static dev.tocsin.alerting.support.TestTenant.step;
import static dev.tocsin.alerting.support.TestTenant.user;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Rest;
import dev.tocsin.alerting.support.Rest.Reply;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a silence does to groups of which it holds a part. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class SilencedGroupTest extends SilencedTill {

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
}
