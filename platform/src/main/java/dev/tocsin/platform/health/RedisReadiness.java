package dev.tocsin.platform.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether Redis answers. Without it Tocsin works on, slower, and says so here and in the metric
 * {@code tocsin_redis_up}.
 */
@Readiness
@Singleton
class RedisReadiness implements AsyncHealthCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private final Instance<ReactiveRedisDataSource> redis;
  private final AtomicInteger up = new AtomicInteger();

  RedisReadiness(Instance<ReactiveRedisDataSource> redis, MeterRegistry metrics) {
    this.redis = redis;
    metrics.gauge("tocsin.redis.up", up);
  }

  void atStart(@Observes StartupEvent start) {
    call().subscribe().with(ignored -> {}, ignored -> {});
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return ping()
        .invoke(answered -> up.set(answered ? 1 : 0))
        .map(
            answered ->
                HealthCheckResponse.named("redis")
                    .up()
                    .withData("redis", answered ? "up" : "down")
                    .build());
  }

  private Uni<Boolean> ping() {
    if (!redis.isResolvable()) {
      return Uni.createFrom().item(false);
    }
    return Uni.createFrom()
        .deferred(() -> redis.get().execute("PING"))
        .map(answer -> true)
        .ifNoItem()
        .after(PATIENCE)
        .recoverWithItem(false)
        .onFailure()
        .recoverWithItem(false);
  }
}
