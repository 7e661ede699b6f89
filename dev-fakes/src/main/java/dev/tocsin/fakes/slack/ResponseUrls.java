package dev.tocsin.fakes.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.fakes.http.Answer;
import dev.tocsin.fakes.http.Call;
import dev.tocsin.fakes.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The addresses by which an app answers an interaction: five times within thirty minutes, as Slack
 * allows.
 */
final class ResponseUrls {

  static final String PREFIX = "/slack/response/";
  private static final int USES = 5;
  private static final Duration LIFE = Duration.ofMinutes(30);
  private static final int KEPT = 5_000;

  /**
   * @param message the one that was pressed; null for a command, which has none
   */
  private record Ticket(
      SlackApp app,
      Conversation where,
      @Nullable SlackMessage message,
      SlackUser presser,
      Instant until,
      int left) {

    Ticket used() {
      return new Ticket(app, where, message, presser, until, left - 1);
    }
  }

  private final SlackWorkspace workspace;
  private final Postbox postbox;
  private final Supplier<String> base;
  private final Map<String, Ticket> tickets =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Ticket> eldest) {
          return size() > KEPT;
        }
      };

  ResponseUrls(SlackWorkspace workspace, Postbox postbox, Supplier<String> base) {
    this.workspace = workspace;
    this.postbox = postbox;
    this.base = base;
  }

  String issue(SlackMessage message, SlackUser presser, Instant now) {
    return issue(message.app(), message.conversation(), message, presser, now);
  }

  /** One for a command, which was typed in no message. */
  String issue(SlackApp app, Conversation where, SlackUser typist, Instant now) {
    return issue(app, where, null, typist, now);
  }

  private synchronized String issue(
      SlackApp app,
      Conversation where,
      @Nullable SlackMessage message,
      SlackUser presser,
      Instant now) {
    String id = UUID.randomUUID().toString();
    tickets.put(id, new Ticket(app, where, message, presser, now.plus(LIFE), USES));
    return base.get() + PREFIX + id;
  }

  Answer answer(Call call) {
    Ticket ticket = take(call.path().substring(PREFIX.length()), call.receivedAt());
    if (ticket == null) {
      return refuse(404, "expired_url");
    }
    if (ticket.left() < 0) {
      return refuse(404, "used_url");
    }
    Optional<JsonNode> body = call.json();
    if (!call.method().equals("POST") || body.isEmpty()) {
      return refuse(400, "invalid_payload");
    }
    try {
      return carryOut(ticket, body.get(), call.receivedAt());
    } catch (SlackFailure failure) {
      return Answer.json(400, failure.json());
    }
  }

  private synchronized @Nullable Ticket take(String id, Instant now) {
    Ticket ticket = tickets.get(id);
    if (ticket == null || now.isAfter(ticket.until())) {
      return null;
    }
    tickets.put(id, ticket.used());
    return ticket.used();
  }

  private Answer carryOut(Ticket ticket, JsonNode body, Instant now) {
    Optional<SlackMessage> current =
        Optional.ofNullable(ticket.message())
            .flatMap(pressed -> workspace.message(pressed.conversation(), pressed.ts()));
    if (flag(body, "delete_original")) {
      current.ifPresent(postbox::remove);
      return Answer.text(200, "ok");
    }
    Map<String, JsonNode> values = new HashMap<>();
    body.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
    MessageContent content = MessageContent.read(new SlackArguments(values, false, ""));
    if (flag(body, "replace_original")) {
      SlackMessage original = current.orElseThrow(() -> new SlackFailure("message_not_found"));
      postbox.change(original, content, now);
      return Answer.text(200, "ok");
    }
    String type = body.path("response_type").asText("ephemeral");
    if (!type.equals("ephemeral") && !type.equals("in_channel")) {
      throw new SlackFailure("invalid_response_type");
    }
    postbox.post(
        ticket.app(),
        ticket.where(),
        content,
        type.equals("ephemeral") ? ticket.presser() : null,
        body.path("thread_ts").asText(""),
        now);
    return Answer.text(200, "ok");
  }

  /** These two are JSON booleans; Slack takes no text for them. */
  private static boolean flag(JsonNode body, String name) {
    JsonNode value = body.path(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw new SlackFailure("invalid_payload");
    }
    return value.asBoolean();
  }

  private static Answer refuse(int status, String error) {
    return Answer.json(status, Json.object().put("ok", false).put("error", error));
  }
}
