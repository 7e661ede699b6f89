package dev.tocsin.notification.delivery;

import com.google.protobuf.Empty;
import dev.tocsin.notification.Codes;
import dev.tocsin.notification.StructValues;
import dev.tocsin.notification.delivery.Destinations.Wanted;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.notification.v1.BatchCreateNotificationsRequest;
import dev.tocsin.proto.notification.v1.BatchCreateNotificationsResponse;
import dev.tocsin.proto.notification.v1.CheckContactsRequest;
import dev.tocsin.proto.notification.v1.CheckContactsResponse;
import dev.tocsin.proto.notification.v1.CheckDestinationsRequest;
import dev.tocsin.proto.notification.v1.CheckDestinationsResponse;
import dev.tocsin.proto.notification.v1.CreateNotificationRequest;
import dev.tocsin.proto.notification.v1.Delivery;
import dev.tocsin.proto.notification.v1.DeliveryEvent;
import dev.tocsin.proto.notification.v1.DeliveryState;
import dev.tocsin.proto.notification.v1.Destination;
import dev.tocsin.proto.notification.v1.GetDeliveryRequest;
import dev.tocsin.proto.notification.v1.GetNotificationRequest;
import dev.tocsin.proto.notification.v1.ListDeliveriesRequest;
import dev.tocsin.proto.notification.v1.ListDeliveriesResponse;
import dev.tocsin.proto.notification.v1.ListDeliveryEventsRequest;
import dev.tocsin.proto.notification.v1.ListDeliveryEventsResponse;
import dev.tocsin.proto.notification.v1.ListNotificationEventsRequest;
import dev.tocsin.proto.notification.v1.ListNotificationEventsResponse;
import dev.tocsin.proto.notification.v1.ListNotificationsRequest;
import dev.tocsin.proto.notification.v1.ListNotificationsResponse;
import dev.tocsin.proto.notification.v1.MutinyNotificationServiceGrpc;
import dev.tocsin.proto.notification.v1.Notification;
import dev.tocsin.proto.notification.v1.Receipt;
import dev.tocsin.proto.notification.v1.RequeueDeliveryRequest;
import dev.tocsin.proto.notification.v1.ReviseNotificationsRequest;
import dev.tocsin.proto.notification.v1.ReviseNotificationsResponse;
import dev.tocsin.proto.notification.v1.SendNotificationRequest;
import dev.tocsin.proto.notification.v1.SendNotificationResponse;
import dev.tocsin.proto.notification.v1.SendNotificationsRequest;
import dev.tocsin.proto.notification.v1.SendNotificationsResponse;
import dev.tocsin.proto.notification.v1.UnblockContactRequest;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Messages and their delivery as RPCs. */
@GrpcService
@Singleton
public class NotificationGrpc extends MutinyNotificationServiceGrpc.NotificationServiceImplBase {

  private static final String LIST = "deliveries";
  private static final String STATE = "DELIVERY_STATE_";

  private final Sending sending;
  private final Revising revising;
  private final DeliveryDesk desk;
  private final Contacts contacts;
  private final NotificationRpcs notifications;
  private final SealedCodes codes;

  NotificationGrpc(
      Sending sending,
      Revising revising,
      DeliveryDesk desk,
      Contacts contacts,
      NotificationRpcs notifications,
      SealedCodes codes) {
    this.codes = codes;
    this.notifications = notifications;
    this.sending = sending;
    this.revising = revising;
    this.desk = desk;
    this.contacts = contacts;
  }

  @Override
  public Uni<SendNotificationResponse> sendNotification(SendNotificationRequest request) {
    UUID tenant = Caller.current().tenantId();
    return sending
        .send(tenant, wish(tenant, request))
        .map(queued -> SentMessages.of(request, queued));
  }

  @Override
  public Uni<SendNotificationsResponse> sendNotifications(SendNotificationsRequest request) {
    Caller caller = Caller.current();
    return sending
        .send(
            caller.tenantId(),
            request.getRequestsList().stream().map(one -> wish(caller.tenantId(), one)).toList())
        .map(results -> SentMessages.of(request.getRequestsList(), results, caller.requestId()));
  }

  private Sending.Request wish(UUID tenant, SendNotificationRequest request) {
    EventKind event = Codes.event(request.getEventKind());
    return new Sending.Request(
        request.getIdempotencyKey(),
        request.getTemplateId(),
        event,
        codes.seal(tenant, event, StructValues.of(request.getRenderContext())),
        request.getDestinationsList().stream().map(NotificationGrpc::wanted).toList(),
        request.getAlertGroupId(),
        request.getPartial());
  }

  @Override
  public Uni<ReviseNotificationsResponse> reviseNotifications(ReviseNotificationsRequest request) {
    return revising
        .revise(
            new Revising.Request(
                Caller.current().tenantId(),
                request.getIdempotencyKey(),
                request.getAlertGroupId(),
                Codes.event(request.getEventKind()),
                StructValues.of(request.getRenderContext()),
                request.getTemplateId(),
                request.hasBeforeTime()
                    ? ProtoTime.instant("before_time", request.getBeforeTime())
                    : Revising.EVER,
                request.getKeyPrefix()))
        .map(
            done ->
                ReviseNotificationsResponse.newBuilder()
                    .setCancelled(done.cancelled())
                    .setRevised(done.revised())
                    .build());
  }

  @Override
  public Uni<Notification> createNotification(CreateNotificationRequest request) {
    return notifications.create(Caller.current(), request.getNotification());
  }

