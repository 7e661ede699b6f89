package dev.tocsin.alerting.support;

import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.notification.v1.CheckDestinationsRequest;
import dev.tocsin.proto.notification.v1.CheckDestinationsResponse;
import dev.tocsin.proto.notification.v1.Delivery;
import dev.tocsin.proto.notification.v1.Destination;
import dev.tocsin.proto.notification.v1.NotificationServiceGrpc;
import dev.tocsin.proto.notification.v1.ReviseNotificationsRequest;
import dev.tocsin.proto.notification.v1.ReviseNotificationsResponse;
import dev.tocsin.proto.notification.v1.SendNotificationRequest;
import dev.tocsin.proto.notification.v1.SendNotificationResponse;
import dev.tocsin.proto.notification.v1.SendNotificationsRequest;
import dev.tocsin.proto.notification.v1.SendNotificationsResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * notification-service as alerting-service sees it: idempotent by key, everything else is kept to
 * be looked at.
 */
public final class FakeNotification extends NotificationServiceGrpc.NotificationServiceImplBase {

  final AtomicBoolean down = new AtomicBoolean();

  /** One page that was taken for one destination. */
  public record Page(
      UUID tenant, String key, UUID group, Destination to, SendNotificationRequest request) {}

  /** One request, whatever was answered. */
  public record Heard(UUID tenant, SendNotificationRequest request) {}

  /** One revision. */
  public record Revision(UUID tenant, ReviseNotificationsRequest request) {}

  private record Key(UUID tenant, String key) {}

  private final Map<Key, SendNotificationResponse> answered = new ConcurrentHashMap<>();
  private final Map<Key, ReviseNotificationsResponse> revised = new ConcurrentHashMap<>();
  private final Set<UUID> refusedChannels = ConcurrentHashMap.newKeySet();
  private final Set<String> refusedAddresses = ConcurrentHashMap.newKeySet();

  /** What was taken, once for each key. */
  public final Queue<Page> pages = new ConcurrentLinkedQueue<>();

  private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();

  /** What was revised, once for each key. */
  public final List<Revision> revisions = new CopyOnWriteArrayList<>();

  /** How often a call came, repetitions included. */
  public final AtomicInteger calls = new AtomicInteger();

  /** Run in every call before it is answered; a place to be slow. */
  public volatile Runnable meanwhile = () -> {};

  /** Loses the answers, as a broken connection after the commit would. */
  public final AtomicBoolean losesAnswers = new AtomicBoolean();

  /** Happens in the next call of this tenant alone: pages of others may come at any time. */
  public void onceMeanwhile(UUID tenant, Runnable happens) {
    AtomicBoolean happened = new AtomicBoolean();
    meanwhile =
        () -> {
          if (tenant.equals(Guard.TENANT.get()) && happened.compareAndSet(false, true)) {
            happens.run();
          }
        };
  }

  /** Forgets what it has heard: ten thousand pages of one test are a burden to the next. */
  void forget() {
    pages.clear();
    heard.clear();
  }

  /** Stops or starts answering. */
  public void down(boolean is) {
    down.set(is);
  }

  /** Refuses a channel as if it had been deleted. */
  public void refuse(UUID channel) {
    refusedChannels.add(channel);
  }

  /** Refuses an address for good. */
  public void refuse(String address) {
    refusedAddresses.add(address);
  }

  /** What a tenant's people and channels were paged, oldest first. */
  public List<Page> pages(UUID tenant) {
    return pages.stream().filter(page -> page.tenant().equals(tenant)).toList();
  }

  /** Every request of a tenant, repetitions included, oldest first. */
  public List<SendNotificationRequest> heard(UUID tenant) {
    return heard.stream().filter(one -> one.tenant().equals(tenant)).map(Heard::request).toList();
  }

  /** The revisions of a tenant, oldest first. */
  public List<Revision> revisions(UUID tenant) {
    return revisions.stream().filter(revision -> revision.tenant().equals(tenant)).toList();
  }

