package dev.tocsin.fakes.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a webhook body wants, found by the usual names at the top or inside {@code data} or {@code
 * ticket}.
 *
 * @param key the sender's name for the ticket
 * @param title empty when not given: an update keeps the one it has
 * @param state empty when not given
 */
record TicketRequest(String key, String title, String text, String state) {

  private static final List<String> KEY =
      List.of(
          "external_key",
          "externalKey",
          "external_id",
          "externalId",
          "key",
          "alert_group_id",
          "alertGroupId",
          "group_id",
          "groupId",
          "ticket_id",
          "ticketId");
  private static final List<String> TITLE = List.of("title", "summary", "subject", "name");
  private static final List<String> TEXT = List.of("description", "text", "body", "comment");
  private static final List<String> STATE = List.of("state", "status");
  private static final List<String> EVENT = List.of("action", "type", "event");

  /** Empty when the body names no key. */
  static Optional<TicketRequest> of(JsonNode body) {
    Optional<String> key = find(body, KEY).filter(k -> !k.isBlank());
    return key.map(
        k ->
            new TicketRequest(
                k,
                find(body, TITLE).orElse(""),
                find(body, TEXT).orElse(""),
                find(body, STATE).map(TicketRequest::plain).orElseGet(() -> stateOf(body))));
  }

  private static Optional<String> find(JsonNode body, List<String> names) {
    for (JsonNode place :
        List.of(body, body.path("ticket"), body.path("data"), body.path("data").path("ticket"))) {
      for (String name : names) {
        JsonNode value = place.path(name);
        if (value.isValueNode() && !value.isNull()) {
          return Optional.of(value.asText());
        }
      }
    }
    return Optional.empty();
  }

  private static String stateOf(JsonNode body) {
    String event = find(body, EVENT).orElse("").toLowerCase(Locale.ROOT);
    if (event.contains("resolve") || event.contains("close")) {
      return "closed";
    }
    return event.contains("open") || event.contains("create") ? "open" : "";
  }

  private static String plain(String state) {
    String lower = state.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "resolved", "closed", "done", "ticket_state_closed" -> "closed";
      case "open", "new", "ticket_state_open" -> "open";
      default -> lower;
    };
  }
}
