package dev.tocsin.fakes.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Answer;
import dev.tocsin.fakes.http.Call;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.http.Site;
import dev.tocsin.fakes.inbox.Inbox;
import dev.tocsin.fakes.inbox.InboxAction;
import dev.tocsin.fakes.inbox.InboxDraft;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Ticket webhooks at {@code /tickets/{name}}, each with its secret. Safe from any thread. A request
 * is known again by its {@code webhook-id}: the same body gets the same answer and changes nothing,
 * another body is a 409.
 */
public final class FakeTickets implements Site {

  private static final String ROOT = "/tickets";

  private record Answered(String body, Answer answer) {}

  private final Inbox inbox;
  private final Supplier<String> base;
  private final int capacity;
  private final Map<String, WebhookSignature> receivers = new LinkedHashMap<>();
  private final Map<String, Ticket> tickets = new LinkedHashMap<>();
  private final Map<String, Answered> answered = new LinkedHashMap<>();
  private int lastNumber;

  /**
   * @param capacity how many tickets, and how many answers, are kept
   */
  public FakeTickets(Inbox inbox, Supplier<String> base, int capacity) {
    this.inbox = inbox;
    this.base = base;
    this.capacity = capacity;
  }

  /**
   * Opens a webhook, or gives it another secret.
   *
   * @param secret {@code whsec_…}
   */
  public synchronized void receive(String name, String secret) {
    receivers.put(name, new WebhookSignature(secret));
  }

  /** The address of the webhook with this name. */
  public String url(String name) {
    return base.get() + ROOT + "/" + name;
  }

  /** All tickets, newest first. */
  public synchronized List<Ticket> list() {
    return new ArrayList<>(tickets.values()).reversed();
  }

  @Override
  public String target() {
    return "ticket";
  }

  @Override
  public String operation(Call call) {
    return name(call);
  }

  @Override
  public boolean serves(Call call) {
    return call.path().equals(ROOT) || call.path().startsWith(ROOT + "/");
  }

  private static String name(Call call) {
    String[] parts = call.path().split("/", 4);
    return parts.length > 2 ? parts[2] : "";
  }

  @Override
  public Future<Answer> serve(Call call) {
    return Future.succeededFuture(
        switch (call.method()) {
          case "GET" -> call.path().equals(ROOT) ? listed() : one(call.path());
          case "POST" -> take(call);
          case "PUT" -> open(call);
          default -> Answer.problem(405, "use GET, POST or PUT");
        });
  }

  private Answer listed() {
    ArrayNode all = Json.array();
    list().forEach(ticket -> all.add(ticket.json()));
    return Answer.json(all);
  }

  private synchronized Answer one(String path) {
    return tickets.values().stream()
        .filter(ticket -> ticket.url().endsWith(path))
        .findFirst()
        .map(ticket -> Answer.json(ticket.json()))
        .orElseGet(() -> Answer.problem(404, "no ticket at " + path));
  }

  private Answer open(Call call) {
    try {
      receive(name(call), call.json().map(b -> b.path("secret").asText()).orElse(""));
      return Answer.json(Json.object().put("url", url(name(call))));
    } catch (IllegalArgumentException wrong) {
      return Answer.problem(400, wrong.getMessage() + "; send {\"secret\": \"whsec_…\"}");
    }
  }

  private synchronized Answer take(Call call) {
    String name = name(call);
    WebhookSignature signature = receivers.get(name);
    if (signature == null) {
      return Answer.problem(404, "no webhook '" + name + "'; open it with PUT " + url(name));
    }
    String id = call.header("webhook-id").orElse("");
    Optional<String> distrust =
        signature.distrust(
            id,
            call.header("webhook-timestamp").orElse(""),
            call.header("webhook-signature").orElse(""),
            call.body().getBytes(),
            call.receivedAt());
    if (distrust.isPresent()) {
      return Answer.problem(401, distrust.get());
    }
    Answered before = answered.get(name + " " + id);
    if (before != null) {
      return before.body().equals(call.text())
          ? before.answer()
          : Answer.problem(409, "webhook-id " + id + " came before with another body");
    }
    Answer answer = carryOut(name, call);
    if (answer.status() < 300) {
      answered.put(name + " " + id, new Answered(call.text(), answer));
      trim(answered);
    }
    return answer;
  }

  private Answer carryOut(String name, Call call) {
    Optional<JsonNode> body = call.json();
    if (body.isEmpty() || !call.bodyIsUtf8()) {
      return Answer.problem(400, "the body is not a JSON object in UTF-8");
    }
    Optional<TicketRequest> request = TicketRequest.of(body.get());
    if (request.isEmpty()) {
      return Answer.problem(422, "the body names no external_key");
    }
    Ticket ticket = store(name, request.get(), body.get(), call.receivedAt());
    return Answer.json(
        ticket.version() == 1 ? 201 : 200,
        Json.object().put("id", ticket.id()).put("url", ticket.url()).put("state", ticket.state()));
  }

  private Ticket store(String name, TicketRequest request, JsonNode body, Instant now) {
    String slot = name + " " + request.key();
    Ticket before = tickets.get(slot);
    Ticket ticket =
        before == null ? created(name, request, body, now) : changed(before, request, body, now);
    tickets.put(slot, ticket);
    trim(tickets);
    return ticket;
  }

  private Ticket created(String name, TicketRequest request, JsonNode body, Instant now) {
    String id = "TKT-" + ++lastNumber;
    String state = request.state().isEmpty() ? "open" : request.state();
    Ticket fresh =
        new Ticket(
            id,
            name,
            request.key(),
            request.title(),
            request.text(),
            state,
            url(name) + "/" + id,
            1,
            now,
            now,
            0);
    long item =
        inbox
            .add(
                new InboxDraft(
                    "ticket",
                    name,
                    List.of(id, request.key()),
                    "webhook",
                    fresh.title(),
                    fresh.text(),
                    payload(fresh, body),
                    now,
                    opening(fresh)))
            .id();
    return new Ticket(
        id, name, fresh.key(), fresh.title(), fresh.text(), state, fresh.url(), 1, now, now, item);
  }

  private Ticket changed(Ticket before, TicketRequest request, JsonNode body, Instant now) {
    Ticket after =
        new Ticket(
            before.id(),
            before.receiver(),
            before.key(),
            request.title().isEmpty() ? before.title() : request.title(),
            request.text().isEmpty() ? before.text() : request.text(),
            request.state().isEmpty() ? before.state() : request.state(),
            before.url(),
            before.version() + 1,
            before.createdAt(),
            now,
            before.inboxId());
    inbox.change(
        before.inboxId(),
        item -> item.changed(after.title(), after.text(), payload(after, body), opening(after)));
    return after;
  }

  private static ObjectNode payload(Ticket ticket, JsonNode body) {
    return ticket.json().set("request", body);
  }

  private static List<InboxAction> opening(Ticket ticket) {
    return List.of(new InboxAction("Open " + ticket.id(), "GET", ticket.url(), null));
  }

  private void trim(Map<String, ?> map) {
    if (map.size() > capacity) {
      map.remove(map.keySet().iterator().next());
    }
  }
}
