package dev.tocsin.notification.access;

import dev.tocsin.notification.testing.Acme;
import dev.tocsin.proto.notification.v1.Channel;
import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.notification.v1.CreateTemplateRequest;
import dev.tocsin.proto.notification.v1.Delivery;
import dev.tocsin.proto.notification.v1.DeliveryState;
import dev.tocsin.proto.notification.v1.EventKind;
import dev.tocsin.proto.notification.v1.ListNotificationsRequest;
import dev.tocsin.proto.notification.v1.Notification;
import dev.tocsin.proto.notification.v1.Template;

/** What a tenant has. */
record Things(
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

  static Template templateNamed(String name) {
    return Template.newBuilder()
        .setName(name)
        .setChannelKind(ChannelKind.CHANNEL_KIND_SLACK)
        .setEventKind(EventKind.EVENT_KIND_PAGE)
        .putParts("text", "x {{alert.title}}")
        .build();
  }
}
