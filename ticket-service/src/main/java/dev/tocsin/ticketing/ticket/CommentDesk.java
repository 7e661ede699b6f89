package dev.tocsin.ticketing.ticket;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.ticketing.work.WorkFilter;
import dev.tocsin.ticketing.work.WorkRow;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** Where people look at notes to be written on tickets, and put back those given up. */
@Singleton
public class CommentDesk {
  private final CommentStore comments;
  private final CommentWorker worker;

  CommentDesk(CommentStore comments, CommentWorker worker) {
    this.comments = comments;
    this.worker = worker;
  }

  /** Notes, newest first. */
  public Uni<List<WorkRow>> list(UUID tenant, WorkFilter filter, int most) {
    return comments.table().list(tenant, filter, most);
  }

  /** Tries one again that was given up. */
  public Uni<WorkRow> requeue(Caller caller, UUID id) {
    return comments.table().requeue(caller, id).invoke(worker::wake);
  }
}
