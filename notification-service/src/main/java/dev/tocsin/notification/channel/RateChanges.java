package dev.tocsin.notification.channel;

import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Has messages that wait for the rate of a channel look again when that rate is another. */
public interface RateChanges {

  /** Makes those that the channel holds due now, in the transaction that changes its rate. */
  Uni<Void> release(Mutiny.Session tx, UUID tenant, UUID channel);

  /** A change of a channel of this kind has committed. */
  void committed(String kind);
}
