/**
 * Slack, through its Web API with a bot token: direct messages and channels, Block Kit with
 * buttons, messages changed in place, unknown outcomes looked up by the metadata that each message
 * carries. {@code docs/channels/slack.md} tells how to create the app.
 */
@NullMarked
package dev.tocsin.notification.channel.slack;

import org.jspecify.annotations.NullMarked;
