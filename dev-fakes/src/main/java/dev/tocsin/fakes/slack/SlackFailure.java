package dev.tocsin.fakes.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Json;
import java.util.List;
import java.util.Map;

/** An answer with {@code ok: false}: one of Slack's error codes, and what Slack says beside it. */
final class SlackFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> messages;
  private final transient Map<String, String> extras;

  SlackFailure(String code) {
    this(code, List.of(), Map.of());
  }

  SlackFailure(String code, List<String> messages) {
    this(code, messages, Map.of());
  }

  SlackFailure(String code, List<String> messages, Map<String, String> extras) {
    super(code, null, false, false);
    this.messages = List.copyOf(messages);
    this.extras = Map.copyOf(extras);
  }

  static SlackFailure missing(String argument) {
    return new SlackFailure("invalid_arguments", List.of("missing required field: " + argument));
  }

  static SlackFailure missingScope(String needed, String provided) {
    return new SlackFailure(
        "missing_scope", List.of(), Map.of("needed", needed, "provided", provided));
  }

  String code() {
    return String.valueOf(getMessage());
  }

  ObjectNode json() {
    ObjectNode node = Json.object().put("ok", false).put("error", code());
    extras.forEach(node::put);
    if (!messages.isEmpty()) {
      ArrayNode plain = node.putArray("errors");
      messages.forEach(plain::add);
      ArrayNode marked = node.putObject("response_metadata").putArray("messages");
      messages.forEach(message -> marked.add("[ERROR] " + message));
    }
    return node;
  }
}