  @Override
  public Uni<BatchCreateNotificationsResponse> batchCreateNotifications(
      BatchCreateNotificationsRequest request) {
    return notifications.createAll(Caller.current(), request);
  }

  @Override
  public Uni<Notification> getNotification(GetNotificationRequest request) {
    return notifications.get(Caller.current().tenantId(), UUID.fromString(request.getId()));
  }

  @Override
  public Uni<ListNotificationsResponse> listNotifications(ListNotificationsRequest request) {
    return notifications.list(Caller.current().tenantId(), request);
  }

  @Override
  public Uni<ListNotificationEventsResponse> listNotificationEvents(
      ListNotificationEventsRequest request) {
    return notifications.events(Caller.current().tenantId(), UUID.fromString(request.getId()));
  }

  @Override
  public Uni<ListDeliveriesResponse> listDeliveries(ListDeliveriesRequest request) {
    UUID tenant = Caller.current().tenantId();
    int size = PageToken.size(request.getPageSize(), 50);
    Optional<UUID> before =
        PageToken.read(LIST, request.getPageToken(), 1).map(key -> UUID.fromString(key.get(0)));
    List<String> states = request.getStateList().stream().map(NotificationGrpc::code).toList();
    DeliveryViews.Filter filter =
        new DeliveryViews.Filter(
            request.getAlertGroupId(), states, Codes.kind(request.getChannelKind()));
    return desk.list(tenant, filter, before, size + 1).map(found -> page(found, size));
  }

  @Override
  public Uni<Delivery> getDelivery(GetDeliveryRequest request) {
    UUID tenant = Caller.current().tenantId();
    UUID id = UUID.fromString(request.getId());
    return desk.get(tenant, id).map(NotificationGrpc::message);
  }

  @Override
  public Uni<ListDeliveryEventsResponse> listDeliveryEvents(ListDeliveryEventsRequest request) {
    UUID tenant = Caller.current().tenantId();
    UUID id = UUID.fromString(request.getId());
    return desk.events(tenant, id)
        .map(
            events ->
                ListDeliveryEventsResponse.newBuilder()
                    .addAllEvents(events.stream().map(NotificationGrpc::message).toList())
                    .build());
  }

  @Override
  public Uni<Delivery> requeueDelivery(RequeueDeliveryRequest request) {
    return desk.requeue(Caller.current(), UUID.fromString(request.getId()))
        .map(NotificationGrpc::message);
  }

  @Override
  public Uni<CheckContactsResponse> checkContacts(CheckContactsRequest request) {
    return contacts.check(Caller.current().tenantId(), request.getContactsList());
  }

  @Override
  public Uni<CheckDestinationsResponse> checkDestinations(CheckDestinationsRequest request) {
    return contacts.checkAll(
        Caller.current().tenantId(),
        request.getDestinationsList().stream().map(NotificationGrpc::wanted).toList());
  }

  @Override
  public Uni<Empty> unblockContact(UnblockContactRequest request) {
    return contacts
        .unblock(Caller.current().tenantId(), request.getContact())
        .replaceWith(Empty.getDefaultInstance());
  }

  static Wanted wanted(Destination destination) {
    return new Wanted(
        Codes.kind(destination.getKind()),
        destination.getChannelId(),
        destination.getAddress(),
        destination.getUserId(),
        destination.getLocale());
  }

  static String code(DeliveryState state) {
    return state.name().replace(STATE, "").toLowerCase(Locale.ROOT);
  }

  private static ListDeliveriesResponse page(List<DeliveryView> found, int size) {
    var page = Page.cut(found, size, LIST, delivery -> List.of(delivery.id()));
    return ListDeliveriesResponse.newBuilder()
        .addAllDeliveries(page.rows(NotificationGrpc::message))
        .setNextPageToken(page.nextToken())
        .build();
  }

  private static DeliveryEvent message(DeliveryViews.Event event) {
    return DeliveryEvent.newBuilder()
        .setTime(ProtoTime.of(event.at()))
        .setKind(event.kind())
        .setDetail(event.detail())
        .build();
  }

  static Delivery message(DeliveryView view) {
    Delivery.Builder delivery =
        Delivery.newBuilder()
            .setId(view.id().toString())
            .setEventKind(Codes.event(EventKind.of(view.event())))
            .setChannelKind(Codes.kind(view.kind()))
            .setChannelId(view.channelId().toString())
            .setMaskedAddress(view.maskedAddress())
            .setUserId(view.userId())
            .setAlertGroupId(view.group())
            .setState(DeliveryState.valueOf(STATE + view.state().toUpperCase(Locale.ROOT)))
            .setAttempts(view.tries())
            .setCreateTime(ProtoTime.of(view.createdAt()))
            .setError(view.error())
            .setPossibleRepeat(view.possibleRepeat())
            .setProviderMessageId(view.providerMessageId())
            .setLocale(view.locale())
            .setHeld(view.state().equals("pending") ? view.held() : "")
            .setReceipt(
                view.receipt().isEmpty()
                    ? Receipt.RECEIPT_UNSPECIFIED
                    : Receipt.valueOf("RECEIPT_" + view.receipt().toUpperCase(Locale.ROOT)));
    if (view.receiptAt() != null) {
      delivery.setReceiptTime(ProtoTime.of(view.receiptAt()));
    }
    if (view.state().equals("pending")) {
      delivery.setNextAttemptTime(ProtoTime.of(view.dueAt()));
    }
    if (view.sentAt() != null) {
      delivery.setSentTime(ProtoTime.of(view.sentAt()));
    }
    return delivery.build();
  }
}
