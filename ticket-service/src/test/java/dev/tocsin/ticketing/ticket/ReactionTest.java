package dev.tocsin.ticketing.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tocsin.ticketing.provider.Meaning;
import dev.tocsin.ticketing.provider.TicketNews.Author;
import dev.tocsin.ticketing.provider.TicketNews.Change;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReactionTest {
  private static final Author ANN = new Author("ann", "Ann");
  private static final Author US = new Author("bot", "Tocsin Bot");
  private static final Optional<String> OWN = Optional.of("bot");
  private static final Change DOING =
      new Change.Status("To Do", "In Progress", Meaning.ACKNOWLEDGED);
  private static final Change DONE = new Change.Status("In Progress", "Done", Meaning.CLOSED);

  @Test
  void aPersonsMoveActsOnTheAlerts() {
    var taken =
        assertInstanceOf(Reaction.Acknowledge.class, to(DOING, ANN, Progress.OPEN, "", false));
    assertEquals("Ann moved OPS-1 to 'In Progress'", taken.note());
    assertInstanceOf(Reaction.Resolve.class, to(DONE, ANN, Progress.ACKNOWLEDGED, "", false));
  }

  @Test
  void ourOwnMoveComingBackDoesNothing() {
    assertInstanceOf(
        Reaction.Nothing.class, to(DOING, US, Progress.ACKNOWLEDGED, "In Progress", false));
    assertInstanceOf(Reaction.Nothing.class, to(DONE, US, Progress.OPEN, "", true));
    assertInstanceOf(
        Reaction.Nothing.class, to(DOING, US, Progress.CLOSED, "Done", false), "a late one");
  }

  @Test
  void aLateWordOfTheMoveThatWasTakenBackAcknowledgesNothing() {
    assertInstanceOf(
        Reaction.Nothing.class, to(DOING, US, Progress.OPEN, "To Do", "In Progress", false));
    assertInstanceOf(
        Reaction.Acknowledge.class, to(DOING, ANN, Progress.OPEN, "To Do", "In Progress", false));
    assertInstanceOf(
        Reaction.Resolve.class,
        to(DONE, US, Progress.OPEN, "To Do", "In Progress", false),
        "a person who uses our account");
  }

  @Test
  void aPersonWhoUsesOurAccountIsAPerson() {
    assertInstanceOf(Reaction.Resolve.class, to(DONE, US, Progress.OPEN, "In Progress", false));
  }

  @Test
  void anUnknownAuthorIsUsOnlyWhereWeMovedIt() {
    Author unknown = new Author("", "");
    assertInstanceOf(Reaction.Nothing.class, to(DONE, unknown, Progress.CLOSED, "Done", false));
    assertInstanceOf(
        Reaction.Resolve.class, to(DONE, unknown, Progress.OPEN, "In Progress", false));
  }

  @Test
  void whatIsDoneIsNotDoneAgain() {
    assertInstanceOf(Reaction.Remember.class, to(DOING, ANN, Progress.ACKNOWLEDGED, "", false));
    assertInstanceOf(Reaction.Remember.class, to(DONE, ANN, Progress.CLOSED, "", false));
  }

  @Test
  void reopeningThereReopensNothingHere() {
    var reopened =
        assertInstanceOf(
            Reaction.Reopened.class,
            to(
                new Change.Status("Done", "To Do", Meaning.NONE),
                ANN,
                Progress.CLOSED,
                "Done",
                false));
    assertEquals("Ann moved OPS-1 to 'To Do'; the alerts stay resolved", reopened.note());
  }

  @Test
  void notesOfPeopleGoOnTheTimelineAndOursDoNot() {
    var note =
        assertInstanceOf(
            Reaction.Note.class,
            to(new Change.Comment("7", "On it"), ANN, Progress.OPEN, "", false));
    assertEquals("Ann in OPS-1: On it", note.text());
    assertInstanceOf(
        Reaction.Nothing.class,
        to(new Change.Comment("8", "Resolved in Tocsin. MARK"), US, Progress.OPEN, "", false));
    var long_ =
        assertInstanceOf(
            Reaction.Note.class,
            to(new Change.Comment("9", "x".repeat(9_000)), ANN, Progress.OPEN, "", false));
    assertEquals(Reaction.NOTE, long_.text().length());
  }

  @Test
  void deletedAndMovedIssuesAreFollowed() {
    assertInstanceOf(
        Reaction.Detach.class, to(new Change.Deleted(), ANN, Progress.OPEN, "", false));
    assertInstanceOf(
        Reaction.Rename.class,
        to(new Change.Renamed("FLOW-1", "https://x"), ANN, Progress.OPEN, "", false));
  }

  private static Reaction to(
      Change change, Author author, Progress applied, String written, boolean underWay) {
    return to(change, author, applied, written, "", underWay);
  }

  private static Reaction to(
      Change change,
      Author author,
      Progress applied,
      String written,
      String undone,
      boolean underWay) {
    var there =
        new StoredTicket.There(
            "OPS-1", "10001", "", "", written, undone, false, false, "", Instant.EPOCH);
    var work = new StoredTicket.Work(underWay ? "pending" : "in_step", null, 0, Instant.EPOCH);
    UUID id = new UUID(1, 2);
    var ticket =
        new StoredTicket(
            id,
            id,
            id,
            "t",
            "{}",
            applied,
            applied,
            null,
            there,
            work,
            Instant.EPOCH,
            Instant.EPOCH);
    return Reaction.to(change, author, ticket, OWN, "MARK");
  }
}
