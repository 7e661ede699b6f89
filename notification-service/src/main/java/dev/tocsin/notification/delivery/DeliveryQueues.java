package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.Channel;
import dev.tocsin.notification.channel.Channels;
import dev.tocsin.notification.live.LiveUpdates;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.queue.JobHandler;
import dev.tocsin.platform.queue.QueueSpec;
import dev.tocsin.platform.queue.WorkQueue;
import dev.tocsin.platform.queue.WorkQueues;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The delivery queues of this process, one for each kind of channel. */
@Singleton
class DeliveryQueues {

  private final Map<String, WorkQueue> byKind = new ConcurrentHashMap<>();
  private final DeliveryRetention retention;
  private final LiveUpdates live;

  DeliveryQueues(DeliveryRetention retention, LiveUpdates live) {
    this.retention = retention;
    this.live = live;
  }

  void start(
      @Observes StartupEvent start,
      @ServiceDatabase("notification") Database db,
      WorkQueues queues,
      Channels channels,
      DeliveryConfig config,
      Instance<DeliveryWorker> worker) {
    JobHandler handler = worker.get();
    for (Channel channel : channels.all()) {
      byKind.put(channel.kind(), queues.start(db, spec(channel.kind(), config), handler));
    }
  }

  /**
   * Attempts are counted here and not by the queue, because a claim may have to wait without one.
   */
  private static QueueSpec spec(String kind, DeliveryConfig config) {
    return new QueueSpec(
        "notification",
        "delivery",
        kind,
        100,
        config.concurrency(),
        config.lease(),
        Integer.MAX_VALUE,
        config.firstBackoff(),
        config.maxBackoff(),
        config.poll());
  }

  /** Says that rows of this kind were added and committed. */
  void wake(String kind) {
    find(kind).ifPresent(WorkQueue::wake);
  }

  /**
   * Says that a tenant's rows were added and committed.
   *
   * @param waiting when the first of each kind is due that nobody works on yet
   */
  void added(UUID tenant, Map<String, Instant> waiting) {
    waiting.forEach(this::wakeAt);
    live.touch(tenant);
    retention.sweepNowAndThen(tenant);
  }

  /** Says that rows of any kind were added and committed. */
  void wakeAll() {
    byKind.values().forEach(WorkQueue::wake);
  }

  /** Has the queue look at that time. */
  void wakeAt(String kind, Instant due) {
    find(kind).ifPresent(queue -> queue.wakeAt(due));
  }

  /** The queue of this kind, once started. */
  Optional<WorkQueue> find(String kind) {
    return Optional.ofNullable(byKind.get(kind));
  }
}
