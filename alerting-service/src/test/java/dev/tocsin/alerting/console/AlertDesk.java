package dev.tocsin.alerting.console;

import static dev.tocsin.alerting.support.TestTenant.eventually;
import static dev.tocsin.alerting.support.TestTenant.step;
import static dev.tocsin.alerting.support.TestTenant.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.FakeNotification.Revision;
import dev.tocsin.alerting.support.Neighbours;
import dev.tocsin.alerting.support.RoleKeys;
import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.alerting.support.TestTenant.Fired;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.alerting.v1.AcknowledgeAlertRequest;
import dev.tocsin.proto.alerting.v1.Alert;
import dev.tocsin.proto.alerting.v1.AlertServiceGrpc;
import dev.tocsin.proto.alerting.v1.AlertServiceGrpc.AlertServiceBlockingStub;
import dev.tocsin.proto.alerting.v1.EscalateAlertRequest;
import dev.tocsin.proto.alerting.v1.GetAlertRequest;
import dev.tocsin.proto.alerting.v1.ListAlertsRequest;
import dev.tocsin.proto.alerting.v1.ReassignAlertRequest;
import dev.tocsin.proto.alerting.v1.ResolveAlertRequest;
import dev.tocsin.proto.alerting.v1.SnoozeAlertRequest;
import dev.tocsin.proto.alerting.v1.Target;
import dev.tocsin.proto.notification.v1.ReviseNotificationsRequest;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Ada and Bob, who may be paged, and the calls of AlertService in any role. */
abstract class AlertDesk {

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  @Inject TocsinClock clock;

  @TestHTTPResource URI server;

  Neighbours neighbours;
  TestTenant tenant;
  ManagedChannel channel;
  UUID ada;
  UUID bob;

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

  /** The pages of this person are withdrawn, by their step, and those of nobody else. */
  void onlyIsWithdrawn(Fired fired, UUID user) {
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

  List<ReviseNotificationsRequest> withdrawals(Fired fired) {
    return neighbours.notification.revisions(tenant.id).stream()
        .map(Revision::request)
        .filter(r -> r.getIdempotencyKey().startsWith("revise:" + fired.group() + ":late:"))
        .toList();
  }

  int paged(UUID user) {
    return (int)
        neighbours.notification.pages(tenant.id).stream()
            .filter(page -> page.to().getUserId().equals(user.toString()))
            .count();
  }

  Alert get(Fired fired) {
    return as("viewer").getAlert(GetAlertRequest.newBuilder().setId(fired.alert() + "").build());
  }

  AlertServiceBlockingStub as(String role) {
    return stub().withInterceptors(As.bearer(RoleKeys.of(role, tenant.id)));
  }

  AlertServiceBlockingStub stub() {
    return AlertServiceGrpc.newBlockingStub(channel);
  }

  static Target person(UUID user) {
    return Target.newBuilder().setUserId(user.toString()).build();
  }

  static ReassignAlertRequest.Builder reassign(Fired fired) {
    return ReassignAlertRequest.newBuilder().setId(fired.alert().toString()).setNote("over to you");
  }

  static AcknowledgeAlertRequest acknowledge(Fired fired) {
    return AcknowledgeAlertRequest.newBuilder().setId(fired.alert().toString()).build();
  }

  static SnoozeAlertRequest snooze(Fired fired, long seconds) {
    return SnoozeAlertRequest.newBuilder()
        .setId(fired.alert().toString())
        .setDuration(com.google.protobuf.Duration.newBuilder().setSeconds(seconds))
        .build();
  }

  UUID quietPolicy() {
    return tenant.policy(0, null, false, step(0, user(ada)));
  }

  static ListAlertsRequest.Builder list() {
    return ListAlertsRequest.newBuilder();
  }

  static AcknowledgeAlertRequest acknowledge(UUID alert) {
    return AcknowledgeAlertRequest.newBuilder().setId(alert.toString()).build();
  }

  static ResolveAlertRequest resolve(UUID alert) {
    return ResolveAlertRequest.newBuilder().setId(alert.toString()).build();
  }

  static EscalateAlertRequest escalate(UUID alert) {
    return EscalateAlertRequest.newBuilder().setId(alert.toString()).build();
  }

  static Status.Code code(Runnable call) {
    return assertThrows(StatusRuntimeException.class, call::run).getStatus().getCode();
  }
}
