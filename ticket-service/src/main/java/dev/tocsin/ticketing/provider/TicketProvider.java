package dev.tocsin.ticketing.provider;

import io.smallrye.mutiny.Uni;
import java.util.Set;

/**
 * One kind of ticket system. Adding one is adding a package with a bean that implements this.
 *
 * <p>Calls may be repeated: after a crash the same {@link TicketCall} is made again with the same
 * {@code callId}, and a provider passes it on where its system can tell a repetition by it.
 * Failures are answers ({@link ProviderAnswer}), not exceptions; a failed Uni is a bug and is tried
 * again like {@link ProviderAnswer.TryAgain}.
 */
public interface TicketProvider {
  /** Stable id, as in {@code TicketProvider.type} of the API; lower case. */
  String id();

  /** Name that people read. */
  String name();

  /** What it can do; what it cannot is not asked of it. */
  Set<Capability> capabilities();

  /** Opens a ticket. */
  Uni<ProviderAnswer> createTicket(TicketCall call);

  /** Tells an open ticket that its alerts were acknowledged or resolved; resolved closes it. */
  Uni<ProviderAnswer> updateTicket(TicketCall call);
}
