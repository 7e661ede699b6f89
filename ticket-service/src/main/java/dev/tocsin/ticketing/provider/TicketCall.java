package dev.tocsin.ticketing.provider;

import java.time.Instant;
import java.util.UUID;

/**
 * What a provider needs for one call.
 *
 * @param callId the same for every repetition of this call, different for every other: {@code
 *     <ticket id>.<operation>}
 * @param ticketId our id of the ticket, the key under which the system should keep it
 * @param externalId what the system calls it; empty when opening
 * @param groupId the group of alerts that it is about
 * @param operation what to do
 * @param title title of the ticket
 * @param contextJson what happened, as a JSON object with the keys of a template's context
 * @param settings where and with which secrets
 * @param askedAt when this was asked for; the same for every repetition
 * @param now the time of the call, for signatures
 */
public record TicketCall(
    String callId,
    UUID ticketId,
    String externalId,
    UUID groupId,
    Operation operation,
    String title,
    String contextJson,
    ProviderSettings settings,
    Instant askedAt,
    Instant now) {

  /** What to do with the ticket. */
  public enum Operation {
    /** Open it. */
    CREATE,
    /** Say that somebody works on it. */
    ACKNOWLEDGE,
    /** Close it. */
    CLOSE;

    /** Lower-case name, as in call ids and webhook types. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
