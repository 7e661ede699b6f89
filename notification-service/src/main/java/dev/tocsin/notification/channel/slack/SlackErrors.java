package dev.tocsin.notification.channel.slack;

/** Slack's error codes in plain words, with what to do. */
final class SlackErrors {

  private SlackErrors() {}

  static String explain(String code) {
    String advice =
        switch (code) {
          case "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive" ->
              "the bot token does not work: install the app again and store its new token";
          case "missing_scope", "no_permission", "not_allowed_token_type" ->
              "the app lacks a scope: add the scopes of docs/channels/slack.md and install it"
                  + " again";
          case "channel_not_found" ->
              "there is no such channel or member, or the app cannot see it";
          case "not_in_channel" -> "invite the app to the channel: /invite @<app>";
          case "is_archived" -> "the channel is archived";
          case "user_not_found", "users_not_found", "user_disabled", "cannot_dm_bot" ->
              "the member cannot be written to";
          case "invalid_blocks", "invalid_blocks_format" ->
              "the template's blocks are not what Slack takes: preview it";
          case "msg_too_long" -> "the message is too long";
          case "restricted_action", "restricted_action_read_only_channel" ->
              "the workspace does not let the app post there";
          case "message_not_found", "cant_update_message", "edit_window_closed" ->
              "the message cannot be changed any more";
          default -> "see Slack's documentation of this code";
        };
    return "Slack refused (" + code + "): " + advice;
  }
}
