package dev.tocsin.alerting.outbox;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.timeline.Actor;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/**
 * Something to tell another service.
 *
 * @param queue {@code notification} or {@code ticket}
 * @param key unique in the tenant: the same wish is told once
 */
public record Message(String queue, String key, UUID group, JsonObject payload) {

  static final String NOTIFICATION = "notification";
  static final String TICKET = "ticket";

  /** A group was acknowledged or resolved: both services are told. */
  public static List<Message> changed(UUID group, AlertState state, Actor actor) {
    return List.of(
        new Message(
            NOTIFICATION, "revise:" + group + ":" + state.word(), group, change(state, actor)),
        new Message(TICKET, "ticket:" + group + ":" + state.word(), group, change(state, actor)));
  }

  /**
   * A page was handed over while somebody answered: the answer is told once more, so that it is
   * withdrawn.
   *
   * @param step the step that paged
   */
  public static Message late(UUID group, AlertState state, Actor actor, UUID step) {
    return new Message(
        NOTIFICATION, "revise:" + group + ":late:" + step, group, change(state, actor));
  }

  /** A ticket is wanted; one for each provider and group. */
  public static Message openTicket(UUID group, UUID provider) {
    return new Message(
        TICKET,
        "ticket:" + group + ":open:" + provider,
        group,
        new JsonObject().put("kind", "open_ticket").put("provider_id", provider.toString()));
  }

  /**
   * Somebody wrote a note on the timeline: the tickets get it.
   *
   * @param entry id of the timeline's entry
   */
  public static Message note(UUID group, UUID entry, Actor actor, String text) {
    return new Message(
        TICKET,
        "ticket:" + group + ":note:" + entry,
        group,
        new JsonObject()
            .put("kind", "note")
            .put("actor_kind", actor.kind())
            .put("actor_id", actor.id())
            .put("text", text));
  }

  /** What happened, in the column's words. */
  String kind() {
    return switch (payload.getString("kind", "")) {
      case "acknowledged" -> "ack";
      case "resolved" -> "resolve";
      case "note" -> "note";
      default -> "open_ticket";
    };
  }

  private static JsonObject change(AlertState state, Actor actor) {
    return new JsonObject()
        .put("kind", state.word())
        .put("actor_kind", actor.kind())
        .put("actor_id", actor.id());
  }
}
