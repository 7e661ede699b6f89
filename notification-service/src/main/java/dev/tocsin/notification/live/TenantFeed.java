package dev.tocsin.notification.live;

import dev.tocsin.platform.feed.Position;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The events of one tenant for those who follow it on this replica: read once, told to all. Who
 * resumes reads what it missed by itself and joins when it has caught up. Everything happens on one
 * context.
 */
final class TenantFeed {

  private static final Logger LOG = Logger.getLogger(TenantFeed.class);

  /**
   * After a hint, how long to wait before looking again when there is nothing yet: it may still
   * commit.
   */
  private static final long[] AGAIN = {15, 45, 150, 500};

  private static final long AFTER_FAILURE = 500;

  private final UUID tenant;
  private final LiveStore store;
  private final Vertx vertx;
  private final Context context;

  /** Who follows, and how far it has come; null until it has caught up. */
  private final Map<Follower, @Nullable Position> followers = new LinkedHashMap<>();

  private @Nullable Position reached;
  private boolean reading;
  private boolean lookAgain;
  private int hints = AGAIN.length;

  TenantFeed(UUID tenant, LiveStore store, Vertx vertx) {
    this.tenant = tenant;
    this.store = store;
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  void join(Follower follower) {
    context.runOnContext(
        go -> {
          followers.put(follower, null);
          begin(follower);
        });
  }

  void leave(Follower follower) {
    context.runOnContext(go -> followers.remove(follower));
  }

  /** Something was written: it may be there now or soon. */
  void hint() {
    context.runOnContext(
        go -> {
          hints = 0;
          look();
        });
  }

  void poll() {
    context.runOnContext(go -> look());
  }

  private void begin(Follower follower) {
    on(
        store.horizon(tenant),
        horizon -> {
          Position now = Position.before(horizon.end());
          Position from = follower.from();
          if (followers.values().stream().allMatch(Objects::isNull)) {
            // Nobody was told anything live lately: begin now, not where the last one left.
            reached = now;
          }
          if (from == null) {
            caughtUp(follower, now);
          } else if (from.xid() >= horizon.beyond()) {
            follower.lost();
          } else {
            catchUp(follower, from);
          }
        },
        () -> begin(follower));
  }

  private void catchUp(Follower follower, Position from) {
    if (follower.isGone()) {
      followers.remove(follower);
      return;
    }
    if (!follower.takesMore()) {
      follower.whenItTakesMore(() -> context.runOnContext(go -> catchUp(follower, from)));
      return;
    }
    on(
        store.after(tenant, from),
        page -> {
          page.events().forEach(follower::event);
          if (page.isLast()) {
            caughtUp(follower, page.reached());
          } else {
            catchUp(follower, page.reached());
          }
        },
        () -> catchUp(follower, from));
  }

  private void caughtUp(Follower follower, Position at) {
    if (reached != null && reached.isAfter(at)) {
      catchUp(follower, at);
    } else if (followers.containsKey(follower)) {
      followers.put(follower, at);
      follower.ready(at);
    }
  }

  private void look() {
    Position from = reached;
    if (from == null || followers.isEmpty()) {
      return;
    }
    if (reading) {
      lookAgain = true;
      return;
    }
    reading = true;
    on(store.after(tenant, from), this::tell, () -> reading = false);
  }

  private void tell(LivePage page) {
    reading = false;
    reached = page.reached();
    Map<Follower, Position> behind = new LinkedHashMap<>();
    followers.replaceAll(
        (follower, at) -> {
          if (at == null || follower.hasRoomFor(page.events().size())) {
            return at == null ? null : told(follower, at, page);
          }
          behind.put(follower, at);
          return null;
        });
    followers.keySet().removeIf(Follower::isGone);
    // Who does not keep up goes on at its own pace.
    behind.forEach(this::catchUp);
    if (lookAgain || !page.isLast()) {
      lookAgain = false;
      look();
    } else if (!page.events().isEmpty()) {
      hints = AGAIN.length;
    } else if (hints < AGAIN.length) {
      vertx.setTimer(AGAIN[hints++], again -> poll());
    }
  }

  private static Position told(Follower follower, Position at, LivePage page) {
    Position now = at;
    for (LiveEvent event : page.events()) {
      if (event.position().isAfter(now) && !follower.isGone()) {
        follower.event(event);
        now = event.position();
      }
    }
    return now;
  }

  /** Goes on with what was read, on the context; after a failure tries again in a while. */
  private <T> void on(Uni<T> read, Consumer<T> then, Runnable again) {
    read.subscribe()
        .with(
            found -> context.runOnContext(go -> then.accept(found)),
            failure -> {
              LOG.debugf("tenant=%s live events not read: %s", tenant, failure.getMessage());
              vertx.setTimer(AFTER_FAILURE, later -> context.runOnContext(go -> again.run()));
            });
  }
}
