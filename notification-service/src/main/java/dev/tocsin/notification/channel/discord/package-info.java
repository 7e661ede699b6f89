/**
 * Discord through a webhook of a channel: embeds within every limit, nobody mentioned, messages
 * changed in place when somebody answers. Where the webhook belongs to an application, messages
 * have buttons, whose presses come in signed. {@code docs/channels/discord.md} tells how to make
 * one.
 */
@NullMarked
package dev.tocsin.notification.channel.discord;

import org.jspecify.annotations.NullMarked;
