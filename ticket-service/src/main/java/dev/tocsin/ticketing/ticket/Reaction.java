package dev.tocsin.ticketing.ticket;

import dev.tocsin.ticketing.provider.Meaning;
import dev.tocsin.ticketing.provider.TicketNews.Author;
import dev.tocsin.ticketing.provider.TicketNews.Change;
import java.util.Optional;

/**
 * What we do about something that was done to a ticket over there. Pure. Three guards keep it from
 * going round in circles: what our own account did to where we moved it is our own doing; a note
 * with our mark is ours; and people move alerts forward only, so that what is done already is not
 * done again.
 */
sealed interface Reaction {
  /** Most characters of a note on the timeline. */
  int NOTE = 4_000;

  /** Nothing. */
  record Nothing(String reason) implements Reaction {}

  /** Remember where it stands, and no more. */
  record Remember(String status) implements Reaction {}

  /** Somebody works on it: the alerts are acknowledged. */
  record Acknowledge(String status, String note) implements Reaction {}

  /** It is over: the alerts are resolved. */
  record Resolve(String status, String note) implements Reaction {}

  /** It was opened again; what is over stays over, and the timeline tells. */
  record Reopened(String status, String note) implements Reaction {}

  /** Somebody wrote: it goes on the timeline. */
  record Note(String commentId, String text) implements Reaction {}

  /** It has another name now. */
  record Rename(String externalId, String url) implements Reaction {}

  /** It is not there any more. */
  record Detach(String note) implements Reaction {}

  /**
   * @param own the account that we act as; empty when it is not known
   * @param mark what our own notes bear
   */
  static Reaction to(
      Change change, Author author, StoredTicket ticket, Optional<String> own, String mark) {
    String name = ticket.there().externalId();
    return switch (change) {
      case Change.Status status -> toStatus(status, author, ticket, own);
      case Change.Comment comment when comment.text().contains(mark) -> new Nothing("our own note");
      case Change.Comment comment ->
          new Note(comment.id(), cut("%s in %s: %s".formatted(who(author), name, comment.text())));
      case Change.Renamed renamed -> new Rename(renamed.externalId(), renamed.url());
      case Change.Deleted deleted ->
          new Detach("%s was deleted by %s".formatted(name, who(author)));
    };
  }

  private static Reaction toStatus(
      Change.Status status, Author author, StoredTicket ticket, Optional<String> own) {
    if (isEcho(status, author, ticket, own)) {
      return new Nothing("our own move");
    }
    String words =
        "%s moved %s to '%s'".formatted(who(author), ticket.there().externalId(), status.to());
    boolean over = ticket.applied() == Progress.CLOSED;
    return switch (status.meaning()) {
      case CLOSED -> over ? new Remember(status.to()) : new Resolve(status.to(), words);
      case ACKNOWLEDGED ->
          over
              ? new Reopened(status.to(), words + "; the alerts stay resolved")
              : ticket.applied() == Progress.ACKNOWLEDGED
                  ? new Remember(status.to())
                  : new Acknowledge(status.to(), words);
      case NONE ->
          over
              ? new Reopened(status.to(), words + "; the alerts stay resolved")
              : new Remember(status.to());
    };
  }

  /**
   * Our own move, coming back. The account alone proves nothing, as people lend us theirs: it must
   * be where we moved the ticket, or come while we are moving it, or late: when we have closed it,
   * or have put it back from there. Taken for a person's, a late one would end the paging.
   */
  private static boolean isEcho(
      Change.Status status, Author author, StoredTicket ticket, Optional<String> own) {
    boolean written = status.to().equalsIgnoreCase(ticket.there().written());
    if (author.id().isEmpty() || own.isEmpty()) {
      return written;
    }
    boolean over = ticket.applied() == Progress.CLOSED;
    boolean late =
        ticket.applied() == Progress.OPEN && status.to().equalsIgnoreCase(ticket.there().undone());
    return author.id().equals(own.get()) && (written || ticket.underWay() || over || late);
  }

  private static String who(Author author) {
    return author.name().isEmpty() ? "somebody" : author.name();
  }

  private static String cut(String text) {
    return text.length() <= NOTE ? text : text.substring(0, NOTE - 1) + "…";
  }

  /** How far a ticket has come when a status says so. */
  static Progress progress(Meaning meaning) {
    return switch (meaning) {
      case NONE -> Progress.OPEN;
      case ACKNOWLEDGED -> Progress.ACKNOWLEDGED;
      case CLOSED -> Progress.CLOSED;
    };
  }
}
