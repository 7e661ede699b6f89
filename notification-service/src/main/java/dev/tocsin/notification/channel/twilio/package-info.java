/**
 * Text messages through Twilio: cut to a few segments, with a code that answers the page, receipts
 * by status callback, replies and opt-outs by webhook, all of it signed. {@code
 * docs/channels/sms.md} tells how to set the account up.
 */
@NullMarked
package dev.tocsin.notification.channel.twilio;

import org.jspecify.annotations.NullMarked;
