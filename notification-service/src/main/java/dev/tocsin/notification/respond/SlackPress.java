package dev.tocsin.notification.respond;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.notification.channel.Answer;
import dev.tocsin.platform.error.Invalid;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
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
    String form = new String(body, UTF_8);
    if (!form.startsWith("payload=")) {
      throw Invalid.request("The body must be a form with the field 'payload', as Slack sends it");
    }
    try {
      JsonObject payload =
          new JsonObject(URLDecoder.decode(form.substring("payload=".length()), UTF_8));
      JsonArray actions = payload.getJsonArray("actions", new JsonArray());
      if (!"block_actions".equals(payload.getString("type")) || actions.isEmpty()) {
        return Optional.empty();
      }
      JsonObject action = actions.getJsonObject(0);
      return answer(action.getString("action_id", ""))
          .map(answer -> press(answer, action, payload));
    } catch (DecodeException | ClassCastException | IllegalArgumentException e) {
      throw Invalid.request("The field 'payload' is not the JSON that Slack sends");
    }
  }

  private static SlackPress press(Answer answer, JsonObject action, JsonObject payload) {
    return new SlackPress(
        answer,
        action.getString("value", ""),
        payload.getJsonObject("user", new JsonObject()).getString("id", ""),
        payload.getJsonObject("container", new JsonObject()).getString("channel_id", ""),
        payload.getJsonObject("container", new JsonObject()).getString("message_ts", ""),
        payload.getString("response_url", ""));
  }

  private static Optional<Answer> answer(String actionId) {
    return switch (actionId) {
      case "tocsin_ack" -> Optional.of(Answer.ACKNOWLEDGE);
      case "tocsin_resolve" -> Optional.of(Answer.RESOLVE);
      default -> Optional.empty();
    };
  }
}
