package dev.tocsin.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.limit.Bucket;
import dev.tocsin.platform.limit.LimitConfig;
import dev.tocsin.platform.limit.Rate;
import dev.tocsin.platform.limit.RateLimits;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ApiLimitsTest {

  private static final String GET_ALERT = "tocsin.alerting.v1.AlertService.GetAlert";

  @Inject RateLimits limits;
  @Inject LimitConfig config;

  @Test
  void holdATenantToItsCallsAndNobodyElse() {
    UUID busy = UUID.randomUUID();
    Rate method = new Rate(config.methodPerSecond(), config.methodBurst());
    String bucket = "api:" + busy + ":" + GET_ALERT;
    Optional<Duration> wait = Optional.empty();
    // Drained for a while to come, so that a slow machine does not find it filled again.
    for (int i = 0; i < config.methodBurst() * 3 && wait.isEmpty(); i++) {
      wait =
          limits
              .take(List.of(new Bucket(bucket, new Rate(0.01, method.burst()))))
              .await()
              .atMost(Duration.ofSeconds(30));
    }
    assertTrue(wait.isPresent(), "drained");

    ApiClient.Answer refused = get(busy);
    ApiClient.Answer neighbour = get(UUID.randomUUID());

    assertEquals(429, refused.status(), refused.text());
    assertTrue(Integer.parseInt(refused.header("retry-after")) >= 1);
    assertEquals("urn:tocsin:problem:exhausted", refused.json().getString("type"));
    assertEquals(200, neighbour.status(), neighbour.text());
  }

  private static ApiClient.Answer get(UUID tenant) {
    return ApiClient.with(TestTokens.token(tenant, "viewer"))
        .get("/api/v1/alerts/0190a000-0000-7000-8000-000000000001");
  }
}
