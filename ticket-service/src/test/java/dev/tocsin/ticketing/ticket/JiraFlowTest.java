package dev.tocsin.ticketing.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.jira.Issue;
import dev.tocsin.platform.error.Conflict;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.ticketing.v1.CommentAlertGroupRequest;
import dev.tocsin.proto.ticketing.v1.GetTicketRequest;
import dev.tocsin.proto.ticketing.v1.LinkTicketRequest;
import dev.tocsin.proto.ticketing.v1.SyncTicketRequest;
import dev.tocsin.proto.ticketing.v1.Ticket;
import dev.tocsin.proto.ticketing.v1.TicketProvider;
import dev.tocsin.proto.ticketing.v1.TicketState;
import dev.tocsin.proto.ticketing.v1.UnlinkTicketRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Jira project from both sides: over gRPC and its webhooks, PostgreSQL, and a strict Jira. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class JiraFlowTest extends TicketDesk {

  @AfterEach
  void quiet() {
    world.jira().webhook("", "");
  }

  @Test
  void anIssueFollowsItsGroupAndComesBackWithoutALoop() {
    TicketProvider provider = provider(b -> b);
    Ticket ticket = opened(provider);
    assertTrue(ticket.getUrl().endsWith("/browse/" + ticket.getExternalId()), ticket.getUrl());

    sync("acknowledged");
    await(() -> issue(ticket).status().equals("In Progress"));
    await(() -> ticket(ticket).getProviderStatus().equals("In Progress"));
    sync("resolved");
    await(() -> ticket(ticket).getState() == TicketState.TICKET_STATE_CLOSED);

    assertEquals("Done", issue(ticket).status());
    assertEquals(2, issue(ticket).comments().size());
    // A person's comment is the last message out: once it is in, all before it have been handled.
    desk("comment", "{\"issue\": \"%s\", \"text\": \"thanks\"}".formatted(ticket.getExternalId()));
    await(() -> asked("note"));
    assertFalse(asked("ack") || asked("resolve"), AlertsDouble.ASKED.toString());
    assertEquals(1, count("note"), AlertsDouble.ASKED.toString());
  }

  @Test
  void whatPeopleDoInJiraActsOnTheAlerts() {
    Ticket ticket = opened(provider(b -> b));
    desk(
        "move",
        "{\"issue\": \"%s\", \"status\": \"In Progress\"}".formatted(ticket.getExternalId()));
    await(() -> asked("ack"));
    assertTrue(
        AlertsDouble.ASKED.contains(
            "ack %s Ann Archer moved %s to 'In Progress'".formatted(group, ticket.getExternalId())),
        AlertsDouble.ASKED.toString());
    sync("acknowledged");

    desk("move", "{\"issue\": \"%s\", \"status\": \"Done\"}".formatted(ticket.getExternalId()));
    await(() -> asked("resolve"));
    sync("resolved");
    await(() -> ticket(ticket).getState() == TicketState.TICKET_STATE_CLOSED);
    assertEquals(0, issue(ticket).comments().size(), "what a person did there is not told back");
  }

  @Test
  void theNewsWaitsForAlerting() {
    Ticket ticket = opened(provider(b -> b));
    AlertsDouble.DOWN.set(2);
    desk("move", "{\"issue\": \"%s\", \"status\": \"Done\"}".formatted(ticket.getExternalId()));
    await(() -> asked("resolve"));
  }

  @Test
  void aServersCommentThatComesTwiceIsNotedOnce() {
    Ticket ticket = opened(provider(b -> b));
    String body = "{\"issue\": \"%s\", \"text\": \"one\", \"server\": true}";
    desk("comment", body.formatted(ticket.getExternalId()));
    await(() -> asked("note"));
    desk("comment", body.formatted(ticket.getExternalId()).replace("one", "two"));
    await(() -> AlertsDouble.ASKED.stream().anyMatch(a -> a.contains(group) && a.contains("two")));
    assertEquals(
        1, AlertsDouble.ASKED.stream().filter(a -> a.contains(group) && a.contains("one")).count());
  }

  @Test
  void notesOfTheTimelineAreWrittenOnce() {
    Ticket ticket = opened(provider(b -> b));
    comment("n1", "Restarted it");
    comment("n1", "Restarted it");
    await(() -> !issue(ticket).comments().isEmpty());
    comment("n2", "It is up");
    await(() -> issue(ticket).comments().size() == 2);
    assertTrue(issue(ticket).comments().getFirst().text().startsWith("Ada: Restarted it"));
  }

  @Test
  void aDeletedIssueIsLeftAloneAndANewOneCanBeAskedFor() {
    TicketProvider provider = provider(b -> b);
    Ticket ticket = opened(provider);
    desk("delete", "{\"issue\": \"%s\"}".formatted(ticket.getExternalId()));
    await(() -> ticket(ticket).getState() == TicketState.TICKET_STATE_GONE);
    Ticket again = open(provider);
    await(() -> ticket(again).getState() == TicketState.TICKET_STATE_OPEN);
    assertFalse(ticket(again).getExternalId().equals(ticket.getExternalId()));
  }

  @Test
  void aMovedIssueIsFollowedUnderItsNewKey() {
    Ticket ticket = opened(provider(b -> b));
    desk("rekey", "{\"issue\": \"%s\", \"project\": \"FLOW\"}".formatted(ticket.getExternalId()));
    await(() -> ticket(ticket).getExternalId().startsWith("FLOW-"));
    sync("resolved");
    await(() -> ticket(ticket).getState() == TicketState.TICKET_STATE_CLOSED);
    assertEquals("Done", issue(ticket(ticket)).status());
  }

  @Test
  void anUnsignedOrForgedWebhookChangesNothing() throws Exception {
    TicketProvider provider = provider(b -> b);
    String body =
        "{\"webhookEvent\":\"jira:issue_deleted\",\"issue\":{\"id\":\"1\",\"key\":\"OPS-1\"}}";
    assertEquals(401, post(provider.getCallbackPath(), body, null));
    assertEquals(401, post(provider.getCallbackPath(), body, "sha256=00"));
    assertEquals(
        401, post("/api/v1/tickets/webhooks/jira/" + UUID.randomUUID(), body, "sha256=00"));
    assertEquals(404, post("/api/v1/tickets/webhooks/webhook/" + UUID.randomUUID(), body, null));
  }

  @Test
  void anIssueThatIsThereCanBeLinkedLookedAtAndUnlinked() {
    TicketProvider provider = provider(b -> b);
    Ticket first = opened(provider);
    tickets(s -> s.unlinkTicket(UnlinkTicketRequest.newBuilder().setId(first.getId()).build()));
    assertThrows(NotFound.class, () -> ticket(first));

    Ticket linked = link(provider, group, first.getExternalId());
    assertTrue(linked.getLinked());
    assertThrows(
        Conflict.class, () -> link(provider, UUID.randomUUID().toString(), first.getExternalId()));
    assertThrows(NotFound.class, () -> link(provider, group, "OPS-99999"));
    world.jira().webhook("", "");
    desk("move", "{\"issue\": \"%s\", \"status\": \"Done\"}".formatted(first.getExternalId()));
    Ticket looked =
        tickets(s -> s.syncTicket(SyncTicketRequest.newBuilder().setId(linked.getId()).build()));
    assertEquals(TicketState.TICKET_STATE_CLOSED, looked.getState());
    assertTrue(asked("resolve"));
  }

  private Ticket opened(TicketProvider provider) {
    Ticket asked = open(provider);
    await(() -> ticket(asked).getState() == TicketState.TICKET_STATE_OPEN);
    return ticket(asked);
  }

  private Ticket link(TicketProvider provider, String to, String name) {
    var request =
        LinkTicketRequest.newBuilder()
            .setProviderId(provider.getId())
            .setAlertGroupId(to)
            .setExternalId(name);
    return tickets(s -> s.linkTicket(request.build()));
  }

  private void comment(String key, String text) {
    var request =
        CommentAlertGroupRequest.newBuilder()
            .setAlertGroupId(group)
            .setIdempotencyKey(key)
            .setText(text)
            .setAuthor("Ada");
    tickets(s -> s.commentAlertGroup(request.build()));
  }

  private Ticket ticket(Ticket ticket) {
    return tickets(s -> s.getTicket(GetTicketRequest.newBuilder().setId(ticket.getId()).build()));
  }

  private static Issue issue(Ticket ticket) {
    return world.jira().issue(ticket.getExternalId()).orElseThrow();
  }

  private boolean asked(String what) {
    return count(what) > 0;
  }

  private long count(String what) {
    return AlertsDouble.ASKED.stream().filter(a -> a.startsWith(what + " " + group)).count();
  }

  private void desk(String what, String body) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(world.jira().url() + "/desk/" + what))
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(200, answer.statusCode(), answer.body());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private int post(String path, String body, String signature) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + url.getPort() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (signature != null) {
      request.header("X-Hub-Signature", signature);
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it did not come about: " + AlertsDouble.ASKED);
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
