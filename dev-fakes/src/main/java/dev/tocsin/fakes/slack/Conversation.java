package dev.tocsin.fakes.slack;

import org.jspecify.annotations.Nullable;

/**
 * Where messages are: a public channel, or the direct messages between one app and one person.
 *
 * @param channel the channel, or null for direct messages
 * @param user the person, or null for a channel
 * @param appId the app whose direct messages these are, or null for a channel
 */
record Conversation(
    String id, @Nullable SlackChannel channel, @Nullable SlackUser user, @Nullable String appId) {

  boolean direct() {
    return user != null;
  }

  /** The name that Slack puts into interaction payloads. */
  String interactionName() {
    return channel == null ? "directmessage" : channel.name();
  }
}
