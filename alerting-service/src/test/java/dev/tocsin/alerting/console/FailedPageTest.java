package dev.tocsin.alerting.console;

import static dev.tocsin.alerting.support.TestTenant.step;
import static dev.tocsin.alerting.support.TestTenant.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.TestTenant.Fired;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.alerting.v1.AlertServiceGrpc.AlertServiceBlockingStub;
import dev.tocsin.proto.alerting.v1.ReportFailedPageRequest;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Pages that notification-service has given up. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class FailedPageTest extends AlertDesk {

  @Test
  void aPageThatWasGivenUpIsToldOnceOnTheTimeline() {
    Fired fired =
        tenant.fire(tenant.policy(0, null, false, step(0, user(ada))), Duration.ofHours(9));
    ReportFailedPageRequest report =
        ReportFailedPageRequest.newBuilder()
            .setAlertGroupId(fired.group().toString())
            .setDeliveryId(UUID.randomUUID().toString())
            .setChannelKind("sms")
            .setUserId(ada.toString())
            .setMaskedAddress("+41…34")
            .setDetail("the number does not exist")
            .build();
    AlertServiceBlockingStub notification =
        stub().withInterceptors(As.service("notification", tenant.id));

    notification.reportFailedPage(report);
    notification.reportFailedPage(report);

    assertEquals(List.of("page_failed"), tenant.codes(fired.group()));
    assertTrue(tenant.summaries(fired.group()).getFirst().contains("the number does not exist"));
    assertEquals(List.of("0/0/pending"), tenant.steps(fired.group()));
    assertEquals(
        Status.Code.NOT_FOUND,
        code(
            () ->
                notification.reportFailedPage(
                    report.toBuilder().setAlertGroupId(UUID.randomUUID().toString()).build())));
    assertEquals(Status.Code.PERMISSION_DENIED, code(() -> as("owner").reportFailedPage(report)));
  }
}
