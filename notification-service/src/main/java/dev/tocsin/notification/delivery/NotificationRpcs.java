package dev.tocsin.notification.delivery;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.ErrorMapper;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Violation;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.validation.RequestRules;
import dev.tocsin.proto.notification.v1.BatchCreateNotificationsRequest;
import dev.tocsin.proto.notification.v1.BatchCreateNotificationsResponse;
import dev.tocsin.proto.notification.v1.BatchItemError;
import dev.tocsin.proto.notification.v1.BatchItemResult;
import dev.tocsin.proto.notification.v1.CreateNotificationRequest;
import dev.tocsin.proto.notification.v1.ListNotificationEventsResponse;
import dev.tocsin.proto.notification.v1.ListNotificationsRequest;
import dev.tocsin.proto.notification.v1.ListNotificationsResponse;
import dev.tocsin.proto.notification.v1.Notification;
import io.grpc.Status;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** The RPCs that ask for notifications and look at them. */
@Singleton
class NotificationRpcs {

  private static final RequestRules RULES =
      RequestRules.of(CreateNotificationRequest.getDescriptor());

  private final Database db;
  private final Asking asking;
  private final NotificationStore store;

  NotificationRpcs(
      @ServiceDatabase("notification") Database db, Asking asking, NotificationStore store) {
    this.db = db;
    this.asking = asking;
    this.store = store;
  }

  Uni<Notification> create(Caller caller, Notification wanted) {
    return asking
        .ask(caller, NotificationMessages.asked(wanted, db.clock().now()))
        .map(view -> NotificationMessages.message(view, wanted));
  }

  /** One after the other: a batch of one caller shall not take all connections. */
  Uni<BatchCreateNotificationsResponse> createAll(
      Caller caller, BatchCreateNotificationsRequest request) {
    return Multi.createFrom()
        .items(IntStream.range(0, request.getNotificationsCount()).boxed())
        .onItem()
        .transformToUniAndConcatenate(
            position -> item(caller, position, request.getNotifications(position)))
        .collect()
        .asList()
        .map(
            results ->
                BatchCreateNotificationsResponse.newBuilder().addAllResults(results).build());
  }

  private Uni<BatchItemResult> item(Caller caller, int position, Notification wanted) {
    BatchItemResult.Builder result = BatchItemResult.newBuilder().setPosition(position);
    return Uni.createFrom()
        .deferred(
            () -> {
              List<Violation> mistakes =
                  RULES.check(
                      CreateNotificationRequest.newBuilder().setNotification(wanted).build());
              if (!mistakes.isEmpty()) {
                throw new Invalid(mistakes);
              }
              return create(caller, wanted);
            })
        .map(queued -> result.setNotification(queued).build())
        .onFailure()
        .recoverWithItem(failure -> result.setError(error(failure, caller.requestId())).build());
  }

  private static BatchItemError error(Throwable failure, String requestId) {
    Status status = Status.fromThrowable(ErrorMapper.toStatus(failure, requestId));
    String words =
        failure instanceof Invalid invalid
            ? String.join(
                "; ",
                invalid.violations().stream()
                    .map(each -> each.field() + ": " + each.message())
                    .toList())
            : String.valueOf(status.getDescription());
    return BatchItemError.newBuilder().setCode(status.getCode().name()).setMessage(words).build();
  }

  Uni<Notification> get(UUID tenant, UUID id) {
    return db.inTenant(tenant, tx -> store.get(tx, tenant, id)).map(NotificationMessages::message);
  }

  Uni<ListNotificationsResponse> list(UUID tenant, ListNotificationsRequest request) {
    int size = PageToken.size(request.getPageSize(), 50);
    Optional<UUID> before =
        PageToken.read(NotificationMessages.LIST, request.getPageToken(), 1)
            .map(key -> UUID.fromString(key.get(0)));
    NotificationStore.Filter filter = NotificationMessages.filter(request);
    return db.inTenant(tenant, tx -> store.list(tx, tenant, filter, before, size + 1))
        .map(found -> NotificationMessages.page(found, size));
  }

  Uni<ListNotificationEventsResponse> events(UUID tenant, UUID id) {
    return db.inTenant(
            tenant,
            tx -> store.get(tx, tenant, id).chain(found -> store.events(tx, tenant, found.key())))
        .map(NotificationMessages::events);
  }
}
