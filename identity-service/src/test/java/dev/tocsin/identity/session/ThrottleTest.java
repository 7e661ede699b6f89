package dev.tocsin.identity.session;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.error.Exhausted;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.time.TocsinClock;
import io.quarkus.redis.runtime.datasource.ReactiveRedisDataSourceImpl;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The limits are the same with Redis and without it. */
class ThrottleTest {

  /** Where attempts are counted. */
  enum Counting {
    IN_REDIS,
    LOCALLY
  }

  private static Vertx vertx;

  private final String address = UUID.randomUUID().toString();

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() {
    vertx.closeAndAwait();
  }

  @ParameterizedTest
  @EnumSource
  void limitsAttemptsAtOneAccountFromOneAddress(Counting counting) {
    Throttle throttle = throttle(counting);
    for (int i = 0; i < 5; i++) {
      await(throttle.attempt("acme", "ann@example.com", address));
    }

    Exhausted refused =
        assertThrows(
            Exhausted.class, () -> await(throttle.attempt("acme", "ANN@example.com", address)));

    assertTrue(refused.retryAfter().compareTo(Duration.ofMinutes(4)) > 0);
    assertTrue(refused.retryAfter().compareTo(Duration.ofMinutes(5)) <= 0);
    assertDoesNotThrow(() -> await(throttle.attempt("acme", "bob@example.com", address)));
    assertDoesNotThrow(() -> await(throttle.attempt("acme", "ann@example.com", address + "0")));
  }

  @ParameterizedTest
  @EnumSource
  void limitsAttemptsFromOneAddressWhateverTheAccount(Counting counting) {
    Throttle throttle = throttle(counting);
    for (int i = 0; i < 60; i++) {
      await(throttle.attempt("acme", i + "@example.com", address));
    }

    assertThrows(
        Exhausted.class, () -> await(throttle.attempt("acme", "next@example.com", address)));
  }

  @ParameterizedTest
  @EnumSource
  void successesDoNotCount(Counting counting) {
    Throttle throttle = throttle(counting);
    for (int i = 0; i < 100; i++) {
      await(throttle.attempt("acme", "ann@example.com", address));
      await(throttle.succeeded("acme", "ann@example.com", address));
    }

    assertEquals(
        null, assertDoesNotThrow(() -> await(throttle.attempt("acme", "a@b.example", address))));
  }

  private static Throttle throttle(Counting counting) {
    String url =
        counting == Counting.IN_REDIS
            ? TestServers.settings().get("tocsin.redis.url")
            : "redis://127.0.0.1:1";
    Redis redis = Redis.createClient(vertx, url);
    var source = new ReactiveRedisDataSourceImpl(vertx, redis, RedisAPI.api(redis));
    SessionConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(SessionConfig.class)
            .build()
            .getConfigMapping(SessionConfig.class);
    return new Throttle(
        config, TocsinClock.standingAt(Instant.parse("2026-01-01T00:00:00Z")), source);
  }

  private static <T> T await(Uni<T> uni) {
    return uni.await().atMost(Duration.ofSeconds(60));
  }
}
