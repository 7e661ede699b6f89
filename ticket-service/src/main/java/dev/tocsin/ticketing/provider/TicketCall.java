package dev.tocsin.ticketing.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * What a provider needs for one call.
 *
 * @param callId the same for every repetition of this call, different for every other
 * @param repeated whether an earlier call of this id may have been carried out
 * @param ticketId our id of the ticket, the key under which the system should keep it
 * @param externalId what the system calls it; empty when opening
 * @param externalRef the system's own name that never changes; empty when it has none
 * @param groupId the group of alerts that it is about
 * @param operation what to do
 * @param title title of the ticket
 * @param text the note to write, for {@link Operation#COMMENT}; else empty
 * @param contextJson what happened, as a JSON object with the keys of a template's context
 * @param fields fields of the ticket that the tenant maps, by the system's names
 * @param settings where and with which secrets
 * @param askedAt when this was asked for; the same for every repetition, later for every later wish
 * @param now the time of the call, for signatures
 */
public record TicketCall(
    String callId,
    boolean repeated,
    UUID ticketId,
    String externalId,
    String externalRef,
    UUID groupId,
    Operation operation,
    String title,
    String text,
    String contextJson,
    Map<String, JsonNode> fields,
    ProviderSettings settings,
    Instant askedAt,
    Instant now) {

  public TicketCall {
    fields = Map.copyOf(fields);
  }

  /** What to do with the ticket. */
  public enum Operation {
    /** Open it. */
    CREATE,
    /** Say that somebody works on it. */
    ACKNOWLEDGE,
    /** Say that nobody works on it any more: its alerts are open again. */
    REOPEN,
    /** Close it. */
    CLOSE,
    /** Write a note on it. */
    COMMENT;

    /** Lower-case name, as in call ids and webhook types. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The name to call the ticket by: the one that never changes, where there is one. */
  public String name() {
    return externalRef.isEmpty() ? externalId : externalRef;
  }
}
