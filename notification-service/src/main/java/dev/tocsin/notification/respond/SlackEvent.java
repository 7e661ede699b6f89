package dev.tocsin.notification.respond;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.platform.error.Invalid;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What Slack's Events API tells.
 *
 * @see <a href="https://docs.slack.dev/apis/events-api/">Slack: Events API</a>
 */
sealed interface SlackEvent {

  /** Slack asks whether the address is ours: the challenge is to be sent back. */
  record Verification(String challenge) implements SlackEvent {}

  /**
   * A member mentioned the app.
   *
   * @param id Slack's name for the event; the same one may come several times
   * @param text what was said after the mention
   * @param place Slack id of the conversation
   * @param thread the message to answer below
   */
  record Mention(String id, String member, String text, String place, String thread)
      implements SlackEvent {}

  /** One that Tocsin has no use for. */
  record Other(String type) implements SlackEvent {}

  /**
   * Reads a body that was verified.
   *
   * @throws Invalid when it is not what Slack sends
   */
  static SlackEvent read(byte[] body) {
    try {
      JsonObject request = new JsonObject(new String(body, UTF_8));
      return switch (text(request, "type")) {
        case "url_verification" -> new Verification(challenge(request));
        case "event_callback" -> event(request);
        case String other -> new Other(other);
      };
    } catch (DecodeException | ClassCastException e) {
      throw Invalid.request("The body is not the JSON object that Slack sends");
    }
  }

  private static String challenge(JsonObject request) {
    String challenge = text(request, "challenge");
    if (!challenge.matches("[!-~]{1,1000}")) {
      throw Invalid.request("The field 'challenge' is not a text of Slack's");
    }
    return challenge;
  }

  private static SlackEvent event(JsonObject request) {
    JsonObject event = object(request, "event");
    String type = text(event, "type");
    String id = text(request, "event_id");
    boolean ofAPerson = text(event, "bot_id").isEmpty() && !text(event, "user").isEmpty();
    if (!type.equals("app_mention") || !ofAPerson || event.containsKey("edited")) {
      return new Other(type);
    }
    if (!id.matches("[!-~]{1,100}")) {
      throw Invalid.request("The field 'event_id' is not a text of Slack's");
    }
    String ts = text(event, "ts");
    String thread = text(event, "thread_ts");
    return new Mention(
        id,
        text(event, "user"),
        afterMention(text(event, "text"), bot(request)),
        text(event, "channel"),
        thread.isEmpty() ? ts : thread);
  }

  /** The app's own member id, where Slack tells it. */
  private static String bot(JsonObject request) {
    JsonArray authorizations = request.getJsonArray("authorizations");
    return authorizations == null || authorizations.isEmpty()
        ? ""
        : text(authorizations.getJsonObject(0), "user_id");
  }

  /** What comes after the app's mention, or after the first one where the app's id is not told. */
  private static String afterMention(String text, String bot) {
    int own = bot.isEmpty() ? -1 : text.indexOf("<@" + bot);
    int start = own >= 0 ? own : text.indexOf("<@");
    int end = start < 0 ? -1 : text.indexOf('>', start);
    return end < 0 ? text : text.substring(end + 1);
  }

  private static JsonObject object(JsonObject from, String field) {
    JsonObject value = from.getJsonObject(field);
    return value == null ? new JsonObject() : value;
  }

  private static String text(JsonObject from, String field) {
    return from.getValue(field) instanceof String text ? text : "";
  }
}
