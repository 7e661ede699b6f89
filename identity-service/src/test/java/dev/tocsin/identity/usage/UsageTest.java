package dev.tocsin.identity.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.identity.Grpc;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.identity.v1.RecordUsageRequest;
import dev.tocsin.proto.identity.v1.UsageServiceGrpc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a tenant uses is counted once. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class UsageTest {

  private final TestTenant tenant = TestTenant.create();

  @Test
  void aReportThatComesAgainIsNotAddedAgain() {
    RecordUsageRequest report =
        report("2026-03-01", Map.of("alerts_received", 7L, "sent.slack", 2L));

    IntStream.range(0, 8).parallel().forEach(i -> record(report));
    record(report("2026-03-01", Map.of("alerts_received", 3L, "sms_segments", 4L)));
    record(report("2026-03-02", Map.of("sent.slack", 1L, "sent.sms", 2L)));

    JsonObject usage =
        tenant.owner().get("/api/v1/admin/usage?from=2026-03-01&to=2026-03-31").expect(200);
    JsonArray days = usage.getJsonArray("days");
    assertEquals(2, days.size());
    JsonObject first = days.getJsonObject(0);
    assertEquals("2026-03-01", first.getString("day"));
    assertEquals("10", first.getString("alertsReceived"));
    assertEquals("4", first.getString("smsSegments"));
    assertEquals("2", first.getJsonObject("messagesSent").getString("slack"));
    JsonObject total = usage.getJsonObject("total");
    assertEquals("10", total.getString("alertsReceived"));
    assertEquals("3", total.getJsonObject("messagesSent").getString("slack"));
    assertEquals("2", total.getJsonObject("messagesSent").getString("sms"));
  }

  @Test
  void callsOfPeopleAndKeysAreCounted() {
    long before = calls();
    for (int i = 0; i < 5; i++) {
      tenant.owner().get("/api/v1/users").expect(200);
    }

    long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (calls() < before + 5) {
      assertTrue(System.nanoTime() < end, "not counted after two minutes");
      sleep();
    }
  }

  @Test
  void oneTenantsUsageIsNotAnothers() {
    record(report("2026-03-01", Map.of("alerts_received", 7L)));

    JsonObject other =
        TestTenant.create()
            .owner()
            .get("/api/v1/admin/usage?from=2026-03-01&to=2026-03-02")
            .expect(200);

    assertEquals(0, other.getJsonArray("days").size());
  }

  @Test
  void isForAdminsAndForDaysThatAre() {
    assertEquals(403, tenant.key("manager").api().get("/api/v1/admin/usage").status());
    assertEquals(200, tenant.key("admin").api().get("/api/v1/admin/usage").status());
    assertEquals(400, tenant.owner().get("/api/v1/admin/usage?from=2026-02-30").status());
    assertEquals(
        400, tenant.owner().get("/api/v1/admin/usage?from=2026-03-02&to=2026-03-01").status());
    assertEquals(
        400, tenant.owner().get("/api/v1/admin/usage?from=2020-01-01&to=2026-03-01").status());
  }

  private long calls() {
    return Long.parseLong(
        tenant
            .key("admin")
            .api()
            .get("/api/v1/admin/usage")
            .expect(200)
            .getJsonObject("total")
            .getString("apiCalls"));
  }

  private static RecordUsageRequest report(String day, Map<String, Long> counts) {
    return RecordUsageRequest.newBuilder()
        .setReportId(UUID.randomUUID().toString())
        .setDay(day)
        .putAllCounts(counts)
        .build();
  }

  private void record(RecordUsageRequest report) {
    UsageServiceGrpc.newBlockingStub(Grpc.channel())
        .withInterceptors(As.service("alerting", UUID.fromString(tenant.id())))
        .recordUsage(report);
  }

  private static void sleep() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
