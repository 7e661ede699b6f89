package dev.tocsin.identity;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.proto.notification.v1.Delivery;
import dev.tocsin.proto.notification.v1.MutinyNotificationServiceGrpc;
import dev.tocsin.proto.notification.v1.RefusedDestination;
import dev.tocsin.proto.notification.v1.SendNotificationRequest;
import dev.tocsin.proto.notification.v1.SendNotificationResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** notification-service as this service sees it: it keeps what it is asked to send. */
@GrpcService
@Singleton
public class FakeNotification extends MutinyNotificationServiceGrpc.NotificationServiceImplBase {

  /** An address that no channel serves. */
  public static final String UNSERVED = "nobody@unserved.example";

  private static final Map<UUID, List<SendNotificationRequest>> ASKED = new ConcurrentHashMap<>();

  /** What was asked for a tenant, oldest first. */
  public static List<SendNotificationRequest> asked(String tenant) {
    return ASKED.getOrDefault(UUID.fromString(tenant), List.of());
  }

  @Override
  public Uni<SendNotificationResponse> sendNotification(SendNotificationRequest request) {
    ASKED
        .computeIfAbsent(Caller.current().tenantId(), _ -> new CopyOnWriteArrayList<>())
        .add(request);
    SendNotificationResponse.Builder answer = SendNotificationResponse.newBuilder();
    request
        .getDestinationsList()
        .forEach(
            to -> {
              if (to.getAddress().equals(UNSERVED)) {
                answer.addRefused(
                    RefusedDestination.newBuilder().setReason("No email channel is set up"));
              } else {
                answer.addDeliveries(Delivery.newBuilder().setId(UUID.randomUUID().toString()));
              }
            });
    return Uni.createFrom().item(answer.build());
  }
}
