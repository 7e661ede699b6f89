package dev.tocsin.notification.access;

import dev.tocsin.notification.testing.Acme;
import dev.tocsin.proto.notification.v1.BatchCreateNotificationsRequest;
import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.notification.v1.CheckContactsRequest;
import dev.tocsin.proto.notification.v1.CheckDestinationsRequest;
import dev.tocsin.proto.notification.v1.ContactAddress;
import dev.tocsin.proto.notification.v1.CreateNotificationRequest;
import dev.tocsin.proto.notification.v1.DeliveryState;
import dev.tocsin.proto.notification.v1.EventKind;
import dev.tocsin.proto.notification.v1.GetDeliveryRequest;
import dev.tocsin.proto.notification.v1.GetNotificationRequest;
import dev.tocsin.proto.notification.v1.ListDeliveriesRequest;
import dev.tocsin.proto.notification.v1.ListDeliveryEventsRequest;
import dev.tocsin.proto.notification.v1.ListNotificationEventsRequest;
import dev.tocsin.proto.notification.v1.ListNotificationsRequest;
import dev.tocsin.proto.notification.v1.Notification;
import dev.tocsin.proto.notification.v1.RequeueDeliveryRequest;
import dev.tocsin.proto.notification.v1.SendNotificationsRequest;
import dev.tocsin.proto.notification.v1.UnblockContactRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** The RPCs of NotificationService. */
final class NotificationRpcs {

  private NotificationRpcs() {}

  static Map<String, Rpc> all() {
    Map<String, Rpc> rpcs = new LinkedHashMap<>();
    rpcs.put(
        "CreateNotification",
        new Rpc(
            "responder",
            false,
            (c, t) ->
                c.notifications()
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
                c.notifications()
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
                c.notifications()
                    .getNotification(
                        GetNotificationRequest.newBuilder()
                            .setId(t.notification().getId())
                            .build())));
    rpcs.put(
        "ListNotifications",
        new Rpc(
            "viewer",
            false,
            (c, t) ->
                c.notifications()
                    .listNotifications(ListNotificationsRequest.getDefaultInstance())));
    rpcs.put(
        "ListNotificationEvents",
        new Rpc(
            "viewer",
            true,
            (c, t) ->
                c.notifications()
                    .listNotificationEvents(
                        ListNotificationEventsRequest.newBuilder()
                            .setId(t.notification().getId())
                            .build())));
    rpcs.put(
        "ListDeliveries",
        new Rpc(
            "viewer",
            false,
            (c, t) ->
                c.notifications().listDeliveries(ListDeliveriesRequest.getDefaultInstance())));
    rpcs.put(
        "GetDelivery",
        new Rpc(
            "viewer",
            true,
            (c, t) ->
                c.notifications()
                    .getDelivery(
                        GetDeliveryRequest.newBuilder().setId(t.delivery().getId()).build())));
    rpcs.put(
        "ListDeliveryEvents",
        new Rpc(
            "viewer",
            true,
            (c, t) ->
                c.notifications()
                    .listDeliveryEvents(
                        ListDeliveryEventsRequest.newBuilder()
                            .setId(t.delivery().getId())
                            .build())));
    rpcs.put(
        "RequeueDelivery",
        new Rpc(
            "admin",
            true,
            (c, t) -> {
              t.acme().await(t.delivery().getId(), DeliveryState.DELIVERY_STATE_DEAD);
              c.notifications()
                  .requeueDelivery(
                      RequeueDeliveryRequest.newBuilder().setId(t.delivery().getId()).build());
            }));
    rpcs.put(
        "SendNotification",
        new Rpc(
            "nobody",
            false,
            (c, t) ->
                c.notifications()
                    .sendNotification(c.acme().page(Acme.slackMember("U0ADA0001")).build())));
    rpcs.put(
        "SendNotifications",
        new Rpc(
            "nobody",
            false,
            (c, t) ->
                c.notifications()
                    .sendNotifications(
                        SendNotificationsRequest.newBuilder()
                            .addRequests(c.acme().page(Acme.slackMember("U0ADA0001")).build())
                            .build())));
    rpcs.put(
        "CheckContacts",
        new Rpc(
            "nobody",
            false,
            (c, t) ->
                c.notifications()
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
                c.notifications()
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
                c.notifications()
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
                c.notifications()
                    .reviseNotifications(
                        c.acme().revision(EventKind.EVENT_KIND_RESOLVED).build())));
    return rpcs;
  }
}
