package dev.tocsin.platform.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.limit.RateLimits.Draw;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.platform.time.TocsinClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class RateLimitsTest {

  private static final Rate THREE_AN_HOUR = new Rate(3 / 3600.0, 3);

  @Inject RateLimits limits;
  @Inject Redis redis;
  @Inject Vertx vertx;
  @Inject TocsinClock clock;

  @Test
  void areSharedByReplicas() {
    RateLimits replica = new RateLimits(redis, clock);
    String bucket = "test:" + UUID.randomUUID();

    assertEquals(Optional.empty(), take(limits, bucket));
    assertEquals(Optional.empty(), take(replica, bucket));
    assertEquals(Optional.empty(), take(limits, bucket));
    Duration wait = take(replica, bucket).orElseThrow();

    assertTrue(
        wait.compareTo(Duration.ofMinutes(15)) > 0 && wait.compareTo(Duration.ofMinutes(20)) <= 0,
        wait::toString);
  }

  @Test
  void takeFromAllOrFromNone() {
    Bucket narrow = new Bucket("test:" + UUID.randomUUID(), new Rate(0.001, 1));
    Bucket wide = new Bucket("test:" + UUID.randomUUID(), new Rate(0.001, 2));

    assertEquals(Optional.empty(), take(limits, narrow, wide));
    assertTrue(take(limits, narrow, wide).isPresent());
    assertEquals(Optional.empty(), take(limits, wide));
    assertTrue(take(limits, wide).isPresent());
  }

  @Test
  void areHeldByEachReplicaWhileRedisIsAway() {
    RateLimits alone = new RateLimits(Redis.createClient(vertx, "redis://localhost:1"), clock);
    String bucket = "test:" + UUID.randomUUID();

    for (int i = 0; i < 3; i++) {
      assertEquals(Optional.empty(), take(alone, bucket));
    }
    assertTrue(take(alone, bucket).isPresent());
  }

  @Test
  void giveReplicasTogetherAsManyAsThereAre() {
    RateLimits replica = new RateLimits(redis, clock);
    Bucket bucket = new Bucket("test:" + UUID.randomUUID(), THREE_AN_HOUR);

    assertEquals(new Grant(2, Duration.ZERO), takeUpTo(limits, bucket, 2));
    assertEquals(new Grant(1, Duration.ZERO), takeUpTo(replica, bucket, 5));
    Grant none = takeUpTo(limits, bucket, 5);

    assertEquals(0, none.taken());
    assertTrue(none.pause().compareTo(Duration.ofMinutes(15)) > 0, none::toString);
  }

  @Test
  void answerForSeveralBucketsInTheirOrder() {
    Bucket one = new Bucket("test:" + UUID.randomUUID(), THREE_AN_HOUR);
    Bucket other = new Bucket("test:" + UUID.randomUUID(), THREE_AN_HOUR);
    takeUpTo(limits, one, 2);

    List<Grant> grants =
        limits
            .takeUpTo(List.of(new Draw(one, 5), new Draw(other, 2)))
            .await()
            .atMost(Duration.ofSeconds(60));

    assertEquals(List.of(new Grant(1, Duration.ZERO), new Grant(2, Duration.ZERO)), grants);
  }

  @Test
  void giveWhatOneReplicaMayTakeWhileRedisIsAway() {
    RateLimits alone = new RateLimits(Redis.createClient(vertx, "redis://localhost:1"), clock);
    Bucket bucket = new Bucket("test:" + UUID.randomUUID(), THREE_AN_HOUR);

    assertEquals(3, takeUpTo(alone, bucket, 5).taken());
    assertEquals(0, takeUpTo(alone, bucket, 5).taken());
  }

  private static Grant takeUpTo(RateLimits limits, Bucket bucket, int most) {
    return limits
        .takeUpTo(List.of(new Draw(bucket, most)))
        .await()
        .atMost(Duration.ofSeconds(60))
        .getFirst();
  }

  private static Optional<Duration> take(RateLimits limits, String bucket) {
    return take(limits, new Bucket(bucket, THREE_AN_HOUR));
  }

  private static Optional<Duration> take(RateLimits limits, Bucket... buckets) {
    return limits.take(List.of(buckets)).await().atMost(Duration.ofSeconds(30));
  }
}
