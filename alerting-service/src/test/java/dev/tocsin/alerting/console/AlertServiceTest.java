package dev.tocsin.alerting.console;

import static dev.tocsin.alerting.support.TestTenant.eventually;
import static dev.tocsin.alerting.support.TestTenant.step;
import static dev.tocsin.alerting.support.TestTenant.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.alerting.support.RoleKeys;
import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.alerting.support.TestTenant.Fired;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.alerting.v1.AcknowledgeAlertRequest;
import dev.tocsin.proto.alerting.v1.AcknowledgeGroupRequest;
import dev.tocsin.proto.alerting.v1.AddNoteRequest;
import dev.tocsin.proto.alerting.v1.Alert;
import dev.tocsin.proto.alerting.v1.AlertChange;
import dev.tocsin.proto.alerting.v1.AlertServiceGrpc;
import dev.tocsin.proto.alerting.v1.AlertServiceGrpc.AlertServiceBlockingStub;
import dev.tocsin.proto.alerting.v1.AlertState;
import dev.tocsin.proto.alerting.v1.ChangeOutcome;
import dev.tocsin.proto.alerting.v1.EscalateAlertRequest;
import dev.tocsin.proto.alerting.v1.ExplainAlertRequest;
import dev.tocsin.proto.alerting.v1.Explanation;
import dev.tocsin.proto.alerting.v1.GetAlertRequest;
import dev.tocsin.proto.alerting.v1.ListAlertsRequest;
import dev.tocsin.proto.alerting.v1.ListAlertsResponse;
import dev.tocsin.proto.alerting.v1.ListTimelineRequest;
import dev.tocsin.proto.alerting.v1.ListTimelineResponse;
import dev.tocsin.proto.alerting.v1.ReassignAlertRequest;
import dev.tocsin.proto.alerting.v1.ResolveAlertRequest;
import dev.tocsin.proto.alerting.v1.ResolveGroupRequest;
import dev.tocsin.proto.alerting.v1.Severity;
import dev.tocsin.proto.alerting.v1.SnoozeAlertRequest;
import dev.tocsin.proto.alerting.v1.Target;
import dev.tocsin.proto.alerting.v1.TimelineEntry;
import dev.tocsin.proto.alerting.v1.WatchTimelineRequest;
import io.grpc.Context;
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
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every RPC of AlertService over gRPC: what it does, who may call it, and what it says to another
 * tenant.
 */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class AlertServiceTest {

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  @TestHTTPResource URI server;

  private Neighbours neighbours;
  private TestTenant tenant;
  private ManagedChannel channel;
  private UUID ada;

  @BeforeEach
  void begin() {
    neighbours = Neighbours.up();
    tenant = new TestTenant(database);
    ada = neighbours.identity.person(tenant.id, "Ada");
    channel = NettyChannelBuilder.forAddress("localhost", server.getPort()).usePlaintext().build();
  }

  @AfterEach
  void end() {
    channel.shutdownNow();
  }

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

  @Test
  void letsInByRoleOnly() {
    Fired fired = tenant.fire(quietPolicy(), Duration.ofHours(1));
    Map<String, Consumer<AlertServiceBlockingStub>> reads = new LinkedHashMap<>();
    Map<String, Consumer<AlertServiceBlockingStub>> writes = new LinkedHashMap<>();
    calls(fired.alert(), fired.group(), reads, writes);

    writes.forEach(
        (name, call) ->
            assertEquals(
                Status.Code.PERMISSION_DENIED, code(() -> call.accept(as("viewer"))), name));
    for (String role : List.of("viewer", "responder", "manager", "admin", "owner")) {
      reads.forEach((name, call) -> call.accept(as(role)));
    }
    for (String role : List.of("responder", "manager", "admin", "owner")) {
      Fired own = tenant.fire(quietPolicy(), Duration.ofHours(1));
      Map<String, Consumer<AlertServiceBlockingStub>> ownWrites = new LinkedHashMap<>();
      calls(own.alert(), own.group(), new LinkedHashMap<>(), ownWrites);
      ownWrites.forEach((name, call) -> call.accept(as(role)));
    }
    reads.forEach(
        (name, call) ->
            assertEquals(Status.Code.UNAUTHENTICATED, code(() -> call.accept(stub())), name));
    writes.forEach(
        (name, call) ->
            assertEquals(Status.Code.UNAUTHENTICATED, code(() -> call.accept(stub())), name));
  }

  @Test
  void showsNothingToAnotherTenant() {
    Fired fired = tenant.fire(quietPolicy(), Duration.ofHours(1));
    TestTenant stranger = new TestTenant(database);
    AlertServiceBlockingStub owner =
        stub().withInterceptors(As.bearer(RoleKeys.of("owner", stranger.id)));
    Map<String, Consumer<AlertServiceBlockingStub>> reads = new LinkedHashMap<>();
    Map<String, Consumer<AlertServiceBlockingStub>> writes = new LinkedHashMap<>();
    calls(fired.alert(), fired.group(), reads, writes);
    reads.remove("list");

    reads.forEach(
        (name, call) -> assertEquals(Status.Code.NOT_FOUND, code(() -> call.accept(owner)), name));
    writes.forEach(
        (name, call) -> assertEquals(Status.Code.NOT_FOUND, code(() -> call.accept(owner)), name));
    assertEquals(0, owner.listAlerts(list().build()).getAlertsCount());
    Iterator<TimelineEntry> entries =
        owner
            .withDeadlineAfter(60, java.util.concurrent.TimeUnit.SECONDS)
            .watchTimeline(
                WatchTimelineRequest.newBuilder().setAfterId(fired.alert().toString()).build());
    assertEquals(Status.Code.NOT_FOUND, code(entries::next));
    assertEquals(List.of("0/0/pending"), tenant.steps(fired.group()));
  }

  private void calls(
      UUID alert,
      UUID group,
      Map<String, Consumer<AlertServiceBlockingStub>> reads,
      Map<String, Consumer<AlertServiceBlockingStub>> writes) {
    String id = alert.toString();
    reads.put("get", s -> s.getAlert(GetAlertRequest.newBuilder().setId(id).build()));
    reads.put("list", s -> s.listAlerts(list().build()));
    reads.put("timeline", s -> s.listTimeline(ListTimelineRequest.newBuilder().setId(id).build()));
    reads.put("explain", s -> s.explainAlert(ExplainAlertRequest.newBuilder().setId(id).build()));
    writes.put("note", s -> s.addNote(AddNoteRequest.newBuilder().setId(id).setText("x").build()));
    writes.put(
        "reassign",
        s ->
            s.reassignAlert(
                ReassignAlertRequest.newBuilder()
                    .setId(id)
                    .addTargets(Target.newBuilder().setUserId(ada.toString()))
                    .build()));
    writes.put(
        "snooze",
        s ->
            s.snoozeAlert(
                SnoozeAlertRequest.newBuilder()
                    .setId(id)
                    .setDuration(com.google.protobuf.Duration.newBuilder().setSeconds(3600))
                    .build()));
    writes.put("escalate", s -> s.escalateAlert(escalate(alert)));
    writes.put("acknowledge", s -> s.acknowledgeAlert(acknowledge(alert)));
    writes.put(
        "acknowledge group",
        s ->
            s.acknowledgeGroup(
                AcknowledgeGroupRequest.newBuilder().setId(group.toString()).build()));
    writes.put("resolve", s -> s.resolveAlert(resolve(alert)));
    writes.put(
        "resolve group",
        s -> s.resolveGroup(ResolveGroupRequest.newBuilder().setId(group.toString()).build()));
  }

  private UUID quietPolicy() {
    return tenant.policy(0, null, false, step(0, user(ada)));
  }

  private Explanation explain(UUID alert) {
    return as("viewer")
        .explainAlert(ExplainAlertRequest.newBuilder().setId(alert.toString()).build());
  }

  private Alert get(UUID alert) {
    return as("viewer").getAlert(GetAlertRequest.newBuilder().setId(alert.toString()).build());
  }

  private List<String> ids(ListAlertsRequest request) {
    return as("viewer").listAlerts(request).getAlertsList().stream().map(Alert::getId).toList();
  }

  private AlertServiceBlockingStub as(String role) {
    return stub().withInterceptors(As.bearer(RoleKeys.of(role, tenant.id)));
  }

  private AlertServiceBlockingStub stub() {
    return AlertServiceGrpc.newBlockingStub(channel);
  }

  private static ListAlertsRequest.Builder list() {
    return ListAlertsRequest.newBuilder();
  }

  private static AcknowledgeAlertRequest acknowledge(UUID alert) {
    return AcknowledgeAlertRequest.newBuilder().setId(alert.toString()).build();
  }

  private static ResolveAlertRequest resolve(UUID alert) {
    return ResolveAlertRequest.newBuilder().setId(alert.toString()).build();
  }

  private static EscalateAlertRequest escalate(UUID alert) {
    return EscalateAlertRequest.newBuilder().setId(alert.toString()).build();
  }

  private static Status.Code code(Runnable call) {
    return assertThrows(StatusRuntimeException.class, call::run).getStatus().getCode();
  }
}
