package dev.tocsin.ticketing.ticket;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Unavailable;
import dev.tocsin.ticketing.provider.TicketNews;
import dev.tocsin.ticketing.provider.TicketNews.Change;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Takes over what people did with tickets at their system: on the alerts, and on our record. Safe
 * to repeat.
 */
@Singleton
public class Reports {
  private static final Logger LOG = Logger.getLogger(Reports.class);

  private final TicketStore tickets;
  private final ReportStore reports;
  private final CommentStore comments;
  private final NoteStore notes;
  private final Alerts alerts;
  private final Database database;

  Reports(
      TicketStore tickets,
      ReportStore reports,
      CommentStore comments,
      NoteStore notes,
      Alerts alerts,
      @ServiceDatabase("ticketing") Database database) {
    this.tickets = tickets;
    this.reports = reports;
    this.comments = comments;
    this.notes = notes;
    this.alerts = alerts;
    this.database = database;
  }

  /**
   * Takes news over; about a ticket that is not ours there is nothing to do.
   *
   * @param own the account that we act as at this provider; empty when it is not known
   * @param mark gives what our notes on a ticket bear
   * @param callback id of the message, the same when it is taken over again
   * @return how many tickets it was about; fails with {@code Unavailable} to be tried again
   */
  public Uni<Integer> take(
      UUID tenant,
      UUID provider,
      TicketNews news,
      Optional<String> own,
      java.util.function.Function<UUID, String> mark,
      UUID callback) {
    return tickets
        .named(tenant, provider, news.ref(), news.externalId())
        .chain(
            found -> {
              Uni<Void> done = Uni.createFrom().voidItem();
              for (StoredTicket ticket : found) {
                for (Change change : news.changes()) {
                  Reaction reaction =
                      Reaction.to(change, news.author(), ticket, own, mark.apply(ticket.id()));
                  done = done.chain(() -> react(tenant, ticket, reaction, callback));
                }
              }
              return done.replaceWith(found.size());
            });
  }

  /** Carries a reaction out. */
  Uni<Void> react(UUID tenant, StoredTicket ticket, Reaction reaction, UUID callback) {
    UUID id = ticket.id();
    UUID group = ticket.groupId();
    var now = database.clock().now();
    LOG.debugf("tenant=%s ticket=%s %s", tenant, id, reaction.getClass().getSimpleName());
    // Alerting goes first: when it does not answer, the same is decided anew.
    return switch (reaction) {
      case Reaction.Nothing nothing -> Uni.createFrom().voidItem();
      case Reaction.Remember to -> reports.stands(tenant, id, to.status(), Progress.NONE, now);
      case Reaction.Acknowledge to ->
          lenient(alerts.acknowledge(tenant, group, to.note()))
              .chain(() -> reports.stands(tenant, id, to.status(), Progress.ACKNOWLEDGED, now));
      case Reaction.Resolve to ->
          lenient(alerts.resolve(tenant, group, to.note()))
              .chain(() -> reports.stands(tenant, id, to.status(), Progress.CLOSED, now));
      case Reaction.Reopened to ->
          lenient(alerts.note(tenant, group, to.note()))
              .chain(() -> reports.stands(tenant, id, to.status(), Progress.NONE, now));
      case Reaction.Note note -> note(tenant, ticket, note, callback);
      case Reaction.Rename to -> reports.renamed(tenant, id, to.externalId(), to.url(), now);
      case Reaction.Detach detach ->
          lenient(alerts.note(tenant, group, detach.note()))
              .chain(() -> reports.gone(tenant, id, now));
    };
  }

  private Uni<Void> note(UUID tenant, StoredTicket ticket, Reaction.Note note, UUID callback) {
    return comments
        .isOurs(tenant, ticket.id(), note.commentId())
        .chain(
            ours ->
                ours
                    ? Uni.createFrom().item(NoteStore.Claim.DONE)
                    : notes.claim(
                        tenant, ticket.id(), note.commentId(), callback, database.clock().now()))
        .chain(
            claim ->
                switch (claim) {
                  case DONE -> Uni.createFrom().voidItem();
                  case OTHERS ->
                      Uni.createFrom()
                          .failure(
                              new Unavailable(
                                  "another message is writing note " + note.commentId(), null));
                  case OURS ->
                      lenient(alerts.note(tenant, ticket.groupId(), note.text()))
                          .chain(() -> notes.written(tenant, ticket.id(), note.commentId()));
                });
  }

  /** A group that is not there any more wants nothing done. */
  private static Uni<Void> lenient(Uni<Void> done) {
    return done.onFailure(NotFound.class).recoverWithNull().replaceWithVoid();
  }

  /** A ticket's record of what it was before and is after, for a look by hand. */
  static List<Change> asNews(
      StoredTicket ticket, String status, dev.tocsin.ticketing.provider.Meaning meaning) {
    return status.equalsIgnoreCase(ticket.there().status())
        ? List.of()
        : List.of(new Change.Status(ticket.there().status(), status, meaning));
  }
}
