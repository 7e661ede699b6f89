package dev.tocsin.fakes.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A message in a conversation.
 *
 * @param content the message as {@code conversations.history} shows it; never changed in place
 * @param onlyFor the one person who sees it, or null when it is not ephemeral
 * @param inboxId its item in the inbox
 */
record SlackMessage(
    SlackApp app,
    Conversation conversation,
    ObjectNode content,
    @Nullable SlackUser onlyFor,
    long inboxId) {

  String ts() {
    return content.path("ts").asText();
  }

  JsonNode blocks() {
    return content.path("blocks");
  }

  boolean ephemeral() {
    return onlyFor != null;
  }

  SlackMessage with(ObjectNode newContent) {
    return new SlackMessage(app, conversation, newContent, onlyFor, inboxId);
  }
}
