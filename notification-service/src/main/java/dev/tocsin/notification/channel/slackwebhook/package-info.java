/**
 * Slack through an incoming webhook: one channel of the workspace, no bot token. Messages have
 * links where those of a bot have buttons, and cannot be changed afterwards. {@code
 * docs/channels/slack-webhook.md} tells when the bot is the better choice.
 */
@NullMarked
package dev.tocsin.notification.channel.slackwebhook;

import org.jspecify.annotations.NullMarked;
