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
import dev.tocsin.proto.alerting.v1.AddNoteRequest;
import dev.tocsin.proto.alerting.v1.Alert;
import dev.tocsin.proto.alerting.v1.AlertChange;
import dev.tocsin.proto.alerting.v1.AlertState;
import dev.tocsin.proto.alerting.v1.ChangeOutcome;
import dev.tocsin.proto.alerting.v1.GetAlertRequest;
import dev.tocsin.proto.alerting.v1.ListAlertsRequest;
import dev.tocsin.proto.alerting.v1.ListAlertsResponse;
import dev.tocsin.proto.alerting.v1.ListTimelineRequest;
import dev.tocsin.proto.alerting.v1.ListTimelineResponse;
import dev.tocsin.proto.alerting.v1.ResolveGroupRequest;
import dev.tocsin.proto.alerting.v1.Severity;
import dev.tocsin.proto.alerting.v1.TimelineEntry;
import dev.tocsin.proto.alerting.v1.WatchTimelineRequest;
import io.grpc.Context;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** AlertService over gRPC: what each RPC does, and what lists and timelines tell. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class AlertServiceTest extends AlertDesk {

  @Test
  void acknowledgesAndResolvesAndSaysWhenItCameTooLate() {
    Fired fired = tenant.fire(quietPolicy(), Duration.ofHours(1));

    AlertChange taken = as("responder").acknowledgeAlert(acknowledge(fired.alert()));
    AlertChange again = as("responder").acknowledgeAlert(acknowledge(fired.alert()));
    AlertChange over = as("responder").resolveAlert(resolve(fired.alert()));
    AlertChange late = as("responder").acknowledgeAlert(acknowledge(fired.alert()));

    assertEquals(ChangeOutcome.CHANGE_OUTCOME_CHANGED, taken.getOutcome());
    assertEquals(AlertState.ALERT_STATE_ACKNOWLEDGED, taken.getAlert().getState());
    assertEquals("key", taken.getAlert().getAcknowledgedBy().getKind());
    assertEquals(ChangeOutcome.CHANGE_OUTCOME_ALREADY_DONE, again.getOutcome());
    assertEquals("already_acknowledged", again.getReason().getCode());
    assertEquals(AlertState.ALERT_STATE_RESOLVED, over.getAlert().getState());
    assertEquals(ChangeOutcome.CHANGE_OUTCOME_ALREADY_RESOLVED, late.getOutcome());
    assertEquals(List.of("0/0/cancelled"), tenant.steps(fired.group()));
    assertEquals(
        Status.Code.FAILED_PRECONDITION,
        code(() -> as("responder").escalateAlert(escalate(fired.alert()))));
  }

  @Test
  void actsForThePersonOnWhoseBehalfAnotherServiceCalls() {
    Fired fired = tenant.fire(quietPolicy(), Duration.ofHours(1));

    AlertChange byService =
        stub()
            .withInterceptors(As.service("notification", tenant.id))
            .acknowledgeAlert(
                acknowledge(fired.alert()).toBuilder().setOnBehalfOf(ada.toString()).build());

    assertEquals("user", byService.getAlert().getAcknowledgedBy().getKind());
    assertEquals(ada.toString(), byService.getAlert().getAcknowledgedBy().getId());
  }

  @Test
  void doesNotBelieveAKeyThatItActsForSomebodyElse() {
    Fired fired = tenant.fire(quietPolicy(), Duration.ofHours(1));

    AlertChange change =
        as("responder")
            .acknowledgeAlert(
                acknowledge(fired.alert()).toBuilder().setOnBehalfOf(ada.toString()).build());

    assertEquals("key", change.getAlert().getAcknowledgedBy().getKind());
  }

  @Test
  void takesAndEndsGroupsAsAWhole() {
    UUID policy = quietPolicy();
    Fired fired = tenant.fire(policy, Duration.ofHours(1));
    UUID second = tenant.join(fired.group(), policy, "Disk fuller");

    as("responder").acknowledgeAlert(acknowledge(second));
    assertEquals(AlertState.ALERT_STATE_ACKNOWLEDGED, get(fired.alert()).getState());
    as("responder").resolveAlert(resolve(second));
    assertEquals(AlertState.ALERT_STATE_ACKNOWLEDGED, get(fired.alert()).getState());
    AlertChange all =
        as("responder")
            .resolveGroup(ResolveGroupRequest.newBuilder().setId(fired.group().toString()).build());

    assertEquals(ChangeOutcome.CHANGE_OUTCOME_CHANGED, all.getOutcome());
    assertEquals(AlertState.ALERT_STATE_RESOLVED, get(fired.alert()).getState());
  }

  @Test
  void listsByEveryFilterAndPageByPage() {
    UUID policy = quietPolicy();
    List<String> newestFirst = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      newestFirst.addFirst(tenant.fire(policy, Duration.ofHours(1)).alert().toString());
    }
    as("responder").acknowledgeAlert(acknowledge(UUID.fromString(newestFirst.getFirst())));
    UUID other = tenant.fire(policy, Duration.ofHours(1)).alert();
    tenant.run(
        "UPDATE alerting.alert SET title = 'CPU on Ä1', severity = 5, labels ="
            + " '{\"team\":\"core\"}' WHERE id = $1",
        other);

    List<String> seen = new ArrayList<>();
    String token = "";
    do {
      ListAlertsResponse page =
          as("viewer").listAlerts(list().setPageSize(3).setPageToken(token).build());
      page.getAlertsList().forEach(alert -> seen.add(alert.getId()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    newestFirst.addFirst(other.toString());
    assertEquals(newestFirst, seen);
    assertEquals(newestFirst.reversed(), ids(list().setOrderBy("create_time").build()));
    assertEquals(1, ids(list().addStatus(AlertState.ALERT_STATE_ACKNOWLEDGED).build()).size());
    assertEquals(
        8,
        ids(list()
                .addStatus(AlertState.ALERT_STATE_ACKNOWLEDGED)
                .addStatus(AlertState.ALERT_STATE_OPEN)
                .build())
            .size());
    assertEquals(
        List.of(other.toString()), ids(list().addSeverity(Severity.SEVERITY_INFO).build()));
    assertEquals(List.of(other.toString()), ids(list().addLabel("team=core").build()));
    assertEquals(List.of(), ids(list().addLabel("team=core").addLabel("service=x").build()));
    assertEquals(List.of(other.toString()), ids(list().setText("cpu ON ä").build()));
    assertEquals(List.of(other.toString()), ids(list().setFingerprint(other.toString()).build()));
    Alert first = get(other);
    assertEquals(List.of(other.toString()), ids(list().setGroupId(first.getGroupId()).build()));
    assertEquals(
        List.of(other.toString()), ids(list().setCreatedAfter(first.getCreateTime()).build()));
    assertEquals(7, ids(list().setCreatedBefore(first.getCreateTime()).build()).size());
    assertEquals(
        Status.Code.INVALID_ARGUMENT,
        code(() -> as("viewer").listAlerts(list().setPageToken("rubbish").build())));
    assertEquals(
        Status.Code.INVALID_ARGUMENT,
        code(() -> as("viewer").listAlerts(list().setGroupId("rubbish").build())));
  }

  @Test
  void tellsTheTimelineWithNamesAndPageByPage() {
    UUID policy = tenant.policy(0, null, false, step(0, user(ada)));
    Fired fired = tenant.fire(policy, Duration.ZERO);
    eventually(
        "it ends", () -> tenant.codes(fired.group()).contains("escalation_ended.rounds_over"));
    as("responder")
        .addNote(
            AddNoteRequest.newBuilder().setId(fired.alert().toString()).setText("on it").build());

    List<TimelineEntry> entries = new ArrayList<>();
    String token = "";
    do {
      ListTimelineResponse page =
          as("viewer")
              .listTimeline(
                  ListTimelineRequest.newBuilder()
                      .setId(fired.alert().toString())
                      .setPageSize(2)
                      .setPageToken(token)
                      .build());
      entries.addAll(page.getEntriesList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());

    assertEquals(
        List.of("received", "escalated", "paged", "escalation_ended.rounds_over", "note"),
        entries.stream().map(e -> e.getReason().getCode()).toList());
    assertTrue(entries.get(2).getReason().getSummary().startsWith("Paged Ada ("));
    assertEquals(
        ada.toString(),
        entries.get(2).getReason().getFacts().getFieldsOrThrow("user_id").getStringValue());
    assertTrue(
        tenant.summaries(fired.group()).stream().noneMatch(s -> s.contains("Ada")),
        "no name is stored");
  }

  @Test
  void followsWhatHappensAndResumes() {
    UUID policy = quietPolicy();
    Fired before = tenant.fire(policy, Duration.ofHours(1));
    Context.CancellableContext leaving = Context.current().withCancellation();
    AtomicBoolean following = new AtomicBoolean();
    CompletableFuture<Fired> mine = new CompletableFuture<>();
    Thread actor = new Thread(() -> mine.complete(answeredOnce(following, policy)));
    leaving.run(
        () -> {
          Iterator<TimelineEntry> entries =
              as("viewer").watchTimeline(WatchTimelineRequest.getDefaultInstance());
          actor.start();
          entries.next();
          following.set(true);
          assertEquals(
              List.of("received", "acknowledged", "resolved"), codes(entries, mine.join(), 3));
        });
    leaving.cancel(null);

    Iterator<TimelineEntry> resumed =
        as("viewer")
            .watchTimeline(
                WatchTimelineRequest.newBuilder().setAfterId(before.alert().toString()).build());
    assertEquals(List.of("received", "acknowledged"), codes(resumed, mine.join(), 2));
  }

  /** An alert that is answered and resolved, after others that showed that somebody follows. */
  private Fired answeredOnce(AtomicBoolean following, UUID policy) {
    while (!following.get()) {
      tenant.fire(policy, Duration.ofHours(1));
      TestTenant.sleep(50);
    }
    Fired fired = tenant.fire(policy, Duration.ofHours(1));
    as("responder").acknowledgeAlert(acknowledge(fired.alert()));
    as("responder").resolveAlert(resolve(fired.alert()));
    return fired;
  }

  /** The first codes of a timeline that are about one group. */
  private static List<String> codes(Iterator<TimelineEntry> entries, Fired about, int count) {
    List<String> codes = new ArrayList<>();
    while (codes.size() < count) {
      TimelineEntry entry = entries.next();
      if (entry.getGroupId().equals(about.group().toString())) {
        codes.add(entry.getReason().getCode());
      }
    }
    return codes;
  }

  private Alert get(UUID alert) {
    return as("viewer").getAlert(GetAlertRequest.newBuilder().setId(alert.toString()).build());
  }

  private List<String> ids(ListAlertsRequest request) {
    return as("viewer").listAlerts(request).getAlertsList().stream().map(Alert::getId).toList();
  }
}
