package dev.tocsin.alerting.console;

import static dev.tocsin.alerting.support.TestTenant.eventually;
import static dev.tocsin.alerting.support.TestTenant.step;
import static dev.tocsin.alerting.support.TestTenant.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.FakeNotification.Page;
import dev.tocsin.alerting.support.FakeNotification.Revision;
import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.alerting.support.RoleKeys;
import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.alerting.support.TestTenant.Fired;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.alerting.v1.AcknowledgeAlertRequest;
import dev.tocsin.proto.alerting.v1.Alert;
import dev.tocsin.proto.alerting.v1.AlertChange;
import dev.tocsin.proto.alerting.v1.AlertServiceGrpc;
import dev.tocsin.proto.alerting.v1.AlertServiceGrpc.AlertServiceBlockingStub;
import dev.tocsin.proto.alerting.v1.AlertState;
import dev.tocsin.proto.alerting.v1.ChangeOutcome;
import dev.tocsin.proto.alerting.v1.CreateAlertRequest;
import dev.tocsin.proto.alerting.v1.EscalateAlertRequest;
import dev.tocsin.proto.alerting.v1.ExplainAlertRequest;
import dev.tocsin.proto.alerting.v1.GetAlertRequest;
import dev.tocsin.proto.alerting.v1.ListTimelineRequest;
import dev.tocsin.proto.alerting.v1.ReassignAlertRequest;
import dev.tocsin.proto.alerting.v1.ReportFailedPageRequest;
import dev.tocsin.proto.alerting.v1.ResolveAlertRequest;
import dev.tocsin.proto.alerting.v1.Severity;
import dev.tocsin.proto.alerting.v1.SnoozeAlertRequest;
import dev.tocsin.proto.alerting.v1.Target;
import dev.tocsin.proto.alerting.v1.TimelineEntry;
import dev.tocsin.proto.notification.v1.ReviseNotificationsRequest;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do by hand beyond answering: open, hand over, put off; and pages that fail. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class ByHandTest {

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  @Inject TocsinClock clock;

  @TestHTTPResource URI server;

  private Neighbours neighbours;
  private TestTenant tenant;
  private ManagedChannel channel;
  private UUID ada;
  private UUID bob;

  @BeforeEach
  void begin() {
    neighbours = Neighbours.up();
    tenant = new TestTenant(database);
    ada = neighbours.identity.person(tenant.id, "Ada");
    bob = neighbours.identity.person(tenant.id, "Bob");
    channel = NettyChannelBuilder.forAddress("localhost", server.getPort()).usePlaintext().build();
  }

  @AfterEach
  void end() {
    channel.shutdownNow();
  }

  @Test
  void anAlertOpenedByHandIsRoutedAndPagedLikeAnyOther() {
    UUID policy = tenant.policy(0, null, true, step(0, user(ada)));

    Alert alert = as("responder").createAlert(wanted("Till is on fire").build());

    assertEquals("manual", alert.getSource());
    assertEquals("", alert.getIntegrationId());
    assertEquals(Severity.SEVERITY_MAJOR, alert.getSeverity());
    assertEquals("Zurich", alert.getLabelsOrThrow("site"));
    assertEquals(policy.toString(), alert.getPolicyId());
    eventually("Ada is paged", () -> isPaged(alert, ada));
    TimelineEntry received = timeline(alert).getFirst();
    assertEquals("received", received.getReason().getCode());
    assertEquals("key", received.getActor().getKind());
    eventually("it is audited", () -> !neighbours.identity.audited(tenant.id).isEmpty());
    assertEquals(
        List.of("alert.create alert/" + alert.getId()),
        neighbours.identity.audited(tenant.id).stream()
            .map(event -> event.getAction() + " " + event.getResource())
            .toList());
  }

  @Test
  void pagesPeopleWhoAreNamedInPlaceOfRoutingAgainAndThenTheSpareFallback() {
    UUID fallback = UUID.randomUUID();
    tenant.policy(0, fallback, true, step(0, user(ada)));

    Alert alert =
        as("responder").createAlert(wanted("Please call me").addTargets(person(bob)).build());

    assertEquals("", alert.getPolicyId());
    for (int round = 0; round <= 2; round++) {
      int rounds = round;
      eventually("Bob is paged, round " + round, () -> pagesOf(alert, bob) == 2 * (rounds + 1));
      oncePlanned(alert);
      clock.advance(Duration.ofMinutes(5));
    }
    eventually(
        "the fallback is paged",
        () -> pages(alert).stream().anyMatch(p -> p.to().getChannelId().equals(fallback + "")));
    assertTrue(codes(alert).contains("routed.direct"), codes(alert)::toString);
    assertEquals(0, pagesOf(alert, ada));
  }

  @Test
  void pagesOnThoughNobodyKnowsWhoNamedThem() {
    tenant.policy(0, null, true, step(0, user(ada)));
    Alert alert =
        as("responder").createAlert(wanted("Please call me").addTargets(person(bob)).build());
    eventually("Bob is paged", () -> pagesOf(alert, bob) == 2);
    oncePlanned(alert);
    tenant.run(
        "UPDATE alerting.direct_policy SET named_by = 'user:no-uuid' WHERE group_id = $1",
        UUID.fromString(alert.getGroupId()));

    clock.advance(Duration.ofMinutes(5));

    eventually("Bob is paged again", () -> pagesOf(alert, bob) == 4);
  }

  @Test
  void opensByAPolicyThatIsNamedAndRefusesOneThatThereIsNot() {
    tenant.policy(0, null, true, step(0, user(ada)));
    UUID other = tenant.policy(0, null, false, step(0, user(bob)));

    Alert alert =
        as("responder").createAlert(wanted("By policy").setPolicyId(other.toString()).build());

    assertEquals(other.toString(), alert.getPolicyId());
    eventually("Bob is paged", () -> isPaged(alert, bob));
    String nobodys = UUID.randomUUID().toString();
    assertEquals(
        Status.Code.INVALID_ARGUMENT,
        code(() -> as("responder").createAlert(wanted("x").setPolicyId(nobodys).build())));
    assertEquals(
        Status.Code.INVALID_ARGUMENT,
        code(
            () ->
                as("responder")
                    .createAlert(
                        wanted("x")
                            .setPolicyId(other.toString())
                            .addTargets(person(ada))
                            .build())));
    assertEquals(
        Status.Code.PERMISSION_DENIED, code(() -> as("viewer").createAlert(wanted("x").build())));
  }

  @Test
  void aRepeatedRequestIsAnsweredWithTheSameAlertAndAnotherContentIsRefused() {
    CreateAlertRequest request = wanted("Once").setIdempotencyKey("k1").build();

    Alert first = as("responder").createAlert(request);
    Alert again = as("responder").createAlert(request);

    assertEquals(first.getId(), again.getId());
    assertEquals(1, again.getOccurrenceCount());
    assertEquals(
        Status.Code.ALREADY_EXISTS,
        code(() -> as("responder").createAlert(wanted("Twice").setIdempotencyKey("k1").build())));
    assertNotEquals(first.getId(), as("responder").createAlert(wanted("Once").build()).getId());
  }

  @Test
  void countsForTheOpenAlertOfTheSameDedupKey() {
    CreateAlertRequest request = wanted("Flood").setDedupKey("flood").build();

    Alert first = as("responder").createAlert(request);
    Alert second = as("responder").createAlert(request);
    as("responder").resolveAlert(ResolveAlertRequest.newBuilder().setId(first.getId()).build());
    Alert third = as("responder").createAlert(request);

    assertEquals(first.getId(), second.getId());
    assertEquals(2, second.getOccurrenceCount());
    assertNotEquals(first.getId(), third.getId());
    assertTrue(codes(first).contains("received_again"), codes(first)::toString);
  }

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

  @Test
  void aPageThatWasGivenUpIsToldOnceOnTheTimeline() {
    Fired fired =
        tenant.fire(tenant.policy(0, null, false, step(0, user(ada))), Duration.ofHours(9));
    ReportFailedPageRequest report =
        ReportFailedPageRequest.newBuilder()
            .setAlertGroupId(fired.group().toString())
            .setDeliveryId(UUID.randomUUID().toString())
            .setChannelKind("sms")
            .setUserId(ada.toString())
            .setMaskedAddress("+41…34")
            .setDetail("the number does not exist")
            .build();
    AlertServiceBlockingStub notification =
        stub().withInterceptors(As.service("notification", tenant.id));

    notification.reportFailedPage(report);
    notification.reportFailedPage(report);

    assertEquals(List.of("page_failed"), tenant.codes(fired.group()));
    assertTrue(tenant.summaries(fired.group()).getFirst().contains("the number does not exist"));
    assertEquals(List.of("0/0/pending"), tenant.steps(fired.group()));
    assertEquals(
        Status.Code.NOT_FOUND,
        code(
            () ->
                notification.reportFailedPage(
                    report.toBuilder().setAlertGroupId(UUID.randomUUID().toString()).build())));
    assertEquals(Status.Code.PERMISSION_DENIED, code(() -> as("owner").reportFailedPage(report)));
  }

  /** The snooze is over, though the clock stands where it is: leases go on. */
  private void endsNow(Fired fired) {
    OffsetDateTime now = clock.now().atOffset(ZoneOffset.UTC);
    tenant.run(
        "UPDATE alerting.alert_group SET snoozed_until = $2 WHERE id = $1", fired.group(), now);
    tenant.run("UPDATE alerting.snooze SET due_at = $2 WHERE id = $1", fired.group(), now);
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

  /** The pages of this person are withdrawn, by their step, and those of nobody else. */
  private void onlyIsWithdrawn(Fired fired, UUID user) {
    eventually("it is told", () -> withdrawals(fired).size() == 1);
    String pages = withdrawals(fired).getFirst().getKeyPrefix();
    assertTrue(pages.matches("step:[0-9a-f-]{36}:"), pages);
    assertEquals(
        Set.of(user.toString()),
        neighbours.notification.pages(tenant.id).stream()
            .filter(page -> page.key().startsWith(pages))
            .map(page -> page.to().getUserId())
            .collect(Collectors.toSet()));
  }

  private List<ReviseNotificationsRequest> withdrawals(Fired fired) {
    return neighbours.notification.revisions(tenant.id).stream()
        .map(Revision::request)
        .filter(r -> r.getIdempotencyKey().startsWith("revise:" + fired.group() + ":late:"))
        .toList();
  }

  private void oncePlanned(Alert alert) {
    UUID group = UUID.fromString(alert.getGroupId());
    eventually(
        "the next step is planned",
        () -> tenant.nextAt(group).filter(at -> at.isAfter(clock.now())).isPresent());
  }

  private String lastPending(Fired fired) {
    return tenant.steps(fired.group()).getLast();
  }

  private boolean isPaged(Alert alert, UUID user) {
    return pagesOf(alert, user) > 0;
  }

  private int pagesOf(Alert alert, UUID user) {
    return (int) pages(alert).stream().filter(p -> p.to().getUserId().equals(user + "")).count();
  }

  private List<Page> pages(Alert alert) {
    return neighbours.notification.pages(tenant.id).stream()
        .filter(page -> page.group().toString().equals(alert.getGroupId()))
        .toList();
  }

  private int paged(UUID user) {
    return (int)
        neighbours.notification.pages(tenant.id).stream()
            .filter(page -> page.to().getUserId().equals(user.toString()))
            .count();
  }

  private Alert get(Fired fired) {
    return as("viewer").getAlert(GetAlertRequest.newBuilder().setId(fired.alert() + "").build());
  }

  private List<TimelineEntry> timeline(Alert alert) {
    return as("viewer")
        .listTimeline(ListTimelineRequest.newBuilder().setId(alert.getId()).build())
        .getEntriesList();
  }

  private List<String> codes(Alert alert) {
    return timeline(alert).stream().map(entry -> entry.getReason().getCode()).toList();
  }

  @Test
  void aServiceOpensAnAlertInTheNameOfThePersonWhoAskedInAChatAndNobodyElseMay() {
    Alert asked =
        stub()
            .withInterceptors(As.service("notification", tenant.id))
            .createAlert(
                wanted("Till is on fire")
                    .addTargets(person(bob))
                    .setOnBehalfOf(ada.toString())
                    .build());

    assertEquals("user", timeline(asked).getFirst().getActor().getKind());
    assertEquals(ada.toString(), timeline(asked).getFirst().getActor().getId());
    eventually("Bob is paged", () -> isPaged(asked, bob));

    Alert own =
        as("responder")
            .createAlert(
                wanted("Another").addTargets(person(bob)).setOnBehalfOf(ada.toString()).build());
    assertEquals("key", timeline(own).getFirst().getActor().getKind());
  }

  private AlertServiceBlockingStub as(String role) {
    return stub().withInterceptors(As.bearer(RoleKeys.of(role, tenant.id)));
  }

  private AlertServiceBlockingStub stub() {
    return AlertServiceGrpc.newBlockingStub(channel);
  }

  private static CreateAlertRequest.Builder wanted(String title) {
    return CreateAlertRequest.newBuilder()
        .setTitle(title)
        .setSeverity(Severity.SEVERITY_MAJOR)
        .putLabels("site", "Zurich")
        .putLabels("service", "till")
        .putAnnotations("description", "It smokes");
  }

  private static Target person(UUID user) {
    return Target.newBuilder().setUserId(user.toString()).build();
  }

  private static ReassignAlertRequest.Builder reassign(Fired fired) {
    return ReassignAlertRequest.newBuilder().setId(fired.alert().toString()).setNote("over to you");
  }

  private static AcknowledgeAlertRequest acknowledge(Fired fired) {
    return AcknowledgeAlertRequest.newBuilder().setId(fired.alert().toString()).build();
  }

  private static SnoozeAlertRequest snooze(Fired fired, long seconds) {
    return SnoozeAlertRequest.newBuilder()
        .setId(fired.alert().toString())
        .setDuration(com.google.protobuf.Duration.newBuilder().setSeconds(seconds))
        .build();
  }

  private static Status.Code code(Runnable call) {
    return assertThrows(StatusRuntimeException.class, call::run).getStatus().getCode();
  }
}
