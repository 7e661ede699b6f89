package dev.tocsin.alerting.console;

import static dev.tocsin.alerting.support.TestTenant.eventually;
import static dev.tocsin.alerting.support.TestTenant.step;
import static dev.tocsin.alerting.support.TestTenant.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.alerting.support.TestTenant.Fired;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.alerting.v1.ExplainAlertRequest;
import dev.tocsin.proto.alerting.v1.Explanation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an alert is explained by. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class AlertExplanationTest extends AlertDesk {

  @Test
  void explainsInOneSentence() {
    UUID primary = neighbours.identity.schedule(tenant.id, List.of(ada), List.of());
    UUID policy =
        tenant.policy(
            0, null, false, step(0, TestTenant.schedule(primary, false)), step(3600, user(ada)));
    Fired fired = tenant.fire(policy, Duration.ZERO);
    eventually("planned", () -> tenant.steps(fired.group()).contains("1/0/pending"));

    Explanation waiting = explain(fired.alert());
    stub()
        .withInterceptors(As.service("notification", tenant.id))
        .acknowledgeAlert(
            acknowledge(fired.alert()).toBuilder().setOnBehalfOf(ada.toString()).build());
    Explanation answered = explain(fired.alert());

    assertTrue(
        waiting
            .getSummary()
            .matches(
                "Paged Ada \\(on call by schedule Primary\\) by (Slack and e-mail|e-mail and Slack)"
                    + " at .*; next is step 2, round 1 at .*\\."),
        waiting.getSummary());
    assertEquals(2, waiting.getStepsCount());
    assertTrue(
        answered.getSummary().matches("Paged Ada .*; acknowledged by Ada at .*\\."),
        answered.getSummary());
  }

  @Test
  void explainsWhyNobodyWasPaged() {
    Fired noPolicy = tenant.fire(null, Duration.ZERO);
    tenant.run(
        "UPDATE alerting.alert SET decisions = '[{\"code\":\"not_routed\",\"summary\":\"No route"
            + " matches and there is no default policy\",\"facts\":{}}]' WHERE id = $1",
        noPolicy.alert());
    UUID gap = neighbours.identity.schedule(tenant.id, List.of(), List.of());
    UUID policy = tenant.policy(0, null, false, step(0, TestTenant.schedule(gap, false)));
    Fired nobody = tenant.fire(policy, Duration.ZERO);
    eventually(
        "ended", () -> tenant.codes(nobody.group()).contains("escalation_ended.nobody_reached"));

    assertEquals(
        "Nobody was paged: no route matches and there is no default policy.",
        explain(noPolicy.alert()).getSummary());
    String summary = explain(nobody.alert()).getSummary();
    assertTrue(summary.contains("nobody is on call by schedule Primary"), summary);
  }

  private Explanation explain(UUID alert) {
    return as("viewer")
        .explainAlert(ExplainAlertRequest.newBuilder().setId(alert.toString()).build());
  }
}
