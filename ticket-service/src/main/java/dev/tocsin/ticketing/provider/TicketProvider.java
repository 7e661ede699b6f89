package dev.tocsin.ticketing.provider;

import io.smallrye.mutiny.Uni;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One kind of ticket system. Adding one is adding a package with a bean that implements this, and a
 * settings message in {@code ticket.proto} whose field in {@code TicketProvider} bears its id.
 *
 * <p>Calls may be repeated: after a crash the same {@link TicketCall} is made again with the same
 * {@code callId} and {@code repeated} set, and a provider passes the id on where its system can
 * tell a repetition by it, or looks before it acts. Failures are answers ({@link ProviderAnswer}),
 * not exceptions; a failed Uni is a bug and is tried again like {@link ProviderAnswer.TryAgain}.
 */
public interface TicketProvider {
  /** Stable id, as in {@code TicketProvider.type} of the API; lower case. */
  String id();

  /** Name that people read. */
  String name();

  /** What it can do; what it cannot is not asked of it. */
  Set<Capability> capabilities();

  /** Names of settings that are maps with secret values. */
  default Set<String> secretMaps() {
    return Set.of();
  }

  /**
   * The settings that say where secrets are sent, each with the secret or map of secrets; who
   * changes such a place has to give its secrets too.
   */
  default Map<String, String> secretsSentTo() {
    return Map.of();
  }

  /**
   * Checks settings that a person entered, and makes the secrets that are the server's to make.
   *
   * @throws dev.tocsin.platform.error.Invalid naming the field, as {@code provider.<id>.<field>}
   */
  ProviderSettings entered(ProviderSettings settings, SecureRandom random);

  /** Opens a ticket. */
  Uni<ProviderAnswer> createTicket(TicketCall call);

  /**
   * Tells an open ticket that its alerts were acknowledged, are open again, or were resolved;
   * resolved closes it.
   */
  Uni<ProviderAnswer> updateTicket(TicketCall call);

  /** Writes a note on an open ticket; asked only with {@link Capability#COMMENT}. */
  default Uni<ProviderAnswer> comment(TicketCall call) {
    return Uni.createFrom().item(new ProviderAnswer.Refused(name() + " takes no notes"));
  }

  /**
   * Where a ticket stands; asked only with {@link Capability#LOOK_UP}.
   *
   * @param externalId what people call it, or its name that never changes
   */
  default Uni<TicketStanding> syncStatus(ProviderSettings settings, String externalId) {
    return Uni.createFrom()
        .item(new TicketStanding.Unknown(name() + " cannot be asked where a ticket stands"));
  }

  /** Tries the settings without changing anything; ends at what makes the rest pointless. */
  Uni<List<Finding>> check(ProviderSettings settings, Set<String> mappedFields);

  /** The request that {@link #createTicket} would send first for this call, without secrets. */
  PreparedRequest preview(TicketCall call);

  /** How it reads what the system tells us; empty without {@link Capability#SYNC_BACK}. */
  default Optional<TicketCallback> callback() {
    return Optional.empty();
  }
}
