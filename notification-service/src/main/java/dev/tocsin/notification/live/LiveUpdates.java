package dev.tocsin.notification.live;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Who follows which tenant on this replica, and when to look for something new. */
@Singleton
public class LiveUpdates {

  /**
   * Writers of a tenant that come within this time give one hint; it covers the usual commit too.
   */
  private static final long GATHER_MILLIS = 5;

  private final LiveStore store;
  private final LiveHints hints;
  private final LiveConfig config;
  private final Vertx vertx;
  private final Map<UUID, TenantFeed> feeds = new ConcurrentHashMap<>();
  private final Map<UUID, Integer> followers = new ConcurrentHashMap<>();

  /** Tenants whose hint is due soon; true where they were touched again since. */
  private final Map<UUID, Boolean> touched = new ConcurrentHashMap<>();

  private volatile long lastPoll;
  private volatile boolean closed;

  LiveUpdates(LiveStore store, LiveHints hints, LiveConfig config, Vertx vertx) {
    this.store = store;
    this.hints = hints;
    this.config = config;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent start) {
    hints.hear(this::hint);
    vertx.setPeriodic(config.pollWithoutRedis().toMillis(), tick -> poll());
  }

  void stop(@Observes ShutdownEvent stop) {
    closed = true;
    hints.close();
  }

  /**
   * Events of the tenant are being written by a transaction that commits soon. Costs next to
   * nothing; may be called for every event. Each call is followed by a hint, not sooner than its
   * transaction is likely to have committed.
   */
  public void touch(UUID tenant) {
    if (!closed && Boolean.FALSE.equals(touched.merge(tenant, false, (_, _) -> true))) {
      hintSoon(tenant);
    }
  }

  private void hintSoon(UUID tenant) {
    vertx.setTimer(
        GATHER_MILLIS,
        due -> {
          if (!touched.remove(tenant, false)) {
            touched.put(tenant, false);
            hintSoon(tenant);
          }
          hint(tenant);
          hints.send(tenant);
        });
  }

  /** Whether this replica stops. */
  boolean isClosed() {
    return closed;
  }

  /** Begins to tell the follower; false when the tenant has too many here. */
  boolean join(UUID tenant, Follower follower) {
    int now = followers.merge(tenant, 1, Integer::sum);
    if (now > config.connectionsPerTenant()) {
      forget(tenant);
      return false;
    }
    feeds.computeIfAbsent(tenant, id -> new TenantFeed(id, store, vertx)).join(follower);
    return true;
  }

  void leave(UUID tenant, Follower follower) {
    TenantFeed feed = feeds.get(tenant);
    if (feed != null) {
      feed.leave(follower);
    }
    forget(tenant);
  }

  private void forget(UUID tenant) {
    followers.computeIfPresent(tenant, (id, count) -> count > 1 ? count - 1 : null);
  }

  private void hint(UUID tenant) {
    TenantFeed feed = feeds.get(tenant);
    if (feed != null && followers.containsKey(tenant)) {
      feed.hint();
    }
  }

  private void poll() {
    long now = System.nanoTime();
    if (hints.areHeard() && now - lastPoll < config.poll().toNanos()) {
      return;
    }
    lastPoll = now;
    followers.keySet().stream()
        .map(feeds::get)
        .filter(feed -> feed != null)
        .forEach(TenantFeed::poll);
  }
}
