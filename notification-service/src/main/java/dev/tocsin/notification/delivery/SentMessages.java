package dev.tocsin.notification.delivery;

import dev.tocsin.notification.delivery.Sending.Result;
import dev.tocsin.platform.error.ErrorMapper;
import dev.tocsin.proto.notification.v1.RefusedDestination;
import dev.tocsin.proto.notification.v1.SendNotificationRequest;
import dev.tocsin.proto.notification.v1.SendNotificationResponse;
import dev.tocsin.proto.notification.v1.SendNotificationResult;
import dev.tocsin.proto.notification.v1.SendNotificationsResponse;
import io.grpc.protobuf.StatusProto;
import java.util.List;

/** What became of wishes, as messages. */
final class SentMessages {

  private SentMessages() {}

  static SendNotificationResponse of(SendNotificationRequest request, Result.Queued queued) {
    SendNotificationResponse.Builder response = SendNotificationResponse.newBuilder();
    queued.deliveries().stream().map(NotificationGrpc::message).forEach(response::addDeliveries);
    queued
        .refused()
        .forEach(
            (position, reason) -> {
              RefusedDestination.Builder refused =
                  RefusedDestination.newBuilder().setReason(reason);
              if (position < request.getDestinationsCount()) {
                refused.setDestination(request.getDestinations(position));
              }
              response.addRefused(refused);
            });
    return response.build();
  }

  /** One for each request, in their order. */
  static SendNotificationsResponse of(
      List<SendNotificationRequest> requests, List<Result> results, String requestId) {
    SendNotificationsResponse.Builder response = SendNotificationsResponse.newBuilder();
    for (int i = 0; i < requests.size(); i++) {
      SendNotificationResult.Builder result = SendNotificationResult.newBuilder();
      switch (results.get(i)) {
        case Result.Queued queued -> result.setQueued(of(requests.get(i), queued));
        case Result.Failed failed ->
            result.setError(
                StatusProto.fromThrowable(ErrorMapper.toStatus(failed.why(), requestId)));
      }
      response.addResults(result);
    }
    return response.build();
  }
}