  @Override
  public void sendNotification(
      SendNotificationRequest request, StreamObserver<SendNotificationResponse> to) {
    calls.incrementAndGet();
    UUID tenant = Guard.TENANT.get();
    heard.add(new Heard(tenant, request));
    SendNotificationResponse answer =
        answered.computeIfAbsent(
            new Key(tenant, request.getIdempotencyKey()), _ -> take(tenant, request));
    meanwhile.run();
    if (losesAnswers.get()) {
      to.onError(
          io.grpc.Status.UNAVAILABLE.withDescription("connection reset").asRuntimeException());
      return;
    }
    FakeIdentity.answer(to, answer);
  }

  @Override
  public void sendNotifications(
      SendNotificationsRequest request, StreamObserver<SendNotificationsResponse> to) {
    calls.incrementAndGet();
    UUID tenant = Guard.TENANT.get();
    SendNotificationsResponse.Builder answer = SendNotificationsResponse.newBuilder();
    for (SendNotificationRequest each : request.getRequestsList()) {
      heard.add(new Heard(tenant, each));
      answer
          .addResultsBuilder()
          .setQueued(
              answered.computeIfAbsent(
                  new Key(tenant, each.getIdempotencyKey()), _ -> take(tenant, each)));
    }
    meanwhile.run();
    if (losesAnswers.get()) {
      to.onError(
          io.grpc.Status.UNAVAILABLE.withDescription("connection reset").asRuntimeException());
      return;
    }
    FakeIdentity.answer(to, answer.build());
  }

  /** Refuses an address of a tenant's people, as after an opt-out. */
  public void refuse(UUID tenant, String address) {
    refusedAddresses.add(tenant + " " + address);
  }

  @Override
  public void checkDestinations(
      CheckDestinationsRequest request, StreamObserver<CheckDestinationsResponse> to) {
    CheckDestinationsResponse.Builder answer = CheckDestinationsResponse.newBuilder();
    for (int i = 0; i < request.getDestinationsCount(); i++) {
      Destination destination = request.getDestinations(i);
      boolean gone =
          !destination.getChannelId().isEmpty()
              && refusedChannels.contains(UUID.fromString(destination.getChannelId()));
      if (gone || refusedAddresses.contains(Guard.TENANT.get() + " " + destination.getAddress())) {
        answer.addRefusedBuilder().setPosition(i).setReason(gone ? "no such channel" : "opted out");
      }
    }
    FakeIdentity.answer(to, answer.build());
  }

  private SendNotificationResponse take(UUID tenant, SendNotificationRequest request) {
    SendNotificationResponse.Builder answer = SendNotificationResponse.newBuilder();
    for (Destination destination : request.getDestinationsList()) {
      if (refusedAddresses.contains(destination.getAddress())) {
        answer.addRefusedBuilder().setDestination(destination).setReason("no such address");
        continue;
      }
      if (!destination.getChannelId().isEmpty()
          && refusedChannels.contains(UUID.fromString(destination.getChannelId()))) {
        answer.addRefusedBuilder().setDestination(destination).setReason("no such channel");
        continue;
      }
      pages.add(
          new Page(
              tenant,
              request.getIdempotencyKey(),
              UUID.fromString(request.getAlertGroupId()),
              destination,
              request));
      answer.addDeliveries(
          Delivery.newBuilder()
              .setId(UUID.randomUUID().toString())
              .setUserId(destination.getUserId())
              .setChannelKind(
                  destination.getKind() == ChannelKind.CHANNEL_KIND_UNSPECIFIED
                      ? ChannelKind.CHANNEL_KIND_SLACK
                      : destination.getKind()));
    }
    return answer.build();
  }

  @Override
  public void reviseNotifications(
      ReviseNotificationsRequest request, StreamObserver<ReviseNotificationsResponse> to) {
    UUID tenant = Guard.TENANT.get();
    FakeIdentity.answer(
        to,
        revised.computeIfAbsent(
            new Key(tenant, request.getIdempotencyKey()),
            _ -> {
              revisions.add(new Revision(tenant, request));
              return ReviseNotificationsResponse.getDefaultInstance();
            }));
  }
}
