package dev.tocsin.ticketing.provider;

import java.util.List;

/**
 * What a ticket system told us of one ticket.
 *
 * @param ref its name that never changes; empty when it has none
 * @param externalId what people call it now; empty when it does not say
 * @param author who did it
 * @param changes what was done, in order; empty when nothing of it concerns us
 */
public record TicketNews(String ref, String externalId, Author author, List<Change> changes) {
  public TicketNews {
    changes = List.copyOf(changes);
  }

  /**
   * Who did something over there.
   *
   * @param id the system's id of the account; empty when it does not say
   * @param name as people read it
   */
  public record Author(String id, String name) {}

  /** One thing that was done. */
  public sealed interface Change {
    /** It stands elsewhere. */
    record Status(String from, String to, Meaning meaning) implements Change {}

    /**
     * Somebody wrote a note.
     *
     * @param id the system's id of the note
     * @param text as plain as the system gives it
     */
    record Comment(String id, String text) implements Change {}

    /** It is called otherwise now. */
    record Renamed(String externalId, String url) implements Change {}

    /** It was deleted. */
    record Deleted() implements Change {}
  }
}
