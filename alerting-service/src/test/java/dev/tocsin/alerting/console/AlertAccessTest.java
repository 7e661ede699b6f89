package dev.tocsin.alerting.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.RoleKeys;
import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.alerting.support.TestTenant.Fired;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.alerting.v1.AcknowledgeGroupRequest;
import dev.tocsin.proto.alerting.v1.AddNoteRequest;
import dev.tocsin.proto.alerting.v1.AlertServiceGrpc.AlertServiceBlockingStub;
import dev.tocsin.proto.alerting.v1.ExplainAlertRequest;
import dev.tocsin.proto.alerting.v1.GetAlertRequest;
import dev.tocsin.proto.alerting.v1.ListTimelineRequest;
import dev.tocsin.proto.alerting.v1.ReassignAlertRequest;
import dev.tocsin.proto.alerting.v1.ResolveGroupRequest;
import dev.tocsin.proto.alerting.v1.SnoozeAlertRequest;
import dev.tocsin.proto.alerting.v1.Target;
import dev.tocsin.proto.alerting.v1.TimelineEntry;
import dev.tocsin.proto.alerting.v1.WatchTimelineRequest;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Who may call AlertService, and what it says to another tenant. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class AlertAccessTest extends AlertDesk {

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
}
