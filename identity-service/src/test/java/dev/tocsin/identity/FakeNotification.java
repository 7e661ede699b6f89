package dev.tocsin.identity;

import com.google.protobuf.Empty;
import com.google.protobuf.util.Timestamps;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.proto.notification.v1.BlockedContact;
import dev.tocsin.proto.notification.v1.CheckContactsRequest;
import dev.tocsin.proto.notification.v1.CheckContactsResponse;
import dev.tocsin.proto.notification.v1.Delivery;
import dev.tocsin.proto.notification.v1.MutinyNotificationServiceGrpc;
import dev.tocsin.proto.notification.v1.RefusedDestination;
import dev.tocsin.proto.notification.v1.SendNotificationRequest;
import dev.tocsin.proto.notification.v1.SendNotificationResponse;
import dev.tocsin.proto.notification.v1.UnblockContactRequest;
import io.grpc.Status;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** notification-service as this service sees it: it keeps what it is asked to send. */
@GrpcService
@Singleton
public class FakeNotification extends MutinyNotificationServiceGrpc.NotificationServiceImplBase {

  /** An address that no channel serves. */
  public static final String UNSERVED = "nobody@unserved.example";

  private static final Map<UUID, Status> FAILING = new ConcurrentHashMap<>();

  private static final Map<UUID, List<SendNotificationRequest>> ASKED = new ConcurrentHashMap<>();

  private static final Map<UUID, Set<String>> BLOCKED = new ConcurrentHashMap<>();

  /** Refuses messages of a tenant to an address, until it is unblocked. */
  public static void block(String tenant, String address) {
    blocked(UUID.fromString(tenant)).add(address);
  }

  /** The code that it was asked to send last for this tenant. */
  public static String code(String tenant) {
    return asked(tenant)
        .getLast()
        .getRenderContext()
        .getFieldsOrThrow("contact")
        .getStructValue()
        .getFieldsOrThrow("code")
        .getStringValue();
  }

  /** Messages of a tenant are kept as ever, but answered with this status; OK ends it. */
  public static void answer(String tenant, Status status) {
    FAILING.put(UUID.fromString(tenant), status);
  }

  private static Set<String> blocked(UUID tenant) {
    return BLOCKED.computeIfAbsent(tenant, _ -> ConcurrentHashMap.newKeySet());
  }

  @Override
  public Uni<CheckContactsResponse> checkContacts(CheckContactsRequest request) {
    Set<String> blocked = blocked(Caller.current().tenantId());
    CheckContactsResponse.Builder answer = CheckContactsResponse.newBuilder();
    for (int i = 0; i < request.getContactsCount(); i++) {
      if (blocked.contains(request.getContacts(i).getAddress())) {
        answer.addBlocked(
            BlockedContact.newBuilder()
                .setPosition(i)
                .setFault("cannot_receive")
                .setReason("The carrier says that it takes no texts")
                .setSinceTime(Timestamps.fromSeconds(1_790_000_000L)));
      }
    }
    return Uni.createFrom().item(answer.build());
  }

  @Override
  public Uni<Empty> unblockContact(UnblockContactRequest request) {
    blocked(Caller.current().tenantId()).remove(request.getContact().getAddress());
    return Uni.createFrom().item(Empty.getDefaultInstance());
  }

  /** What was asked for a tenant, oldest first. */
  public static List<SendNotificationRequest> asked(String tenant) {
    return ASKED.getOrDefault(UUID.fromString(tenant), List.of());
  }

  @Override
  public Uni<SendNotificationResponse> sendNotification(SendNotificationRequest request) {
    ASKED
        .computeIfAbsent(Caller.current().tenantId(), _ -> new CopyOnWriteArrayList<>())
        .add(request);
    Status status = FAILING.getOrDefault(Caller.current().tenantId(), Status.OK);
    if (!status.isOk()) {
      return Uni.createFrom().failure(status.asRuntimeException());
    }
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
