package dev.tocsin.notification.live;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Tells all replicas through Redis that something of a tenant was written. Only a hint: while Redis
 * is away it is the poll that finds events.
 */
@Singleton
class LiveHints {

  private static final Logger LOG = Logger.getLogger(LiveHints.class);
  private static final String CHANNEL = "tocsin:live:notification";
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long RECONNECT_MILLIS = 1_000;

  private final ReactiveRedisDataSource redis;
  private final Vertx vertx;
  private volatile boolean heard;
  private volatile boolean closed;
  private final AtomicBoolean retrying = new AtomicBoolean();

  LiveHints(ReactiveRedisDataSource redis, Vertx vertx) {
    this.redis = redis;
    this.vertx = vertx;
  }

  /** Whether hints of other replicas arrive. */
  boolean areHeard() {
    return heard;
  }

  void send(UUID tenant) {
    Uni.createFrom()
        .deferred(() -> redis.pubsub(String.class).publish(CHANNEL, tenant.toString()))
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .subscribe()
        .with(sent -> {}, failure -> LOG.debugf("No hint sent: %s", failure.getMessage()));
  }

  /** Hears hints until {@link #close}; subscribes again whenever Redis comes back. */
  void hear(Consumer<UUID> hint) {
    if (closed) {
      return;
    }
    Uni.createFrom()
        .deferred(
            () ->
                redis
                    .pubsub(String.class)
                    .subscribe(
                        CHANNEL,
                        tenant -> hint.accept(UUID.fromString(tenant)),
                        () -> lost(hint),
                        failure -> lost(hint)))
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .subscribe()
        .with(
            subscribed -> heard = true,
            failure -> {
              LOG.debugf("No hints heard: %s", failure.getMessage());
              lost(hint);
            });
  }

  private void lost(Consumer<UUID> hint) {
    heard = false;
    if (retrying.compareAndSet(false, true)) {
      vertx.setTimer(
          RECONNECT_MILLIS,
          again -> {
            retrying.set(false);
            hear(hint);
          });
    }
  }

  void close() {
    closed = true;
  }
}
