package dev.tocsin.alerting.console;

import static dev.tocsin.alerting.support.TestTenant.eventually;
import static dev.tocsin.alerting.support.TestTenant.step;
import static dev.tocsin.alerting.support.TestTenant.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import dev.tocsin.proto.alerting.v1.AlertServiceGrpc;
import dev.tocsin.proto.alerting.v1.AlertServiceGrpc.AlertServiceBlockingStub;
import dev.tocsin.proto.alerting.v1.EscalateAlertRequest;
import dev.tocsin.proto.alerting.v1.ResolveAlertRequest;
import dev.tocsin.proto.alerting.v1.ResolveGroupRequest;
import dev.tocsin.proto.identity.v1.AuditEvent;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do with alerts is in the tenant's audit log, once, under their own name. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class AlertAuditTest {

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  @TestHTTPResource URI server;

  private Neighbours neighbours;
  private TestTenant tenant;
  private ManagedChannel channel;
  private UUID ada;
  private UUID policy;

  @BeforeEach
  void begin() {
    neighbours = Neighbours.up();
    tenant = new TestTenant(database);
    ada = neighbours.identity.person(tenant.id, "Ada");
    policy = tenant.policy(0, null, false, step(0, user(ada)));
    channel = NettyChannelBuilder.forAddress("localhost", server.getPort()).usePlaintext().build();
  }

  @AfterEach
  void end() {
    channel.shutdownNow();
  }

  @Test
  void tellsEveryActionOnAnAlert() {
    String alert = fired().alert().toString();
    AlertServiceBlockingStub responder = responder();

    responder.addNote(AddNoteRequest.newBuilder().setId(alert).setText("looking").build());
    responder.escalateAlert(EscalateAlertRequest.newBuilder().setId(alert).build());
    responder.acknowledgeAlert(AcknowledgeAlertRequest.newBuilder().setId(alert).build());
    responder.resolveAlert(ResolveAlertRequest.newBuilder().setId(alert).build());

    List<AuditEvent> log = log(4);
    assertEquals(
        List.of("alert.note", "alert.escalate", "alert.acknowledge", "alert.resolve"),
        log.stream().map(AuditEvent::getAction).toList());
    for (AuditEvent event : log) {
      assertEquals("alert/" + alert, event.getResource());
      assertTrue(event.getActor().startsWith("key:"), event.getActor());
      assertTrue(!event.getRequestId().isEmpty());
      assertTrue(!event.getDetail().toString().contains("looking"), "a note may name people");
    }
  }

  @Test
  void tellsEveryActionOnAGroup() {
    Fired fired = fired();
    String group = fired.group().toString();

    responder().acknowledgeGroup(AcknowledgeGroupRequest.newBuilder().setId(group).build());
    responder().resolveGroup(ResolveGroupRequest.newBuilder().setId(group).build());

    assertEquals(
        List.of(
            "alert_group.acknowledge alert_group/" + group,
            "alert_group.resolve alert_group/" + group),
        log(2).stream().map(event -> event.getAction() + " " + event.getResource()).toList());
  }

  @Test
  void namesThePersonForWhomAServiceCalls() {
    Fired fired = fired();

    stub()
        .withInterceptors(As.service("notification", tenant.id))
        .acknowledgeAlert(
            AcknowledgeAlertRequest.newBuilder()
                .setId(fired.alert().toString())
                .setOnBehalfOf(ada.toString())
                .build());

    assertEquals("user:" + ada, log(1).getFirst().getActor());
  }

  @Test
  void saysNothingOfWhatChangedNothing() {
    String alert = fired().alert().toString();
    AcknowledgeAlertRequest acknowledge = AcknowledgeAlertRequest.newBuilder().setId(alert).build();

    responder().acknowledgeAlert(acknowledge);
    responder().acknowledgeAlert(acknowledge);
    responder().resolveAlert(ResolveAlertRequest.newBuilder().setId(alert).build());

    assertEquals(
        List.of("alert.acknowledge", "alert.resolve"),
        log(2).stream().map(AuditEvent::getAction).toList());
  }

  private Fired fired() {
    return tenant.fire(policy, Duration.ofHours(1));
  }

  private List<AuditEvent> log(int entries) {
    eventually(
        entries + " entries in the audit log",
        () -> neighbours.identity.audited(tenant.id).size() >= entries);
    return neighbours.identity.audited(tenant.id);
  }

  private AlertServiceBlockingStub responder() {
    return stub().withInterceptors(As.bearer(RoleKeys.of("responder", tenant.id)));
  }

  private AlertServiceBlockingStub stub() {
    return AlertServiceGrpc.newBlockingStub(channel);
  }
}
