package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.RateChanges;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Lets deliveries go that were told to come back when a rate allows what it no longer is. */
@Singleton
class HeldDeliveries implements RateChanges {

  /** Not those that a worker has: what is due when its lease ends is claimed. */
  private static final String RELEASE =
      """
      UPDATE notification.delivery SET due_at = ?3
      WHERE tenant_id = ?1 AND channel_id = ?2 AND state = 'pending' AND held <> ''
        AND due_at > ?3 AND lease_until IS DISTINCT FROM due_at\
      """;

  private final TocsinClock clock;
  private final DeliveryQueues queues;

  HeldDeliveries(TocsinClock clock, DeliveryQueues queues) {
    this.clock = clock;
    this.queues = queues;
  }

  @Override
  public Uni<Void> release(Mutiny.Session tx, UUID tenant, UUID channel) {
    return tx.createNativeQuery(RELEASE)
        .setParameter(1, tenant)
        .setParameter(2, channel)
        .setParameter(3, DeliveryStore.at(clock.now()))
        .executeUpdate()
        .replaceWithVoid();
  }

  @Override
  public void committed(String kind) {
    queues.wake(kind);
  }
}
