package dev.tocsin.ticketing.provider;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a kind of ticket system tells us what people do with its tickets, by HTTP. */
public interface TicketCallback {

  /**
   * Whether the request comes from the system that has the secret. Called before anything is
   * parsed.
   *
   * @param header reads a header field; null when there is none
   */
  boolean isGenuine(
      ProviderSettings settings, Function<String, @Nullable String> header, byte[] body);

  /**
   * What makes a repetition of the same message known; empty when the system does not say.
   *
   * @param header reads a header field; null when there is none
   */
  Optional<String> messageId(Function<String, @Nullable String> header);

  /**
   * Reads a genuine message; empty when it is about no ticket.
   *
   * @throws dev.tocsin.platform.error.Invalid when it is not what the system sends
   */
  Optional<TicketNews> read(ProviderSettings settings, byte[] body);

  /** The account that we act as over there; empty when it cannot be told now. */
  Uni<Optional<String>> ownAccount(ProviderSettings settings);

  /** The mark that we leave in each note we write on this ticket. */
  default String mark(UUID ticketId) {
    return "tocsin:" + ticketId;
  }
}
