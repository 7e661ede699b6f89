package dev.tocsin.alerting.console;

import static dev.tocsin.alerting.support.TestTenant.eventually;
import static dev.tocsin.alerting.support.TestTenant.step;
import static dev.tocsin.alerting.support.TestTenant.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.TestTenant.Fired;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.alerting.v1.AlertChange;
import dev.tocsin.proto.alerting.v1.AlertState;
import dev.tocsin.proto.alerting.v1.ChangeOutcome;
import dev.tocsin.proto.alerting.v1.EscalateAlertRequest;
import dev.tocsin.proto.alerting.v1.ExplainAlertRequest;
import dev.tocsin.proto.alerting.v1.ResolveAlertRequest;
import dev.tocsin.proto.notification.v1.ReviseNotificationsRequest;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Alerts that are handed to other people, or to another policy. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class ReassignTest extends AlertDesk {

  @Test
  void reassigningStopsTheRunningEscalationAndBeginsTheOther() {
    UUID policy = tenant.policy(3, null, false, step(0, user(ada)), step(300, user(ada)));
    Fired fired = tenant.fire(policy, Duration.ZERO);
    eventually("Ada is paged", () -> paged(ada) == 2);
    eventually("the next is planned", () -> tenant.steps(fired.group()).contains("1/0/pending"));
    as("responder").acknowledgeAlert(acknowledge(fired));

    AlertChange change =
        as("responder").reassignAlert(reassign(fired).addTargets(person(bob)).build());

    assertEquals(ChangeOutcome.CHANGE_OUTCOME_CHANGED, change.getOutcome());
    assertEquals(AlertState.ALERT_STATE_OPEN, change.getAlert().getState());
    assertEquals("", change.getAlert().getPolicyId());
    eventually("Bob is paged", () -> paged(bob) == 2);
    eventually(
        "those paged before are told",
        () ->
            neighbours.notification.revisions(tenant.id).stream()
                .anyMatch(
                    r ->
                        r.request().hasBeforeTime()
                            && r.request()
                                .getRenderContext()
                                .getFieldsOrThrow("event")
                                .getStringValue()
                                .equals("reassigned")));
    eventually("again later", () -> tenant.steps(fired.group()).contains("0/1/pending"));
    clock.advance(Duration.ofMinutes(5));
    eventually("Bob is paged again", () -> paged(bob) == 4);
    assertEquals(2, paged(ada));
    assertTrue(tenant.codes(fired.group()).contains("reassigned"));
    String summary =
        as("viewer")
            .explainAlert(ExplainAlertRequest.newBuilder().setId(fired.alert() + "").build())
            .getDecisionsList()
            .stream()
            .filter(entry -> entry.getReason().getCode().equals("reassigned"))
            .findFirst()
            .orElseThrow()
            .getReason()
            .getSummary();
    assertTrue(summary.contains("to Bob: over to you"), summary);
  }

  @Test
  void anAnswerThatIsToldLateIsNotMeantForTheEscalationThatBeganSince() {
    Fired fired =
        tenant.fire(tenant.policy(0, null, false, step(0, user(ada))), Duration.ofHours(9));
    holdMessages(fired);
    as("responder").acknowledgeAlert(acknowledge(fired));
    Instant answered = clock.now();
    as("responder").reassignAlert(reassign(fired).addTargets(person(bob)).build());
    eventually("Bob is paged", () -> paged(bob) == 2);
    assertEquals(List.of(), neighbours.notification.revisions(tenant.id));

    releaseMessages();

    eventually("both are told", () -> neighbours.notification.revisions(tenant.id).size() == 2);
    ReviseNotificationsRequest answer =
        neighbours.notification.revisions(tenant.id).getFirst().request();
    assertTrue(answer.getIdempotencyKey().contains(":acknowledged:"), answer::getIdempotencyKey);
    assertTrue(answer.hasBeforeTime());
    assertTrue(!ProtoTime.instant("before_time", answer.getBeforeTime()).isAfter(answered));
  }

  @Test
  void withdrawsThePageOfAStepThatWasUnderWayAsTheGroupWasHandedOn() {
    Fired[] fired = new Fired[1];
    neighbours.notification.onceMeanwhile(
        tenant.id,
        () -> as("responder").reassignAlert(reassign(fired[0]).addTargets(person(bob)).build()));
    fired[0] = tenant.fire(tenant.policy(0, null, false, step(0, user(ada))), Duration.ofHours(1));
    clock.advance(Duration.ofHours(1));

    eventually("Bob is paged", () -> paged(bob) == 2);
    eventually(
        "it is on the timeline", () -> tenant.codes(fired[0].group()).contains("page_withdrawn"));

    assertEquals(2, paged(ada));
    onlyIsWithdrawn(fired[0], ada);
  }

  @Test
  void saysWhoNamedThoseWhoArePagedAndNoPolicyWhereThereIsNone() {
    Fired fired =
        tenant.fire(tenant.policy(0, null, false, step(0, user(ada))), Duration.ofHours(9));

    stub()
        .withInterceptors(As.service("notification", tenant.id))
        .reassignAlert(
            reassign(fired).addTargets(person(bob)).setOnBehalfOf(ada.toString()).build());

    eventually("Bob is paged", () -> paged(bob) == 2);
    var context = neighbours.notification.pages(tenant.id).getFirst().request().getRenderContext();
    assertEquals("named by Ada", context.getFieldsOrThrow("reason").getStringValue());
    assertTrue(!context.containsFields("policy"), context::toString);
    eventually("it is told", () -> tenant.codes(fired.group()).contains("paged"));
    assertTrue(
        tenant.summaries(fired.group()).stream().anyMatch(s -> s.contains("named by user " + ada)));
    List<String> told =
        as("viewer")
            .explainAlert(ExplainAlertRequest.newBuilder().setId(fired.alert() + "").build())
            .getDecisionsList()
            .stream()
            .map(entry -> entry.getReason().getSummary())
            .toList();
    assertTrue(
        told.stream().anyMatch(s -> s.startsWith("Paged Bob (named by Ada)")), told::toString);
    assertTrue(
        told.contains(
            "Step 1, round 1 of the page to those named directly fires: the group was handed to"
                + " them"),
        told::toString);
  }

  @Test
  void reassignsToAPolicyAndEscalatesByItOnly() {
    UUID before = tenant.policy(0, null, false, step(3600, user(ada)));
    UUID after = tenant.policy(0, null, false, step(600, user(bob)), step(3600, user(bob)));
    Fired fired = tenant.fire(before, Duration.ofHours(1));

    AlertChange change =
        as("responder").reassignAlert(reassign(fired).setPolicyId(after.toString()).build());
    eventually("Bob is paged at once", () -> paged(bob) == 2);
    eventually("the next is planned", () -> tenant.steps(fired.group()).contains("1/0/pending"));
    as("responder")
        .escalateAlert(EscalateAlertRequest.newBuilder().setId(fired.alert() + "").build());

    assertEquals(after.toString(), change.getAlert().getPolicyId());
    eventually("and again", () -> paged(bob) == 4);
    assertEquals(0, paged(ada));
    assertEquals(
        Status.Code.INVALID_ARGUMENT,
        code(
            () ->
                as("responder")
                    .reassignAlert(
                        reassign(fired).setPolicyId(UUID.randomUUID().toString()).build())));
    assertEquals(
        Status.Code.INVALID_ARGUMENT,
        code(() -> as("responder").reassignAlert(reassign(fired).build())));
  }

  @Test
  void leavesAResolvedAlertAsItIsAndSaysWhy() {
    Fired fired =
        tenant.fire(tenant.policy(0, null, false, step(0, user(ada))), Duration.ofHours(1));
    as("responder")
        .resolveAlert(ResolveAlertRequest.newBuilder().setId(fired.alert() + "").build());

    AlertChange reassigned =
        as("responder").reassignAlert(reassign(fired).addTargets(person(bob)).build());
    AlertChange snoozed = as("responder").snoozeAlert(snooze(fired, 60));

    for (AlertChange change : List.of(reassigned, snoozed)) {
      assertEquals(ChangeOutcome.CHANGE_OUTCOME_ALREADY_RESOLVED, change.getOutcome());
      assertEquals("already_resolved", change.getReason().getCode());
      assertEquals(AlertState.ALERT_STATE_RESOLVED, change.getAlert().getState());
    }
    assertEquals(List.of("0/0/cancelled"), tenant.steps(fired.group()));
  }

  /** Messages of a group are told in order: with an older one in front they wait. */
  private void holdMessages(Fired fired) {
    tenant.run(
        "INSERT INTO alerting.outbox (tenant_id, id, queue, due_at, created_at, idempotency_key,"
            + " group_id, kind) VALUES ($1, $2, 'notification', $3, $4, 'held', $5, 'ack')",
        tenant.id,
        new UUID(0, 1),
        clock.now().plus(Duration.ofDays(400)).atOffset(ZoneOffset.UTC),
        clock.now().atOffset(ZoneOffset.UTC),
        fired.group());
  }

  private void releaseMessages() {
    tenant.run("UPDATE alerting.outbox SET state = 'told' WHERE idempotency_key = 'held'");
  }
}
