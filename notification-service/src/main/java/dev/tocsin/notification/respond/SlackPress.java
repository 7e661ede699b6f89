package dev.tocsin.notification.respond;

import dev.tocsin.notification.channel.Answer;
import dev.tocsin.platform.error.Invalid;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A press of one of our buttons, as Slack tells of it.
 *
 * @param answer what the button means
 * @param group the group on whose message it is
 * @param member Slack id of who pressed
 * @param place Slack id of the conversation
 * @param ts Slack's name for the message
 * @param responseUrl where to say something to the presser; empty for nowhere
 */
record SlackPress(
    Answer answer, String group, String member, String place, String ts, String responseUrl) {

  /**
   * Reads a request body that was verified.
   *
   * @return empty for interactions that are none of ours, such as a press of a link button
   * @throws Invalid when it is not what Slack sends
   */
  static Optional<SlackPress> read(byte[] body) {
    SlackForm form = SlackForm.read(body);
    if (!form.has("payload")) {
      throw Invalid.request("The body must be a form with the field 'payload', as Slack sends it");
    }
    try {
      JsonObject payload = new JsonObject(form.get("payload"));
      JsonArray actions = payload.getJsonArray("actions");
      if (!"block_actions".equals(payload.getValue("type"))
          || actions == null
          || actions.isEmpty()) {
        return Optional.empty();
      }
      JsonObject action = actions.getJsonObject(0);
      return action == null
          ? Optional.empty()
          : answer(text(action, "action_id")).map(answer -> press(answer, action, payload));
    } catch (DecodeException | ClassCastException e) {
      throw Invalid.request("The field 'payload' is not the JSON that Slack sends");
    }
  }

  private static SlackPress press(Answer answer, JsonObject action, JsonObject payload) {
    JsonObject container = object(payload, "container");
    return new SlackPress(
        answer,
        text(action, "value"),
        text(object(payload, "user"), "id"),
        text(container, "channel_id"),
        text(container, "message_ts"),
        text(payload, "response_url"));
  }

  private static JsonObject object(JsonObject from, String field) {
    JsonObject value = from.getJsonObject(field);
    return value == null ? new JsonObject() : value;
  }

  private static String text(JsonObject from, String field) {
    return from.getValue(field) instanceof String text ? text : "";
  }

  private static Optional<Answer> answer(String actionId) {
    return switch (actionId) {
      case "tocsin_ack" -> Optional.of(Answer.ACKNOWLEDGE);
      case "tocsin_resolve" -> Optional.of(Answer.RESOLVE);
      default -> Optional.empty();
    };
  }
}
