package dev.tocsin.alerting.console;

import static dev.tocsin.alerting.support.TestTenant.eventually;
import static dev.tocsin.alerting.support.TestTenant.step;
import static dev.tocsin.alerting.support.TestTenant.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.TestTenant.Fired;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.alerting.v1.AlertChange;
import dev.tocsin.proto.alerting.v1.AlertState;
import dev.tocsin.proto.alerting.v1.ChangeOutcome;
import dev.tocsin.proto.alerting.v1.EscalateAlertRequest;
import dev.tocsin.proto.alerting.v1.SnoozeAlertRequest;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Alerts that are put off. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class SnoozeTest extends AlertDesk {

  @Test
  void withdrawsThePageThatSomebodyAskedForAsTheSnoozeEnded() {
    UUID policy = tenant.policy(0, null, false, step(0, user(ada)), step(300, user(bob)));
    Fired fired = tenant.fire(policy, Duration.ZERO);
    eventually("the next is planned", () -> tenant.steps(fired.group()).contains("1/0/pending"));
    as("responder").snoozeAlert(snooze(fired, 3600));
    neighbours.notification.onceMeanwhile(
        tenant.id,
        () -> {
          endsNow(fired);
          eventually("it is open", () -> get(fired).getState() == AlertState.ALERT_STATE_OPEN);
        });

    as("responder")
        .escalateAlert(EscalateAlertRequest.newBuilder().setId(fired.alert() + "").build());

    eventually("Ada is paged anew", () -> paged(ada) == 4);
    eventually(
        "it is on the timeline", () -> tenant.codes(fired.group()).contains("page_withdrawn"));
    onlyIsWithdrawn(fired, bob);
  }

  @Test
  void aSnoozedAlertIsPagedAnewFromTheFirstStepWhenItIsOver() {
    UUID policy = tenant.policy(0, null, false, step(0, user(ada)), step(300, user(bob)));
    Fired fired = tenant.fire(policy, Duration.ZERO);
    eventually("the next is planned", () -> tenant.steps(fired.group()).contains("1/0/pending"));

    AlertChange change = as("responder").snoozeAlert(snooze(fired, 3600));

    assertEquals(AlertState.ALERT_STATE_ACKNOWLEDGED, change.getAlert().getState());
    assertTrue(change.getAlert().hasSnoozeEndTime());
    assertEquals(List.of("0/0/fired", "1/0/cancelled"), tenant.steps(fired.group()));
    clock.advance(Duration.ofSeconds(3601));
    eventually("it is open", () -> get(fired).getState() == AlertState.ALERT_STATE_OPEN);
    eventually("Ada is paged anew", () -> paged(ada) == 4);
    eventually("then it is Bob's turn", () -> lastPending(fired).equals("1/0/pending"));
    assertTrue(!get(fired).hasSnoozeEndTime());
    assertTrue(tenant.codes(fired.group()).containsAll(List.of("snoozed", "snooze_over")));
    eventually(
        "its ticket is open again",
        () -> neighbours.tickets.asked.contains("reopen " + fired.group()));
    AlertChange taken = as("responder").acknowledgeAlert(acknowledge(fired));
    assertEquals(ChangeOutcome.CHANGE_OUTCOME_CHANGED, taken.getOutcome());
    eventually(
        "each answer is told", () -> neighbours.notification.revisions(tenant.id).size() == 2);
  }

  @Test
  void aSnoozeThatIsLookedAtTooEarlyEndsInItsTimeAllTheSame() {
    Fired fired =
        tenant.fire(tenant.policy(0, null, false, step(0, user(ada))), Duration.ofHours(9));
    as("responder").snoozeAlert(snooze(fired, 3600));
    String row = "SELECT state || ' ' || (due_at > $2) FROM alerting.snooze WHERE id = $1";

    tenant.run(
        "UPDATE alerting.snooze SET due_at = $2 WHERE id = $1",
        fired.group(),
        clock.now().atOffset(ZoneOffset.UTC));

    eventually(
        "it waits for its end",
        () ->
            tenant
                .texts(row, fired.group(), clock.now().plusSeconds(3000).atOffset(ZoneOffset.UTC))
                .equals(List.of("pending true")));
    assertEquals(AlertState.ALERT_STATE_ACKNOWLEDGED, get(fired).getState());
    clock.advance(Duration.ofSeconds(3601));
    eventually("it is over", () -> get(fired).getState() == AlertState.ALERT_STATE_OPEN);
  }

  @Test
  void snoozingAgainReplacesTheEndAndAcknowledgingHoldsForGood() {
    Fired fired =
        tenant.fire(tenant.policy(0, null, false, step(0, user(ada))), Duration.ofHours(9));
    Fired other =
        tenant.fire(tenant.policy(0, null, false, step(0, user(bob))), Duration.ofHours(9));

    as("responder").snoozeAlert(snooze(fired, 60));
    as("responder").snoozeAlert(snooze(fired, 7200));
    as("responder").snoozeAlert(snooze(other, 60));
    AlertChange forGood = as("responder").acknowledgeAlert(acknowledge(other));
    Fired witness =
        tenant.fire(tenant.policy(0, null, false, step(0, user(ada))), Duration.ofHours(9));
    as("responder").snoozeAlert(snooze(witness, 120));
    clock.advance(Duration.ofSeconds(121));
    eventually("a later one is over", () -> get(witness).getState() == AlertState.ALERT_STATE_OPEN);

    assertEquals(ChangeOutcome.CHANGE_OUTCOME_CHANGED, forGood.getOutcome());
    assertTrue(!forGood.getAlert().hasSnoozeEndTime());
    assertEquals(AlertState.ALERT_STATE_ACKNOWLEDGED, get(fired).getState());
    assertEquals(AlertState.ALERT_STATE_ACKNOWLEDGED, get(other).getState());
    clock.advance(Duration.ofSeconds(7200));
    eventually("it is over", () -> get(fired).getState() == AlertState.ALERT_STATE_OPEN);
    assertEquals(AlertState.ALERT_STATE_ACKNOWLEDGED, get(other).getState());
  }

  @Test
  void aSnoozeHasAnEndWithinBounds() {
    Fired fired =
        tenant.fire(tenant.policy(0, null, false, step(0, user(ada))), Duration.ofHours(9));

    assertEquals(
        Status.Code.INVALID_ARGUMENT,
        code(() -> as("responder").snoozeAlert(snooze(fired, 8 * 86_400))));
    assertEquals(
        Status.Code.INVALID_ARGUMENT, code(() -> as("responder").snoozeAlert(snooze(fired, 0))));
    assertEquals(
        Status.Code.INVALID_ARGUMENT,
        code(
            () ->
                as("responder")
                    .snoozeAlert(
                        SnoozeAlertRequest.newBuilder().setId(fired.alert() + "").build())));
    assertEquals(List.of("0/0/pending"), tenant.steps(fired.group()));
    assertEquals(
        ChangeOutcome.CHANGE_OUTCOME_CHANGED,
        as("responder").snoozeAlert(snooze(fired, 1)).getOutcome());
  }

  /** The snooze is over, though the clock stands where it is: leases go on. */
  private void endsNow(Fired fired) {
    OffsetDateTime now = clock.now().atOffset(ZoneOffset.UTC);
    tenant.run(
        "UPDATE alerting.alert_group SET snoozed_until = $2 WHERE id = $1", fired.group(), now);
    tenant.run("UPDATE alerting.snooze SET due_at = $2 WHERE id = $1", fired.group(), now);
  }

  private String lastPending(Fired fired) {
    return tenant.steps(fired.group()).getLast();
  }
}
