package dev.tocsin.notification.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.notification.access.Rpc.Caller;
import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.proto.notification.v1.ChannelServiceGrpc;
import dev.tocsin.proto.notification.v1.Destination;
import dev.tocsin.proto.notification.v1.ListChannelsRequest;
import dev.tocsin.proto.notification.v1.ListDeliveriesRequest;
import dev.tocsin.proto.notification.v1.ListTemplatesRequest;
import dev.tocsin.proto.notification.v1.NotificationServiceGrpc;
import dev.tocsin.proto.notification.v1.TemplateServiceGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every RPC as every role, with the ids of another tenant, and the tables without a tenant (FAULTS
 * 30).
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class AccessTest {

  private static final List<String> ROLES =
      List.of("viewer", "responder", "manager", "admin", "owner");

  @Inject
  @ServiceDatabase("notification")
  Database db;

  @Test
  void noRpcIsMissingHere() {
    assertEquals(
        Stream.of(
                ChannelServiceGrpc.getServiceDescriptor(),
                TemplateServiceGrpc.getServiceDescriptor(),
                NotificationServiceGrpc.getServiceDescriptor())
            .flatMap(service -> service.getMethods().stream())
            .map(MethodDescriptor::getBareMethodName)
            .collect(Collectors.toSet()),
        Rpc.all().keySet());
  }

  @Test
  void everyRoleMayWhatItsRuleSaysAndNoMore() {
    Things things = Things.make();
    Rpc.all()
        .forEach(
            (name, rpc) -> {
              for (String role : ROLES) {
                boolean may =
                    ROLES.contains(rpc.atLeast())
                        && ROLES.indexOf(role) >= ROLES.indexOf(rpc.atLeast());
                Caller caller = new Caller(things.acme(), role);
                if (!may) {
                  assertEquals(
                      Status.Code.PERMISSION_DENIED,
                      code(rpc, caller, things),
                      name + " as " + role);
                } else if (!name.startsWith("Delete")) {
                  assertEquals(Status.Code.OK, code(rpc, caller, things), name + " as " + role);
                }
              }
            });
  }

  @Test
  void anotherTenantsIdsDoNotExist() {
    Things things = Things.make();
    Acme stranger = Acme.create();
    Rpc.all()
        .forEach(
            (name, rpc) -> {
              if (rpc.byId()) {
                Caller owner = new Caller(stranger, "owner");
                assertEquals(Status.Code.NOT_FOUND, code(rpc, owner, things), name);
              }
            });
    var response =
        stranger
            .notifications()
            .sendNotification(
                stranger
                    .page(
                        Destination.newBuilder()
                            .setChannelId(things.channel().getId())
                            .setAddress("U0ADA0001")
                            .build())
                    .setPartial(true)
                    .build());
    assertEquals(0, response.getDeliveriesCount());
    assertTrue(response.getRefused(0).getReason().startsWith("There is no channel"));
    assertEquals(
        0,
        stranger
            .notificationsAs("owner")
            .listDeliveries(ListDeliveriesRequest.getDefaultInstance())
            .getDeliveriesCount());
    assertEquals(
        0,
        stranger
            .channels("owner")
            .listChannels(ListChannelsRequest.getDefaultInstance())
            .getChannelsCount());
    assertEquals(
        0,
        stranger
            .templates("owner")
            .listTemplates(ListTemplatesRequest.getDefaultInstance())
            .getTemplatesCount());
  }

  @Test
  void tablesShowNothingWithoutATenant() {
    Things.make();
    for (String table :
        List.of(
            "channel",
            "template",
            "template_version",
            "wish",
            "group_state",
            "delivery",
            "delivery_event")) {
      long rows =
          db.inInstallation(
                  tx ->
                      tx.query("SELECT count(*) FROM " + table)
                          .execute()
                          .map(r -> r.iterator().next().getLong(0)))
              .await()
              .atMost(Duration.ofSeconds(60));
      assertEquals(0, rows, table);
    }
  }

  @Test
  void nobodyUnknownMayCallAnything() {
    var refused =
        assertThrows(
            StatusRuntimeException.class,
            () ->
                dev.tocsin.proto.notification.v1.NotificationServiceGrpc.newBlockingStub(
                        Acme.wire())
                    .listDeliveries(ListDeliveriesRequest.getDefaultInstance()));
    assertEquals(Status.Code.UNAUTHENTICATED, refused.getStatus().getCode());
    assertFalse(String.valueOf(refused.getMessage()).isEmpty());
  }

  private static Status.Code code(Rpc rpc, Caller caller, Things things) {
    try {
      rpc.call().accept(caller, things);
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }
}
