package dev.tocsin.fakes.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Json;
import java.util.Map;
import java.util.Optional;

/** {@code chat.*}: posting, changing and deleting messages. */
final class ChatMethods {

  private final SlackWorkspace workspace;
  private final Postbox postbox;

  ChatMethods(SlackWorkspace workspace, Postbox postbox) {
    this.workspace = workspace;
    this.postbox = postbox;
  }

  Map<String, SlackMethod> all() {
    return Map.of(
        "chat.postMessage", new SlackMethod("chat:write", true, this::post),
        "chat.update", new SlackMethod("chat:write", true, this::update),
        "chat.delete", new SlackMethod("chat:write", true, this::delete),
        "chat.postEphemeral", new SlackMethod("chat:write", true, this::postEphemeral));
  }

  private ObjectNode post(MethodCall call) {
    Conversation conversation = destination(call);
    MessageContent content = MessageContent.read(call.args());
    String thread = call.args().text("thread_ts");
    if (!thread.isEmpty() && workspace.message(conversation, thread).isEmpty()) {
      throw new SlackFailure("thread_not_found");
    }
    SlackMessage posted = postbox.post(call.app(), conversation, content, null, thread, call.at());
    ObjectNode answer = Json.object().put("channel", conversation.id()).put("ts", posted.ts());
    answer.set("message", posted.content());
    return answer;
  }

  private ObjectNode postEphemeral(MethodCall call) {
    Conversation conversation = destination(call);
    SlackUser reader =
        workspace
            .user(call.args().required("user"))
            .orElseThrow(() -> new SlackFailure("user_not_in_channel"));
    if (conversation.direct() && !reader.equals(conversation.user())) {
      throw new SlackFailure("user_not_in_channel");
    }
    MessageContent content = MessageContent.read(call.args());
    SlackMessage posted =
        postbox.post(
            call.app(), conversation, content, reader, call.args().text("thread_ts"), call.at());
    return Json.object().put("message_ts", posted.ts());
  }

  private ObjectNode update(MethodCall call) {
    SlackMessage message = own(call, "cant_update_message");
    MessageContent content = MessageContent.read(call.args());
    SlackMessage changed = postbox.change(message, content, call.at());
    ObjectNode answer =
        Json.object()
            .put("channel", changed.conversation().id())
            .put("ts", changed.ts())
            .put("text", changed.content().path("text").asText());
    answer.set("message", changed.content());
    return answer;
  }

  private ObjectNode delete(MethodCall call) {
    SlackMessage message = own(call, "cant_delete_message");
    postbox.remove(message);
    return Json.object().put("channel", message.conversation().id()).put("ts", message.ts());
  }

  /** The app's own message that {@code channel} (an id, never a name or a person) and ts name. */
  private SlackMessage own(MethodCall call, String notYours) {
    Conversation conversation =
        workspace
            .conversation(call.app(), call.args().required("channel"))
            .orElseThrow(() -> new SlackFailure("channel_not_found"));
    SlackMessage message =
        workspace
            .message(conversation, call.args().required("ts"))
            .filter(m -> !m.ephemeral())
            .orElseThrow(() -> new SlackFailure("message_not_found"));
    if (!message.app().botToken().equals(call.app().botToken())) {
      throw new SlackFailure(notYours);
    }
    return message;
  }

  /** Where {@code channel} points: an id, a channel's name, or a person, whose DM is opened. */
  private Conversation destination(MethodCall call) {
    String wanted = call.args().text("channel");
    if (wanted.isEmpty()) {
      throw new SlackFailure("channel_not_found");
    }
    Optional<Conversation> byId = workspace.conversation(call.app(), wanted);
    Conversation conversation =
        byId.or(() -> workspace.channelByName(wanted))
            .or(() -> workspace.user(wanted).map(user -> workspace.direct(call.app(), user)))
            .orElseThrow(() -> new SlackFailure("channel_not_found"));
    SlackChannel channel = conversation.channel();
    if (channel != null && channel.archived()) {
      throw new SlackFailure("is_archived");
    }
    if (channel != null && !channel.botsInvited()) {
      throw new SlackFailure("not_in_channel");
    }
    return conversation;
  }
}
