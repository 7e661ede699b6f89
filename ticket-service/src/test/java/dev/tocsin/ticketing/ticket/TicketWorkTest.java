package dev.tocsin.ticketing.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.ticketing.v1.ListTicketCallbacksRequest;
import dev.tocsin.proto.ticketing.v1.ListTicketCommentsRequest;
import dev.tocsin.proto.ticketing.v1.MutinyTicketWorkServiceGrpc;
import dev.tocsin.proto.ticketing.v1.MutinyTicketWorkServiceGrpc.MutinyTicketWorkServiceStub;
import dev.tocsin.proto.ticketing.v1.RequeueTicketCallbackRequest;
import dev.tocsin.proto.ticketing.v1.RequeueTicketCommentRequest;
import dev.tocsin.proto.ticketing.v1.TicketCallback;
import dev.tocsin.proto.ticketing.v1.TicketComment;
import dev.tocsin.proto.ticketing.v1.TicketWorkState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.net.URL;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Notes and messages that failed are seen, put back, and forgotten in the end. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class TicketWorkTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject ServiceClients clients;
  @Inject CommentStore comments;
  @Inject NoteStore notes;
  @Inject TicketStore tickets;
  @TestHTTPResource URL url;

  private final UUID tenant = UUID.randomUUID();

  @BeforeEach
  void address() {
    System.setProperty("tocsin.services.ticketing.address", "localhost:" + url.getPort());
  }

  @Test
  void aNoteThatWasGivenUpIsListedAndTriedAgain() throws SQLException {
    UUID ticket = UUID.randomUUID();
    UUID dead = comment(ticket, "dead", "2026-11-20T00:00:00Z");
    UUID written = comment(UUID.randomUUID(), "written", "2026-11-20T00:00:01Z");

    List<TicketComment> failed = comments(TicketWorkState.TICKET_WORK_STATE_DEAD);

    assertEquals(1, failed.size());
    assertEquals(dead.toString(), failed.getFirst().getId());
    assertEquals(ticket.toString(), failed.getFirst().getTicketId());
    assertEquals("it broke", failed.getFirst().getError());
    assertTrue(failed.getFirst().hasFinishTime() && !failed.getFirst().hasNextAttemptTime());
    assertThrows(Precondition.class, () -> requeueComment(written));
    assertThrows(NotFound.class, () -> requeueComment(UUID.randomUUID()));

    assertEquals(TicketWorkState.TICKET_WORK_STATE_PENDING, requeueComment(dead).getState());
    // Its ticket is gone meanwhile: the worker takes it and drops it.
    await(() -> comments(TicketWorkState.TICKET_WORK_STATE_DROPPED).size() == 1);
  }

  @Test
  void aMessageThatWasGivenUpIsListedAndHandledAgain() throws SQLException {
    UUID dead = callback("dead");

    TicketCallback failed = callbacks(TicketWorkState.TICKET_WORK_STATE_DEAD).getFirst();

    assertEquals(dead.toString(), failed.getId());
    assertEquals("{\"an\": \"issue\"}", failed.getExcerpt());
    assertEquals(
        TicketWorkState.TICKET_WORK_STATE_PENDING,
        work(s ->
                s.requeueTicketCallback(
                    RequeueTicketCallbackRequest.newBuilder().setId(dead.toString()).build()))
            .getState());
    // Its provider is gone meanwhile: there is nothing to do.
    await(() -> callbacks(TicketWorkState.TICKET_WORK_STATE_DONE).size() == 1);
  }

  @Test
  void pagesGoOnWhereTheLastEnded() throws SQLException {
    for (int i = 0; i < 3; i++) {
      comment(UUID.randomUUID(), "written", "2026-11-20T00:00:0" + i + "Z");
    }

    var first = page("");
    var second = page(first.getNextPageToken());

    assertEquals(2, first.getCommentsCount());
    assertEquals(1, second.getCommentsCount());
    assertEquals("", second.getNextPageToken());
    assertFalse(first.getCommentsList().contains(second.getComments(0)));
  }

  @Test
  void oldNotesAreForgotten() throws SQLException {
    UUID ticket = UUID.randomUUID();
    comment(ticket, "written", "2020-01-01T00:00:00Z");
    comment(ticket, "dead", "2020-01-01T00:00:00Z");
    Instant old = Instant.parse("2020-01-01T00:00:00Z");
    notes.claim(tenant, ticket, "1", UUID.randomUUID(), old).await().atMost(PATIENCE);
    notes.written(tenant, ticket, "1").await().atMost(PATIENCE);

    comments
        .want(tenant, UUID.randomUUID(), "k", "new", Instant.parse("2026-11-21T00:00:00Z"))
        .await()
        .atMost(PATIENCE);
    notes
        .claim(tenant, ticket, "2", UUID.randomUUID(), Instant.parse("2026-11-21T00:00:00Z"))
        .await()
        .atMost(PATIENCE);

    assertEquals(0, count("ticket_comment", "true"));
    assertEquals(0, count("ticket_note", "comment_id = '1'"));
    assertEquals(1, count("ticket_note", "comment_id = '2'"));
  }

  @Test
  void aNoteThatIsJustBeingPutBackIsNotForgotten() throws SQLException {
    UUID old = comment(UUID.randomUUID(), "dead", "2020-01-01T00:00:00Z");
    try (Connection other = TestServers.database().superuser();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(
          "UPDATE ticketing.ticket_comment SET state = 'pending', finished_at = NULL WHERE id = '%s'"
              .formatted(old));

      comments
          .want(tenant, UUID.randomUUID(), "k", "new", Instant.parse("2026-11-21T00:00:00Z"))
          .await()
          .atMost(PATIENCE);
      other.commit();
    }

    assertEquals(1, count("ticket_comment", "id = '" + old + "'"));
  }

  /** Nothing was to be done for what the worker had read: what was wished since is. */
  @Test
  void aWishThatComesWhileATicketIsFoundInStepIsNotLost() throws SQLException {
    UUID group = UUID.randomUUID();
    Job job = new Job(tenant, inHand(group, "open"), 1, 1);
    Instant now = Instant.parse("2026-11-20T00:00:00Z");

    assertEquals(
        1, now(tickets.desire(tenant, group, Progress.CLOSED, "{}", now, now.plusSeconds(1))));
    assertTrue(now(tickets.inStep(job, Progress.OPEN, now.plusSeconds(2))));
    assertEquals(1, count("ticket", "state = 'pending' AND due_at = '2026-11-20T00:00:02Z'"));

    assertTrue(now(tickets.inStep(job, Progress.CLOSED, now.plusSeconds(3))));
    assertEquals(1, count("ticket", "state = 'in_step' AND finished_at IS NOT NULL"));
    assertFalse(now(tickets.inStep(job, Progress.CLOSED, now.plusSeconds(4))));
  }

  /** A ticket that a worker has taken; no queue of this process takes it away. */
  private UUID inHand(UUID group, String at) throws SQLException {
    UUID id = UUID.randomUUID();
    run(
        """
        INSERT INTO ticketing.ticket
          (tenant_id, id, provider_id, group_id, title, context, applied, desired, updated_at, queue, state, due_at, fence, created_at)
        VALUES ('%s', '%s', '%s', '%s', 'a ticket', '{}', '%s', '%s', now(), 'of_the_test', 'pending', now(), 1, now())
        """
            .formatted(tenant, id, UUID.randomUUID(), group, at, at));
    return id;
  }

  private static <T> T now(Uni<T> work) {
    return work.await().atMost(PATIENCE);
  }

  private UUID comment(UUID ticket, String state, String ended) throws SQLException {
    UUID id = UUID.randomUUID();
    run(
        """
        INSERT INTO ticketing.ticket_comment
          (tenant_id, id, ticket_id, key, body, queue, state, due_at, attempts, last_error, created_at, finished_at)
        VALUES ('%s', '%s', '%s', '%s', 'a note', 'ticket_comment', '%s', '%s', 12, 'it broke', '%s', '%s')
        """
            .formatted(tenant, id, ticket, id, state, ended, ended, ended));
    return id;
  }

  private UUID callback(String state) throws SQLException {
    UUID id = UUID.randomUUID();
    run(
        """
        INSERT INTO ticketing.ticket_callback
          (tenant_id, id, provider_id, message_id, body, queue, state, due_at, attempts, last_error, created_at, finished_at)
        VALUES ('%s', '%s', '%s', 'm-1', '{"an": "issue"}', 'ticket_callback', '%s', now(), 12, 'it broke', now(), now())
        """
            .formatted(tenant, id, UUID.randomUUID(), state));
    return id;
  }

  private List<TicketComment> comments(TicketWorkState state) {
    return work(s ->
            s.listTicketComments(ListTicketCommentsRequest.newBuilder().addState(state).build()))
        .getCommentsList();
  }

  private dev.tocsin.proto.ticketing.v1.ListTicketCommentsResponse page(String token) {
    return work(
        s ->
            s.listTicketComments(
                ListTicketCommentsRequest.newBuilder().setPageSize(2).setPageToken(token).build()));
  }

  private List<TicketCallback> callbacks(TicketWorkState state) {
    return work(s ->
            s.listTicketCallbacks(ListTicketCallbacksRequest.newBuilder().addState(state).build()))
        .getCallbacksList();
  }

  private TicketComment requeueComment(UUID id) {
    return work(
        s ->
            s.requeueTicketComment(
                RequeueTicketCommentRequest.newBuilder().setId(id.toString()).build()));
  }

  private static void run(String sql) throws SQLException {
    try (Connection db = TestServers.database().superuser();
        Statement statement = db.createStatement()) {
      statement.execute(sql);
    }
  }

  private long count(String table, String where) throws SQLException {
    try (Connection db = TestServers.database().superuser();
        Statement statement = db.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM ticketing.%s WHERE tenant_id = '%s' AND %s"
                    .formatted(table, tenant, where))) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it did not come about");
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private <T> T work(Function<MutinyTicketWorkServiceStub, Uni<T>> call) {
    return clients
        .call("ticketing", MutinyTicketWorkServiceGrpc::newMutinyStub, tenant, call)
        .await()
        .atMost(PATIENCE);
  }
}
