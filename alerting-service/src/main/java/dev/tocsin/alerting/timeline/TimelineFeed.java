package dev.tocsin.alerting.timeline;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jboss.logging.Logger;

/**
 * What happens in a tenant, as it happens, on whichever replica it happens: each follower reads the
 * database, at once after a commit of this process and every half second for those of others. A
 * transaction may commit after a later entry was read; so each look goes back ten seconds, and what
 * was told is not told again. Resumed from an entry, the stream begins strictly after it.
 */
@ApplicationScoped
public class TimelineFeed {

  private static final Logger LOG = Logger.getLogger(TimelineFeed.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LATE_COMMITS = Duration.ofSeconds(10);
  private static final int BATCH = 500;

  /**
   * More late entries than any ten seconds of a tenant should have: the bound of a follower's
   * memory.
   */
  private static final int REMEMBERED = 50_000;

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
   * away. Reads on only as fast as entries are taken.
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

  /** The smallest id of that time. */
  static UUID floor(Instant at) {
    return new UUID((at.toEpochMilli() << 16) | 0x7000L, 0x8000000000000000L);
  }

  private Uni<Void> pause(UUID tenant) {
    Context own = Vertx.currentContext();
    Uni<Void> woken =
        Uni.createFrom()
            .<Void>emitter(
                emitter -> {
                  var followers =
                      waiting.computeIfAbsent(tenant, _ -> new ConcurrentLinkedQueue<>());
                  followers.add(emitter);
                  emitter.onTermination(() -> followers.remove(emitter));
                })
            .ifNoItem()
            .after(POLL)
            .recoverWithItem((Void) null);
    return own == null ? woken : woken.emitOn(task -> own.runOnContext(_ -> task.run()));
  }

  private final class Follower {
    private final UUID tenant;

    /** Where to begin; empty: now. */
    private volatile Optional<UUID> start;

    private final TreeSet<UUID> told = new TreeSet<>(TimelineStore.ORDER);
    private volatile boolean caughtUp;

    Follower(UUID tenant, Optional<UUID> after) {
      this.tenant = tenant;
      this.start = after;
    }

    /** The next entries, maybe none. */
    Uni<List<Entry>> next() {
      return (start.isPresent() && !caughtUp ? catchUp() : live())
          .onFailure()
          .recoverWithUni(
              failure -> {
                LOG.debugf(
                    "event=timeline_unread tenant=%s error=%s", tenant, failure.getMessage());
                return Uni.createFrom().item(List.<Entry>of()).onItem().delayIt().by(AFTER_FAILURE);
              });
    }

    private Uni<List<Entry>> catchUp() {
      return read(start.orElseThrow(), BATCH)
          .invoke(
              entries -> {
                entries.forEach(entry -> told.add(entry.id()));
                if (entries.size() < BATCH) {
                  caughtUp = true;
                  told.add(start.orElseThrow());
                } else {
                  start = Optional.of(entries.getLast().id());
                }
              });
    }

    private Uni<List<Entry>> live() {
      if (!caughtUp) {
        // From now on: what is there already counts as told.
        return read(floor(database.clock().now().minus(LATE_COMMITS)), REMEMBERED)
            .invoke(
                entries -> {
                  entries.forEach(entry -> told.add(entry.id()));
                  caughtUp = true;
                })
            .replaceWith(List.of());
      }
      return pause(tenant)
          .chain(() -> read(from(), told.size() + BATCH))
          .map(entries -> entries.stream().filter(entry -> told.add(entry.id())).toList())
          .invoke(this::forget);
    }

    private UUID from() {
      UUID oldest = floor(database.clock().now().minus(LATE_COMMITS));
      UUID last = told.isEmpty() ? oldest : told.last();
      // After a shift of time the last entry told may be far behind: nothing in between is passed
      // over.
      return TimelineStore.isAfter(oldest, last) ? last : oldest;
    }

    private void forget(List<Entry> entries) {
      UUID oldest = floor(database.clock().now().minus(LATE_COMMITS.multipliedBy(2)));
      while (told.size() > 1
          && (told.size() > REMEMBERED || TimelineStore.isAfter(oldest, told.first()))) {
        told.pollFirst();
      }
    }

    private Uni<List<Entry>> read(UUID after, int limit) {
      return database.inTenant(tenant, tx -> TimelineStore.since(tx, after, limit));
    }
  }
}
