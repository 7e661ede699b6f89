package dev.tocsin.identity.user;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The sessions that a person has open; kept by the package that opens them. */
public interface OpenSessions {

  /** Ends them all in this transaction, for a reason such as {@code deactivated}. */
  Uni<Void> endAll(Mutiny.Session tx, UUID userId, String reason, Instant now);
}
