package dev.tocsin.notification.delivery;

import com.google.protobuf.CodedOutputStream;
import dev.tocsin.notification.Codes;
import dev.tocsin.notification.StructValues;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.feed.Position;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.notification.v1.ListNotificationEventsResponse;
import dev.tocsin.proto.notification.v1.ListNotificationsRequest;
import dev.tocsin.proto.notification.v1.ListNotificationsResponse;
import dev.tocsin.proto.notification.v1.Notification;
import dev.tocsin.proto.notification.v1.NotificationEvent;
import dev.tocsin.proto.notification.v1.NotificationState;
import dev.tocsin.proto.notification.v1.RefusedDestination;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Notifications in the words of the contract. */
final class NotificationMessages {

  static final String LIST = "notifications";

  private NotificationMessages() {}

  /** What a caller asks for; fails with Invalid when it says nothing. */
  static Asking.Asked asked(Notification wanted, Instant now) {
    if (Codes.event(wanted.getEventKind()) == EventKind.CONTACT_CODE) {
      throw Invalid.field("notification.event_kind", "only Tocsin itself sends contact codes");
    }
    Map<String, Object> context = context(wanted, now);
    if (!(context.get("alert") instanceof Map<?, ?> alert)
        || !(alert.get("title") instanceof String title)
        || title.isBlank()) {
      throw Invalid.field("notification.title", "Say in one line what it is about");
    }
    return new Asking.Asked(
        wanted.getIdempotencyKey().isEmpty()
            ? Ids.next(now).toString()
            : wanted.getIdempotencyKey(),
        hash(wanted),
        Codes.event(wanted.getEventKind()),
        title,
        wanted.getTemplateId(),
        context,
        wanted.getDestinationsList().stream().map(NotificationGrpc::wanted).toList(),
        wanted.getAlertGroupId());
  }

  private static Map<String, Object> context(Notification wanted, Instant now) {
    Map<String, Object> context = StructValues.of(wanted.getRenderContext());
    Map<String, Object> alert = new LinkedHashMap<>();
    if (context.get("alert") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> alert.put(key.toString(), value));
    }
    if (!wanted.getTitle().isEmpty()) {
      alert.put("title", wanted.getTitle());
    }
    if (!wanted.getText().isEmpty()) {
      alert.put("annotations", Map.of("description", wanted.getText()));
    }
    if (!wanted.getSeverity().isEmpty()) {
      alert.put("severity", wanted.getSeverity());
    }
    alert.putIfAbsent("source", "api");
    alert.putIfAbsent("start_time", now.toString());
    context.put("alert", alert);
    return context;
  }

  /** Of what the caller wrote, and nothing that the server fills in. */
  private static String hash(Notification wanted) {
    Notification written =
        wanted.toBuilder()
            .clearId()
            .clearState()
            .clearDeliveries()
            .clearRefused()
            .clearCreatedBy()
            .clearCreateTime()
            .build();
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.useDeterministicSerialization();
      written.writeTo(out);
      out.flush();
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  static NotificationStore.Filter filter(ListNotificationsRequest request) {
    return new NotificationStore.Filter(
        request.getAlertGroupId(),
        request.getDeliveryStateList().stream().map(NotificationGrpc::code).toList(),
        Codes.kind(request.getChannelKind()),
        request.getEventKindValue() == 0 ? "" : Codes.event(request.getEventKind()).code(),
        request.getCreatedBy(),
        request.hasStartTime()
            ? Optional.of(ProtoTime.instant("start_time", request.getStartTime()))
            : Optional.empty(),
        request.hasEndTime()
            ? Optional.of(ProtoTime.instant("end_time", request.getEndTime()))
            : Optional.empty());
  }

  static Notification message(NotificationView view) {
    Notification.Builder message =
        Notification.newBuilder()
            .setId(view.id().toString())
            .setIdempotencyKey(
                view.key().startsWith(NotificationView.ASKED)
                    ? view.key().substring(NotificationView.ASKED.length())
                    : view.key())
            .setEventKind(Codes.event(EventKind.of(view.event())))
            .setTitle(view.title())
            .setAlertGroupId(view.group())
            .setState(NotificationState.valueOf("NOTIFICATION_STATE_" + view.state()))
            .setCreatedBy(view.createdBy().isEmpty() ? "service:alerting" : view.createdBy())
            .setCreateTime(ProtoTime.of(view.createdAt()));
    view.deliveries().stream().map(NotificationGrpc::message).forEach(message::addDeliveries);
    view.refused()
        .forEach(
            (position, reason) ->
                message.addRefused(RefusedDestination.newBuilder().setReason(reason)));
    return message.build();
  }

  /** The same with the destinations that were refused, as they were asked for. */
  static Notification message(NotificationView view, Notification wanted) {
    Notification.Builder message = message(view).toBuilder().clearRefused();
    view.refused()
        .forEach(
            (position, reason) -> {
              RefusedDestination.Builder refused =
                  RefusedDestination.newBuilder().setReason(reason);
              if (position < wanted.getDestinationsCount()) {
                refused.setDestination(wanted.getDestinations(position));
              }
              message.addRefused(refused);
            });
    return message.build();
  }

  static ListNotificationsResponse page(List<NotificationView> found, int size) {
    var page = Page.cut(found, size, LIST, notification -> List.of(notification.id()));
    return ListNotificationsResponse.newBuilder()
        .addAllNotifications(page.rows(NotificationMessages::message))
        .setNextPageToken(page.nextToken())
        .build();
  }

  static ListNotificationEventsResponse events(List<NotificationStore.Event> events) {
    return ListNotificationEventsResponse.newBuilder()
        .addAllEvents(events.stream().map(NotificationMessages::event).toList())
        .build();
  }

  private static NotificationEvent event(NotificationStore.Event event) {
    return NotificationEvent.newBuilder()
        .setId(new Position(event.xid(), event.id()).toString())
        .setTime(ProtoTime.of(event.at()))
        .setDeliveryId(event.delivery().toString())
        .setKind(event.kind())
        .setDetail(event.detail())
        .setChannelKind(Codes.kind(event.channel()))
        .build();
  }
}
