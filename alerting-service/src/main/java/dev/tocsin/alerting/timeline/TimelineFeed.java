package dev.tocsin.alerting.timeline;

import dev.tocsin.alerting.alert.Gone;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.feed.Position;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a tenant, as it happens, on whichever replica it happens: each follower reads the
 * database, at once after a commit of this process and every half second for those of others.
 * Entries come in the order in which they became certain (ADR 15): nothing is ever told behind what
 * was told before, so whoever resumes after an entry misses none and gets none twice.
 */
@Singleton
public class TimelineFeed {

  private static final Logger LOG = Logger.getLogger(TimelineFeed.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int BATCH = 500;

  /**
   * After a wake-up with nothing to see: what was committed becomes certain when those that began
   * before it have ended.
   */
  private static final List<Duration> AGAIN =
      List.of(Duration.ofMillis(10), Duration.ofMillis(40), Duration.ofMillis(150));

  private final Database database;
  private final Map<UUID, ConcurrentLinkedQueue<UniEmitter<? super Void>>> waiting =
      new ConcurrentHashMap<>();

  TimelineFeed(@ServiceDatabase("alerting") Database database) {
    this.database = database;
  }

  /** Something of the tenant was committed in this process. */
  public void wake(UUID tenant) {
    var followers = waiting.get(tenant);
    if (followers == null) {
      return;
    }
    for (var follower = followers.poll(); follower != null; follower = followers.poll()) {
      follower.complete(null);
    }
  }

  /**
   * Everything after an entry, or from now on; never ends by itself, not even while the database is
   * away. Reads on only as fast as entries are taken. Fails with {@code NotFound} when there is no
   * such entry.
   *
   * @param after the last entry that the follower knows
   */
  public Multi<Entry> follow(UUID tenant, Optional<UUID> after) {
    Follower follower = new Follower(tenant, after);
    return Multi.createBy()
        .repeating()
        .uni(follower::next)
        .indefinitely()
        .onItem()
        .<Entry>disjoint();
  }

  private Uni<Boolean> woken(UUID tenant, Duration patience) {
    Context own = Vertx.currentContext();
    Uni<Boolean> woken =
        Uni.createFrom()
            .<Void>emitter(
                emitter -> {
                  var followers =
                      waiting.computeIfAbsent(tenant, _ -> new ConcurrentLinkedQueue<>());
                  followers.add(emitter);
                  emitter.onTermination(() -> followers.remove(emitter));
                })
            .replaceWith(true)
            .ifNoItem()
            .after(patience)
            .recoverWithItem(false);
    return own == null ? woken : woken.emitOn(task -> own.runOnContext(_ -> task.run()));
  }

  private final class Follower {
    private final UUID tenant;
    private final Optional<UUID> after;
    private volatile @Nullable Position reached;
    private volatile boolean caughtUp;
    private volatile int looks = AGAIN.size();

    Follower(UUID tenant, Optional<UUID> after) {
      this.tenant = tenant;
      this.after = after;
    }

    /** The next entries, maybe none. */
    Uni<List<Entry>> next() {
      Position known = reached;
      Uni<List<Entry>> entries = known == null ? begin() : caughtUp ? live(known) : read(known);
      return entries
          .onFailure(failure -> !(failure instanceof NotFound))
          .recoverWithUni(
              failure -> {
                LOG.debugf(
                    "event=timeline_unread tenant=%s error=%s", tenant, failure.getMessage());
                return Uni.createFrom().item(List.<Entry>of()).onItem().delayIt().by(AFTER_FAILURE);
              });
    }

    private Uni<List<Entry>> begin() {
      return database
          .inTenant(
              tenant,
              tx ->
                  after.isEmpty()
                      ? TimelineStore.now(tx)
                      : TimelineStore.where(tx, tenant, after.get())
                          .map(
                              found ->
                                  found.orElseThrow(
                                      () -> Gone.entry(after.get(), database.clock().now()))))
          .invoke(position -> reached = position)
          .replaceWith(List.of());
    }

    private Uni<List<Entry>> live(Position known) {
      Duration patience = looks < AGAIN.size() ? AGAIN.get(looks) : POLL;
      return woken(tenant, patience)
          .invoke(woken -> looks = woken ? 0 : looks + 1)
          .chain(() -> read(known));
    }

    private Uni<List<Entry>> read(Position known) {
      return database
          .inTenant(tenant, tx -> TimelineStore.after(tx, tenant, known, BATCH))
          .invoke(
              page -> {
                reached = page.reached();
                caughtUp = page.entries().size() < BATCH;
                looks = page.entries().isEmpty() ? looks : AGAIN.size();
              })
          .map(TimelineStore.Page::entries);
    }
  }
}
