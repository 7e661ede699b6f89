package dev.tocsin.fakes.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.inbox.Inbox;
import dev.tocsin.fakes.inbox.InboxAction;
import dev.tocsin.fakes.inbox.InboxDraft;
import dev.tocsin.fakes.inbox.InboxItem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts messages into conversations, changes and removes them, and keeps the inbox in step. */
final class Postbox {

  private final SlackWorkspace workspace;
  private final Inbox inbox;
  private final Supplier<String> base;
  private final SlackWords words;

  Postbox(SlackWorkspace workspace, Inbox inbox, Supplier<String> base) {
    this.workspace = workspace;
    this.inbox = inbox;
    this.base = base;
    this.words = new SlackWords(id -> workspace.user(id).map(SlackUser::realName).orElse(id));
  }

  /**
   * Posts a new message.
   *
   * @param onlyFor the one who sees it, or null for everyone there
   * @param threadTs the message it answers, or empty
   */
  SlackMessage post(
      SlackApp app,
      Conversation conversation,
      MessageContent content,
      @Nullable SlackUser onlyFor,
      String threadTs,
      Instant at) {
    ObjectNode message =
        Json.object()
            .put("type", "message")
            .put("user", app.botUserId())
            .put("ts", workspace.nextTs(at))
            .put("bot_id", app.botId())
            .put("app_id", app.appId())
            .put("team", SlackWorkspace.TEAM_ID);
    if (!threadTs.isEmpty()) {
      message.put("thread_ts", threadTs);
    }
    content.into(message);
    InboxItem item = inbox.add(draft(app, conversation, message, onlyFor, at));
    SlackMessage posted = new SlackMessage(app, conversation, message, onlyFor, item.id());
    workspace.keep(posted);
    return posted;
  }

  SlackMessage change(SlackMessage message, MessageContent content, Instant at) {
    ObjectNode changed = message.content().deepCopy();
    content.over(changed);
    if (content.blocks().isEmpty()) {
      changed
          .putObject("edited")
          .put("user", message.app().botUserId())
          .put("ts", at.getEpochSecond() + ".000000");
    }
    SlackMessage replaced = workspace.replace(message, changed);
    inbox.change(
        message.inboxId(),
        item ->
            item.changed(
                words.notification(changed),
                words.of(changed),
                payload(replaced.conversation(), changed, replaced.onlyFor()),
                actions(replaced.conversation(), changed, replaced.onlyFor())));
    return replaced;
  }

  void remove(SlackMessage message) {
    workspace.remove(message);
    inbox.change(message.inboxId(), InboxItem::removed);
  }

  void note(SlackMessage message, String note) {
    inbox.change(message.inboxId(), item -> item.noted(note));
  }

  private InboxDraft draft(
      SlackApp app,
      Conversation conversation,
      ObjectNode message,
      @Nullable SlackUser onlyFor,
      Instant at) {
    return new InboxDraft(
        "slack",
        to(conversation),
        aliases(conversation),
        app.name(),
        words.notification(message),
        words.of(message),
        payload(conversation, message, onlyFor),
        at,
        actions(conversation, message, onlyFor));
  }

  private static ObjectNode payload(
      Conversation conversation, ObjectNode message, @Nullable SlackUser onlyFor) {
    ObjectNode payload = Json.object().put("channel", conversation.id());
    payload.setAll(message);
    if (onlyFor != null) {
      payload.put("ephemeral_for", onlyFor.id());
    }
    return payload;
  }

  private List<InboxAction> actions(
      Conversation conversation, ObjectNode message, @Nullable SlackUser onlyFor) {
    return Buttons.actions(message, base.get(), conversation.id(), presser(conversation, onlyFor));
  }

  /** Who presses when the caller of the press does not say: the reader, else the first member. */
  String presser(Conversation conversation, @Nullable SlackUser onlyFor) {
    return Optional.ofNullable(onlyFor)
        .or(() -> Optional.ofNullable(conversation.user()))
        .or(() -> workspace.users().stream().findFirst())
        .map(SlackUser::id)
        .orElse("");
  }

  private static String to(Conversation conversation) {
    SlackUser user = conversation.user();
    if (user != null) {
      return user.id();
    }
    return "#" + conversation.interactionName();
  }

  private static List<String> aliases(Conversation conversation) {
    SlackUser user = conversation.user();
    return user == null
        ? List.of(conversation.id())
        : List.of(conversation.id(), user.name(), user.realName(), user.email());
  }
}
