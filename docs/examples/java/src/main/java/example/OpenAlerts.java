package example;

import com.google.rpc.BadRequest;
import dev.tocsin.proto.alerting.v1.AcknowledgeAlertRequest;
import dev.tocsin.proto.alerting.v1.Alert;
import dev.tocsin.proto.alerting.v1.AlertServiceGrpc;
import dev.tocsin.proto.alerting.v1.AlertState;
import dev.tocsin.proto.alerting.v1.ListAlertsRequest;
import dev.tocsin.proto.alerting.v1.ListAlertsResponse;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.util.concurrent.TimeUnit;

/**
 * Lists the open alerts of a tenant, all pages of them, and acknowledges the one that is named.
 *
 * <pre>
 *   TOCSIN_KEY=tcs_… java example.OpenAlerts localhost:8080 [alert id]
 * </pre>
 */
public final class OpenAlerts {
  private OpenAlerts() {}

  public static void main(String[] arguments) {
    ManagedChannel channel = NettyChannelBuilder.forTarget(arguments[0]).usePlaintext().build();
    try {
      AlertServiceGrpc.AlertServiceBlockingStub alerts =
          AlertServiceGrpc.newBlockingStub(channel)
              .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(key()));
      list(alerts);
      if (arguments.length > 1) {
        acknowledge(alerts, arguments[1]);
      }
    } catch (StatusRuntimeException refused) {
      explain(refused);
    } finally {
      channel.shutdownNow();
    }
  }

  private static Metadata key() {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("x-api-key", Metadata.ASCII_STRING_MARSHALLER),
        System.getProperty("tocsin.key", String.valueOf(System.getenv("TOCSIN_KEY"))));
    return headers;
  }

  private static void list(AlertServiceGrpc.AlertServiceBlockingStub alerts) {
    String token = "";
    do {
      ListAlertsResponse page =
          alerts
              .withDeadlineAfter(10, TimeUnit.SECONDS)
              .listAlerts(
                  ListAlertsRequest.newBuilder()
                      .addStatus(AlertState.ALERT_STATE_OPEN)
                      .setPageSize(100)
                      .setPageToken(token)
                      .build());
      for (Alert alert : page.getAlertsList()) {
        System.out.println(alert.getId() + " " + alert.getSeverity() + " " + alert.getTitle());
      }
      token = page.getNextPageToken();
    } while (!token.isEmpty());
  }

  private static void acknowledge(AlertServiceGrpc.AlertServiceBlockingStub alerts, String id) {
    System.out.println(
        alerts
            .withDeadlineAfter(10, TimeUnit.SECONDS)
            .acknowledgeAlert(
                AcknowledgeAlertRequest.newBuilder().setId(id).setNote("taken by a tool").build())
            .getOutcome());
  }

  /** The status, and every mistake in the request. */
  private static void explain(StatusRuntimeException refused) {
    System.out.println(refused.getStatus().getCode() + ": " + refused.getStatus().getDescription());
    for (com.google.protobuf.Any detail : StatusProto.fromThrowable(refused).getDetailsList()) {
      if (detail.is(BadRequest.class)) {
        try {
          detail
              .unpack(BadRequest.class)
              .getFieldViolationsList()
              .forEach(v -> System.out.println("  " + v.getField() + ": " + v.getDescription()));
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
