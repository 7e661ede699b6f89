package dev.tocsin.notification.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.proto.notification.v1.BatchCreateNotificationsRequest;
import dev.tocsin.proto.notification.v1.Channel;
import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.notification.v1.ChannelServiceGrpc;
import dev.tocsin.proto.notification.v1.CheckContactsRequest;
import dev.tocsin.proto.notification.v1.CheckDestinationsRequest;
import dev.tocsin.proto.notification.v1.ContactAddress;
import dev.tocsin.proto.notification.v1.CreateChannelRequest;
import dev.tocsin.proto.notification.v1.CreateNotificationRequest;
import dev.tocsin.proto.notification.v1.CreateTemplateRequest;
import dev.tocsin.proto.notification.v1.DeleteChannelRequest;
import dev.tocsin.proto.notification.v1.DeleteTemplateRequest;
import dev.tocsin.proto.notification.v1.Delivery;
import dev.tocsin.proto.notification.v1.DeliveryState;
import dev.tocsin.proto.notification.v1.Destination;
import dev.tocsin.proto.notification.v1.DiffTemplateVersionsRequest;
import dev.tocsin.proto.notification.v1.EmailSettings;
import dev.tocsin.proto.notification.v1.EventKind;
import dev.tocsin.proto.notification.v1.GetChannelRequest;
import dev.tocsin.proto.notification.v1.GetDeliveryRequest;
import dev.tocsin.proto.notification.v1.GetNotificationRequest;
import dev.tocsin.proto.notification.v1.GetSampleContextRequest;
import dev.tocsin.proto.notification.v1.GetTemplateRequest;
import dev.tocsin.proto.notification.v1.ListChannelsRequest;
import dev.tocsin.proto.notification.v1.ListDeliveriesRequest;
import dev.tocsin.proto.notification.v1.ListDeliveryEventsRequest;
import dev.tocsin.proto.notification.v1.ListNotificationEventsRequest;
import dev.tocsin.proto.notification.v1.ListNotificationsRequest;
import dev.tocsin.proto.notification.v1.ListTemplateVersionsRequest;
import dev.tocsin.proto.notification.v1.ListTemplatesRequest;
import dev.tocsin.proto.notification.v1.Notification;
import dev.tocsin.proto.notification.v1.NotificationServiceGrpc;
import dev.tocsin.proto.notification.v1.RenderPreviewRequest;
import dev.tocsin.proto.notification.v1.RequeueDeliveryRequest;
import dev.tocsin.proto.notification.v1.RestoreTemplateRequest;
import dev.tocsin.proto.notification.v1.SendNotificationsRequest;
import dev.tocsin.proto.notification.v1.SmtpSecurity;
import dev.tocsin.proto.notification.v1.Template;
import dev.tocsin.proto.notification.v1.TemplateServiceGrpc;
import dev.tocsin.proto.notification.v1.TestChannelRequest;
import dev.tocsin.proto.notification.v1.UnblockContactRequest;
import dev.tocsin.proto.notification.v1.UpdateChannelRequest;
import dev.tocsin.proto.notification.v1.UpdateTemplateRequest;
import dev.tocsin.proto.notification.v1.ValidateTemplateRequest;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
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

  /** What a tenant has. */
  private record Things(
      Acme acme, Channel channel, Template template, Delivery delivery, Notification notification) {

    static Things make() {
      Acme acme = Acme.create();
      Channel channel = acme.slack();
      Template template =
          acme.templates("manager")
              .createTemplate(
                  CreateTemplateRequest.newBuilder().setTemplate(templateNamed("t")).build());
      Delivery delivery = acme.send(Acme.slackMember("U0NOBODY9"));
      acme.await(delivery.getId(), DeliveryState.DELIVERY_STATE_DEAD);
      Notification notification =
          acme.notificationsAs("viewer")
              .listNotifications(ListNotificationsRequest.getDefaultInstance())
              .getNotifications(0);
      return new Things(acme, channel, template, delivery, notification);
    }
  }

  /**
   * A call with the caller's credentials on some tenant's things; the role is the least that may
   * make it.
   */
  private record Rpc(String atLeast, boolean byId, BiConsumer<Caller, Things> call) {}

  private record Caller(Acme acme, String role) {}

  private static Map<String, Rpc> rpcs() {
    Map<String, Rpc> rpcs = new LinkedHashMap<>();
    rpcs.put(
        "CreateChannel",
        new Rpc(
            "admin",
            false,
            (c, t) ->
                c.acme
                    .channels(c.role)
                    .createChannel(CreateChannelRequest.newBuilder().setChannel(mail()).build())));
    rpcs.put(
        "CreateTemplate",
        new Rpc(
            "manager",
            false,
            (c, t) ->
                c.acme
                    .templates(c.role)
                    .createTemplate(
                        CreateTemplateRequest.newBuilder()
                            .setTemplate(templateNamed("t " + UUID.randomUUID()))
                            .build())));
    rpcs.put(
        "GetChannel",
        new Rpc(
            "manager",
            true,
            (c, t) ->
                c.acme
                    .channels(c.role)
                    .getChannel(GetChannelRequest.newBuilder().setId(t.channel.getId()).build())));
    rpcs.put(
        "ListChannels",
        new Rpc(
            "manager",
            false,
            (c, t) ->
                c.acme.channels(c.role).listChannels(ListChannelsRequest.getDefaultInstance())));
    rpcs.put(
        "UpdateChannel",
        new Rpc(
            "admin",
            true,
            (c, t) ->
                c.acme
                    .channels(c.role)
                    .updateChannel(
                        UpdateChannelRequest.newBuilder()
                            .setChannel(t.channel)
                            .setUpdateMask(
                                com.google.protobuf.FieldMask.newBuilder().addPaths("name"))
                            .build())));
    rpcs.put(
        "TestChannel",
        new Rpc(
            "admin",
            true,
            (c, t) ->
                c.acme
                    .channels(c.role)
                    .testChannel(
                        TestChannelRequest.newBuilder().setId(t.channel.getId()).build())));
    rpcs.put(
        "ListTemplates",
        new Rpc(
            "viewer",
            false,
            (c, t) ->
                c.acme.templates(c.role).listTemplates(ListTemplatesRequest.getDefaultInstance())));
    rpcs.put(
        "GetTemplate",
        new Rpc(
            "viewer",
            true,
            (c, t) ->
                c.acme
                    .templates(c.role)
                    .getTemplate(
                        GetTemplateRequest.newBuilder().setId(t.template.getId()).build())));
    rpcs.put(
        "UpdateTemplate",
        new Rpc(
            "manager",
            true,
            (c, t) ->
                c.acme
                    .templates(c.role)
                    .updateTemplate(
                        UpdateTemplateRequest.newBuilder()
                            .setTemplate(t.template)
                            .setUpdateMask(
                                com.google.protobuf.FieldMask.newBuilder().addPaths("parts"))
                            .build())));
    rpcs.put(
        "ListTemplateVersions",
        new Rpc(
            "viewer",
            true,
            (c, t) ->
                c.acme
                    .templates(c.role)
                    .listTemplateVersions(
                        ListTemplateVersionsRequest.newBuilder()
                            .setId(t.template.getId())
                            .build())));
    rpcs.put(
        "DiffTemplateVersions",
        new Rpc(
            "viewer",
            true,
            (c, t) ->
                c.acme
                    .templates(c.role)
                    .diffTemplateVersions(
                        DiffTemplateVersionsRequest.newBuilder()
                            .setId(t.template.getId())
                            .build())));
    rpcs.put(
        "RestoreTemplate",
        new Rpc(
            "manager",
            true,
            (c, t) ->
                c.acme
                    .templates(c.role)
                    .restoreTemplate(
                        RestoreTemplateRequest.newBuilder()
                            .setId(t.template.getId())
                            .setVersion(1)
                            .build())));
    rpcs.put(
        "ValidateTemplate",
        new Rpc(
            "viewer",
            false,
            (c, t) ->
                c.acme
                    .templates(c.role)
                    .validateTemplate(
                        ValidateTemplateRequest.newBuilder()
                            .setChannelKind(ChannelKind.CHANNEL_KIND_SLACK)
                            .build())));
    rpcs.put(
        "GetSampleContext",
        new Rpc(
            "viewer",
            false,
            (c, t) ->
                c.acme
                    .templates(c.role)
                    .getSampleContext(GetSampleContextRequest.getDefaultInstance())));
    rpcs.put(
        "CreateNotification",
        new Rpc(
            "responder",
            false,
            (c, t) ->
                c.acme
                    .notificationsAs(c.role)
                    .createNotification(
                        CreateNotificationRequest.newBuilder()
                            .setNotification(
                                Notification.newBuilder()
                                    .setTitle("x")
                                    .addDestinations(Acme.slackMember("U0ADA0001")))
                            .build())));
    rpcs.put(
        "BatchCreateNotifications",
        new Rpc(
            "responder",
            false,
            (c, t) ->
                c.acme
                    .notificationsAs(c.role)
                    .batchCreateNotifications(
                        BatchCreateNotificationsRequest.newBuilder()
                            .addNotifications(
                                Notification.newBuilder()
                                    .setTitle("x")
                                    .addDestinations(Acme.slackMember("U0ADA0001")))
                            .build())));
    rpcs.put(
        "GetNotification",
        new Rpc(
            "viewer",
            true,
            (c, t) ->
                c.acme
                    .notificationsAs(c.role)
                    .getNotification(
                        GetNotificationRequest.newBuilder()
                            .setId(t.notification.getId())
                            .build())));
    rpcs.put(
        "ListNotifications",
        new Rpc(
            "viewer",
            false,
            (c, t) ->
                c.acme
                    .notificationsAs(c.role)
                    .listNotifications(ListNotificationsRequest.getDefaultInstance())));
    rpcs.put(
        "ListNotificationEvents",
        new Rpc(
            "viewer",
            true,
            (c, t) ->
                c.acme
                    .notificationsAs(c.role)
                    .listNotificationEvents(
                        ListNotificationEventsRequest.newBuilder()
                            .setId(t.notification.getId())
                            .build())));
    rpcs.put(
        "RenderPreview",
        new Rpc(
            "viewer",
            false,
            (c, t) ->
                c.acme.templates(c.role).renderPreview(RenderPreviewRequest.getDefaultInstance())));
    rpcs.put(
        "ListDeliveries",
        new Rpc(
            "viewer",
            false,
            (c, t) ->
                c.acme
                    .notificationsAs(c.role)
                    .listDeliveries(ListDeliveriesRequest.getDefaultInstance())));
    rpcs.put(
        "GetDelivery",
        new Rpc(
            "viewer",
            true,
            (c, t) ->
                c.acme
                    .notificationsAs(c.role)
                    .getDelivery(
                        GetDeliveryRequest.newBuilder().setId(t.delivery.getId()).build())));
    rpcs.put(
        "ListDeliveryEvents",
        new Rpc(
            "viewer",
            true,
            (c, t) ->
                c.acme
                    .notificationsAs(c.role)
                    .listDeliveryEvents(
                        ListDeliveryEventsRequest.newBuilder().setId(t.delivery.getId()).build())));
    rpcs.put(
        "RequeueDelivery",
        new Rpc(
            "admin",
            true,
            (c, t) -> {
              t.acme.await(t.delivery.getId(), DeliveryState.DELIVERY_STATE_DEAD);
              c.acme
                  .notificationsAs(c.role)
                  .requeueDelivery(
                      RequeueDeliveryRequest.newBuilder().setId(t.delivery.getId()).build());
            }));
    rpcs.put(
        "SendNotification",
        new Rpc(
            "nobody",
            false,
            (c, t) ->
                c.acme
                    .notificationsAs(c.role)
                    .sendNotification(c.acme.page(Acme.slackMember("U0ADA0001")).build())));
    rpcs.put(
        "SendNotifications",
        new Rpc(
            "nobody",
            false,
            (c, t) ->
                c.acme
                    .notificationsAs(c.role)
                    .sendNotifications(
                        SendNotificationsRequest.newBuilder()
                            .addRequests(c.acme.page(Acme.slackMember("U0ADA0001")).build())
                            .build())));
    rpcs.put(
        "CheckContacts",
        new Rpc(
            "nobody",
            false,
            (c, t) ->
                c.acme
                    .notificationsAs(c.role)
                    .checkContacts(
                        CheckContactsRequest.newBuilder()
                            .addContacts(
                                ContactAddress.newBuilder()
                                    .setKind(ChannelKind.CHANNEL_KIND_SMS)
                                    .setAddress("+436641234567"))
                            .build())));
    rpcs.put(
        "CheckDestinations",
        new Rpc(
            "nobody",
            false,
            (c, t) ->
                c.acme
                    .notificationsAs(c.role)
                    .checkDestinations(
                        CheckDestinationsRequest.newBuilder()
                            .addDestinations(Acme.slackMember("U0ADA0001"))
                            .build())));
    rpcs.put(
        "UnblockContact",
        new Rpc(
            "nobody",
            false,
            (c, t) ->
                c.acme
                    .notificationsAs(c.role)
                    .unblockContact(
                        UnblockContactRequest.newBuilder()
                            .setContact(
                                ContactAddress.newBuilder()
                                    .setKind(ChannelKind.CHANNEL_KIND_SMS)
                                    .setAddress("+436641234567"))
                            .build())));
    rpcs.put(
        "ReviseNotifications",
        new Rpc(
            "nobody",
            false,
            (c, t) ->
                c.acme
                    .notificationsAs(c.role)
                    .reviseNotifications(c.acme.revision(EventKind.EVENT_KIND_RESOLVED).build())));
    rpcs.put(
        "DeleteTemplate",
        new Rpc(
            "manager",
            true,
            (c, t) ->
                c.acme
                    .templates(c.role)
                    .deleteTemplate(
                        DeleteTemplateRequest.newBuilder().setId(t.template.getId()).build())));
    rpcs.put(
        "DeleteChannel",
        new Rpc(
            "admin",
            true,
            (c, t) ->
                c.acme
                    .channels(c.role)
                    .deleteChannel(
                        DeleteChannelRequest.newBuilder().setId(t.channel.getId()).build())));
    return rpcs;
  }

  private static Template templateNamed(String name) {
    return Template.newBuilder()
        .setName(name)
        .setChannelKind(ChannelKind.CHANNEL_KIND_SLACK)
        .setEventKind(EventKind.EVENT_KIND_PAGE)
        .putParts("text", "x {{alert.title}}")
        .build();
  }

  private static Channel mail() {
    return Channel.newBuilder()
        .setName("mail " + UUID.randomUUID())
        .setKind(ChannelKind.CHANNEL_KIND_EMAIL)
        .setEmail(
            EmailSettings.newBuilder()
                .setHost("localhost")
                .setPort(2525)
                .setSecurity(SmtpSecurity.SMTP_SECURITY_NONE)
                .setFromAddress("tocsin@acme.test"))
        .build();
  }

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
        rpcs().keySet());
  }

  @Test
  void everyRoleMayWhatItsRuleSaysAndNoMore() {
    Things things = Things.make();
    rpcs()
        .forEach(
            (name, rpc) -> {
              for (String role : ROLES) {
                boolean may =
                    ROLES.contains(rpc.atLeast)
                        && ROLES.indexOf(role) >= ROLES.indexOf(rpc.atLeast);
                Caller caller = new Caller(things.acme, role);
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
    rpcs()
        .forEach(
            (name, rpc) -> {
              if (rpc.byId) {
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
                            .setChannelId(things.channel.getId())
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
      rpc.call.accept(caller, things);
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }
}
